using Plimsoll.Tags.Versions;

namespace Plimsoll.Publishing.Releases;

/// <summary>What somebody wants released. What it leaves out comes from the environment, else from <c>plimsoll.yml</c>.</summary>
public sealed record ReleaseRequest
{
    /// <summary>The component of <c>plimsoll.yml</c>; <c>null</c>, the default, for <c>PLIMSOLL_COMPONENT</c>, else the repository as a whole.</summary>
    public string? Component { get; init; }

    /// <summary>
    /// What stands before the version in the tag; <c>null</c>, the default, for the component's prefix, else
    /// <c>PLIMSOLL_TAG_PREFIX</c>, else that of <c>plimsoll.yml</c>, else <c>v</c> or nothing, as in the newest tag.
    /// </summary>
    public string? TagPrefix { get; init; }

    /// <summary>The version itself; <c>null</c>, the default, for the one that the commits ask for.</summary>
    public string? Version { get; init; }

    /// <summary>What is counted up; <c>null</c>, the default, for what the commits ask for.</summary>
    public VersionBump? Bump { get; init; }

    /// <summary>The prerelease line that is counted up, such as <c>rc</c>; <c>null</c>, the default, for a release.</summary>
    public string? PreRelease { get; init; }

    /// <summary>The message of the tag; <c>null</c>, the default, for the version and its commits.</summary>
    public string? Message { get; init; }

    /// <summary>Whether git signs the tag. The default is <c>false</c>.</summary>
    public bool IsSigned { get; init; }

    /// <summary>Whether the tag is pushed once it is made, with the commits that the remote lacks. The default is <c>false</c>.</summary>
    public bool IsPushed { get; init; }

    /// <summary>The remote that the tag is pushed to; <c>null</c>, the default, for <c>origin</c>, or the remote that the repository has instead.</summary>
    public string? Remote { get; init; }

    /// <summary>Whether the tag is going to be made: then the remote is asked for the tags that it has. The default is <c>false</c>.</summary>
    internal bool IsToBeTagged { get; init; }

    /// <summary>Whether HEAD may be tagged although tracked files are changed. The default is <c>false</c>.</summary>
    public bool AllowDirty { get; init; }

    /// <summary>Whether what a shallow clone has of history and tags is good enough. The default is <c>false</c>.</summary>
    public bool AllowShallow { get; init; }
}
