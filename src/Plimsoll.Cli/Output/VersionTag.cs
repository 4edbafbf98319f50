using Plimsoll.Tags.Versions;

namespace Plimsoll.Cli.Output;

/// <summary>A release tag that the next version was told from.</summary>
internal sealed record VersionTag(string Tag, string Version, string Commit)
{
    public static VersionTag? Of(PlacedTag? tag) => tag is null ? null : new VersionTag(tag.Name, tag.Version.ToFullString(), tag.CommitId);
}
