using System.Security.Cryptography;
using System.Text.Json;

namespace Plimsoll.IntegrationTests.Faults;

/// <summary>A repository as docker-registry keeps it on disk, read and copied past every client.</summary>
/// <param name="data">The registry's data folder.</param>
/// <param name="name">The repository.</param>
internal sealed class StoredRepository(string data, string name)
{
    private readonly string _root = Path.Combine(data, "docker/registry/v2");

    private string Folder => Path.Combine(_root, "repositories", name);

    /// <summary>Every tag with the digest that it names; those that list referrers are left out.</summary>
    public SortedDictionary<string, string> ReadTags() => new(
        ReadAllTags().Where(tag => !tag.Key.StartsWith("sha256-", StringComparison.Ordinal)).ToDictionary(), StringComparer.Ordinal);

    /// <summary>Makes another repository with the same content.</summary>
    public void CopyTo(string other)
    {
        var target = Path.Combine(_root, "repositories", other);
        foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    /// <summary>What a tag leads to that is not there or not what its digest says; <c>null</c> where every tag names a whole image.</summary>
    public string? FindDamage() =>
        ReadAllTags().Select(tag => FindDamage(tag.Value) is { } damage ? $"{tag.Key} names {tag.Value}: {damage}" : null).FirstOrDefault(damage => damage is not null);

    private Dictionary<string, string> ReadAllTags()
    {
        var tags = Path.Combine(Folder, "_manifests/tags");
        return !Directory.Exists(tags) ? [] : Directory.EnumerateDirectories(tags)
            .Select(tag => (Name: Path.GetFileName(tag), Link: Path.Combine(tag, "current/link")))
            .Where(tag => File.Exists(tag.Link))
            .ToDictionary(tag => tag.Name, tag => File.ReadAllText(tag.Link));
    }

    private string? FindDamage(string manifest)
    {
        if (!IsLinked("_manifests/revisions", manifest))
            return $"the manifest {manifest} is not in the repository";
        if (ReadBlob(manifest) is not { } bytes)
            return $"the manifest {manifest} is not stored, or other bytes are";

        using var json = JsonDocument.Parse(bytes);
        var children = json.RootElement.TryGetProperty("manifests", out var manifests) ? manifests.EnumerateArray().Select(Digest) : [];
        var blobs = json.RootElement.TryGetProperty("layers", out var layers) ? layers.EnumerateArray().Append(json.RootElement.GetProperty("config")).Select(Digest) : [];
        return blobs.Where(blob => !IsLinked("_layers", blob) || ReadBlob(blob) is null).Select(blob => $"the blob {blob} is missing").FirstOrDefault()
            ?? children.Select(FindDamage).FirstOrDefault(damage => damage is not null);
    }

    private static string Digest(JsonElement descriptor) => descriptor.GetProperty("digest").GetString()!;

    private bool IsLinked(string kind, string digest) => File.Exists(Path.Combine(Folder, kind, digest.Replace(':', '/'), "link"));

    private byte[]? ReadBlob(string digest)
    {
        var hex = digest["sha256:".Length..];
        var file = Path.Combine(_root, "blobs/sha256", hex[..2], hex, "data");
        return File.Exists(file) && File.ReadAllBytes(file) is { } bytes && Convert.ToHexStringLower(SHA256.HashData(bytes)) == hex ? bytes : null;
    }
}
