using Plimsoll.Tags.Versions;

namespace Plimsoll.Publishing.Releases;

/// <summary>A release that was cut: the git tag that was made at HEAD.</summary>
/// <param name="Version">The version, without the prefix of its tag.</param>
/// <param name="TagName">The git tag, such as <c>v2.1.0</c>.</param>
/// <param name="Commit">The commit that it names: the whole id.</param>
/// <param name="Reason">Why it is this version, in one sentence without its full stop.</param>
/// <param name="Remote">The remote that the tag was pushed to; <c>null</c> where it was not.</param>
public sealed record ReleaseReport(SemanticVersion Version, string TagName, string Commit, string Reason, string? Remote);
