using System.Collections.Concurrent;
using Plimsoll.Oci.Images;

namespace Plimsoll.IntegrationTests.Registries.Scripted;

/// <summary>What one repository holds, by digests and tags.</summary>
internal sealed class ScriptedRepository
{
    public ConcurrentDictionary<string, byte[]> Blobs { get; } = [];

    public ConcurrentDictionary<string, ScriptedManifest> Manifests { get; } = [];

    public ConcurrentDictionary<string, string> Tags { get; } = [];

    /// <returns>Its digest.</returns>
    public string Put(string tagOrDigest, ScriptedManifest manifest)
    {
        var digest = Digest.Sha256(manifest.Content).ToString();
        Manifests[digest] = manifest;
        if (!IsDigest(tagOrDigest))
            Tags[tagOrDigest] = digest;
        return digest;
    }

    public (string Digest, ScriptedManifest Manifest)? Find(string tagOrDigest)
    {
        var digest = IsDigest(tagOrDigest) ? tagOrDigest : Tags.GetValueOrDefault(tagOrDigest, "");
        return Manifests.TryGetValue(digest, out var manifest) ? (digest, manifest) : null;
    }

    /// <summary>Removes a tag alone, or a manifest with its tags.</summary>
    public bool Remove(string tagOrDigest)
    {
        if (!IsDigest(tagOrDigest))
            return Tags.TryRemove(tagOrDigest, out _);

        foreach (var tag in TagsOf(tagOrDigest))
            Tags.TryRemove(tag, out _);
        return Manifests.TryRemove(tagOrDigest, out _);
    }

    public IReadOnlyList<string> TagsOf(string digest) => [.. Tags.Where(tag => tag.Value == digest).Select(tag => tag.Key).Order(StringComparer.Ordinal)];

    public static bool IsDigest(string tagOrDigest) => tagOrDigest.Contains(':', StringComparison.Ordinal);
}
