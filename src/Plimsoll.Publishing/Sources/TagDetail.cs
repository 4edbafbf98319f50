using Plimsoll.Oci.Images;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Sources;

/// <summary>A tag of a repository, and what it names.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Mutability">Whether it may name another image later, by its text and the policy's patterns.</param>
internal sealed record TagDetail(string Tag, Mutability Mutability)
{
    /// <summary>What it names; <c>null</c> where it was deleted after it was listed.</summary>
    public Descriptor? Manifest { get; init; }

    /// <summary>When the image was made, by its own account (of an index the first image); <c>null</c> where it does not say.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>What its images run on; empty where they do not say.</summary>
    public IReadOnlyList<Platform> Platforms { get; init; } = [];
}
