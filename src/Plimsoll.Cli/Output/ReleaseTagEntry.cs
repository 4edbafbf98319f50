using Plimsoll.Tags.Versions;

namespace Plimsoll.Cli.Output;

/// <summary>A release tag that the next version was determined from.</summary>
internal sealed record ReleaseTagEntry(string Tag, string Version, string Commit)
{
    public static ReleaseTagEntry? Create(TaggedRelease? tag) => tag is null ? null : new ReleaseTagEntry(tag.Name, tag.Version.ToFullString(), tag.CommitId);
}
