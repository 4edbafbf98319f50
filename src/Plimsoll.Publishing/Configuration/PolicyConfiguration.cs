using Plimsoll.Policy;

namespace Plimsoll.Publishing.Configuration;

/// <summary>How images in files are judged.</summary>
public sealed record PolicyConfiguration
{
    /// <summary><c>tag</c>, <c>floating</c> or <c>digest</c>; <c>null</c> means by environment.</summary>
    public string? Profile { get; init; }

    /// <summary><c>ignore</c>, <c>warn</c> or <c>fail</c>; the default is <c>warn</c>.</summary>
    public string Unresolved { get; init; } = "warn";

    /// <summary>Globs of tags that move, whatever they look like.</summary>
    public IReadOnlyList<string> MutableTags { get; init; } = [];

    /// <summary>Globs of tags that never move, whatever they look like.</summary>
    public IReadOnlyList<string> ImmutableTags { get; init; } = [];

    /// <summary>Whether a digest makes an image immutable whatever tag stands beside it; the default is <c>true</c>.</summary>
    public bool DigestWaivesTag { get; init; } = true;

    /// <summary>Where images may come from; none means anywhere.</summary>
    public IReadOnlyList<string> Registries { get; init; } = [];

    /// <summary>Globs of files that are neither checked nor pinned.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>The severities of rules.</summary>
    public SeverityLevels Levels { get; init; } = SeverityLevels.Default;

    /// <summary>How long ago an image must have been first seen before pinning writes its digest; <c>null</c> means that it may be new.</summary>
    public TimeSpan? MinimumPinAge { get; init; }

    /// <summary>What is let through.</summary>
    public IReadOnlyList<ImageSuppression> Exceptions { get; init; } = [];
}
