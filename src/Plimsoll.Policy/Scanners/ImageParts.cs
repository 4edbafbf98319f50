using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners;

/// <summary>
/// Where the parts of a reference stand that are kept apart, as in Helm values and Kustomize; each <c>null</c> where the file
/// of the token has no such key. A key without a value has an empty range.
/// </summary>
internal sealed record ImageParts
{
    /// <summary>The mapping that holds the parts, for those who add a key to it.</summary>
    public required SourceMapping Mapping { get; init; }

    /// <summary>Whether the format has a key <c>digest</c> that is understood wherever it is added; else a digest follows the tag, in its key.</summary>
    public bool HasDigestKey { get; init; }

    /// <summary>Where a chart's templates find the mapping, such as <c>.Values.image</c>; <c>null</c> in all but values files.</summary>
    public string? ValuesPath { get; init; }

    /// <summary>The key that the tag has, or would have.</summary>
    public string TagKey { get; init; } = "tag";

    /// <summary>The key that the digest has, or would have.</summary>
    public string DigestKey { get; init; } = "digest";

    /// <summary>Whether the algorithm of the digest is not written before it, as templates do that.</summary>
    public bool IsDigestBare { get; init; }

    public SourceScalar? Repository { get; init; }
    public SourceScalar? Tag { get; init; }
    public SourceScalar? Digest { get; init; }
}
