namespace Plimsoll.Policy.Rules;

/// <summary>A rule that checks one image in a file; <c>null</c> where there is no finding.</summary>
internal delegate Finding? ImageRule(ImageUse use, ImagePolicy policy, FileRules rules);
