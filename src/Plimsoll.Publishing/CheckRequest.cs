using Plimsoll.Policy;
using Plimsoll.Policy.Checking;

namespace Plimsoll.Publishing;

/// <summary>Which files are checked, and how. The policy is that of <c>plimsoll.yml</c>.</summary>
public sealed record CheckRequest
{
    /// <summary>Files and folders, absolute or from the host's directory. The default is that directory, or none where there is an <see cref="Input"/>.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>Content that is checked as a file; not together with <see cref="ChangedSince"/>. The default is <c>null</c>: none.</summary>
    public CheckInput? Input { get; init; }

    /// <summary>The profile for every file. The default is that of <c>plimsoll.yml</c>, else it depends on the file's environment.</summary>
    public PolicyProfile? Profile { get; init; }

    /// <summary>The commit that HEAD is compared with: only what changed since HEAD left it is reported. The default is <c>null</c>: everything is.</summary>
    public string? ChangedSince { get; init; }

    /// <summary>What counts of the change. The default is <see cref="ChangedScope.Added"/>.</summary>
    public ChangedScope ChangedScope { get; init; }

    /// <summary>Whether files that git ignores are checked too. The default is <c>false</c>.</summary>
    public bool IncludeIgnored { get; init; }

    /// <summary>Whether registries are asked for the tags and digests that files name. The default is <c>false</c>.</summary>
    public bool Online { get; init; }

    /// <summary>Findings that do not count, by fingerprint. The default is none.</summary>
    public IReadOnlySet<string> Baseline { get; init; } = new HashSet<string>();
}
