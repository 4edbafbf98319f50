namespace Plimsoll.Policy.Rules;

/// <summary>A rule's opinion of one image in a file; <c>null</c> where it has none.</summary>
internal delegate Finding? ImageRule(ImageUse use, ImagePolicy policy, FileRules rules);
