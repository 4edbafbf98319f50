using Plimsoll.Tags.Versions;

namespace Plimsoll.Publishing.Releases;

/// <summary>What somebody wants released.</summary>
internal sealed record ReleaseRequest
{
    /// <summary>What the next version is to be.</summary>
    public required NextVersionOptions Version { get; init; }

    /// <summary>The component's name, for the tag's message; <c>null</c>, the default, for the repository as a whole.</summary>
    public string? Component { get; init; }

    /// <summary>The message of the tag; <c>null</c>, the default, for the version and its commits.</summary>
    public string? Message { get; init; }

    /// <summary>Whether git signs the tag. The default is <c>false</c>.</summary>
    public bool IsSigned { get; init; }

    /// <summary>Whether HEAD may be tagged although tracked files are changed. The default is <c>false</c>.</summary>
    public bool AllowDirty { get; init; }

    /// <summary>Whether what a shallow clone has of history and tags is good enough. The default is <c>false</c>.</summary>
    public bool AllowShallow { get; init; }
}
