using Plimsoll.Tags.Context;

namespace Plimsoll.Tags.Versions;

/// <summary>What the next version is to be.</summary>
internal sealed record NextVersionOptions
{
    /// <summary>What stands before the version in a tag, ignoring case; <c>null</c>, the default, for <c>v</c> or nothing.</summary>
    public string? TagPrefix { get; init; }

    /// <summary>Patterns of tags that are not versions, as <see cref="TagRules.IgnoreTags"/>; the default is none.</summary>
    public IReadOnlyList<string> IgnoreTags { get; init; } = [];

    /// <summary>The files whose commits count, or <c>null</c> for all.</summary>
    public PathFilter? Paths { get; init; }

    /// <summary>The version itself, or <c>null</c>.</summary>
    public SemanticVersion? Version { get; init; }

    /// <summary>What is counted up whatever the commits ask for, or <c>null</c>. A major version of <c>0.x</c> is <c>1.0.0</c>.</summary>
    public VersionBump? Bump { get; init; }

    /// <summary>The prerelease line that is counted up, such as <c>rc</c>, or <c>null</c> for a release.</summary>
    public string? PreRelease { get; init; }
}
