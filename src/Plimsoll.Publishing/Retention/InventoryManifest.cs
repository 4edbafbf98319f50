using Plimsoll.Oci.Images;

namespace Plimsoll.Publishing.Retention;

/// <summary>A manifest of a repository: what it needs, and what is attached to it.</summary>
/// <param name="Descriptor">Media type, digest and size.</param>
internal sealed record InventoryManifest(Descriptor Descriptor)
{
    /// <summary>The manifests that an index lists, attestations included.</summary>
    public IReadOnlyList<Descriptor> Children { get; init; } = [];

    /// <summary>Configuration, layers, and what an index lists that is not a manifest.</summary>
    public IReadOnlyList<Descriptor> Blobs { get; init; } = [];

    /// <summary>The manifest that this one refers to, or <c>null</c>.</summary>
    public Digest? Subject { get; init; }

    /// <summary>What refers to this one: by the registry's list or by a tag, signatures of cosign included.</summary>
    public IReadOnlyList<Digest> Referrers { get; init; } = [];

    /// <summary>The type of an artifact, or <c>null</c>.</summary>
    public string? ArtifactType { get; init; }

    /// <summary>The annotations; none where there are none.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>What has to be there where this one is to be whole: what it lists, what is attached to it, and what it is attached to.</summary>
    public IEnumerable<Digest> Needs => Subject is null ? Attached : Attached.Append(Subject);

    /// <summary>What belongs to it alone unless something else needs it too: what it lists, and what is attached to it.</summary>
    public IEnumerable<Digest> Attached => Children.Select(child => child.Digest).Concat(Referrers);
}
