using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Plimsoll.IntegrationTests.Races;

/// <summary>Looks at a registry past the proxy with a plain client that knows nothing of Plimsoll.</summary>
internal sealed class RaceJudge(RaceWorld world)
{
    private const string Index = "application/vnd.oci.image.index.v1+json";
    private const string Manifest = "application/vnd.oci.image.manifest.v1+json";

    private static readonly HttpClient Client = new();

    /// <summary>The digest of what a tag or digest names, by its bytes; <c>null</c> where there is nothing.</summary>
    public async Task<string?> FindAsync(string repository, string tagOrDigest) =>
        await ReadAsync(repository, tagOrDigest) is { } bytes ? DigestOf(bytes) : null;

    /// <summary>All tags that are people's, with the digest that each names.</summary>
    public async Task<SortedDictionary<string, string>> ReadTagsAsync(string repository)
    {
        var tags = new SortedDictionary<string, string>(StringComparer.Ordinal);
        using var response = await Client.GetAsync(Address(repository, "tags/list?n=10000"));
        if (response.StatusCode == HttpStatusCode.NotFound)
            return tags;

        response.EnsureSuccessStatusCode();
        using var json = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
        if (json.RootElement.GetProperty("tags") is { ValueKind: JsonValueKind.Array } listed)
            foreach (var tag in listed.EnumerateArray().Select(tag => tag.GetString()!).Where(tag => !tag.StartsWith("sha256-", StringComparison.Ordinal)))
                if (await FindAsync(repository, tag) is { } digest)
                    tags[tag] = digest;
        return tags;
    }

    /// <summary>What is missing of an image, or differs from its digest; <c>null</c> where it is whole.</summary>
    public async Task<string?> FindDamageAsync(string repository, string digest)
    {
        if (await ReadAsync(repository, digest) is not { } bytes)
            return $"the manifest {digest} is missing";
        if (DigestOf(bytes) != digest)
            return $"the manifest {digest} has other bytes";

        using var json = JsonDocument.Parse(bytes);
        if (json.RootElement.TryGetProperty("manifests", out var children))
            foreach (var child in children.EnumerateArray())
                if (await FindDamageAsync(repository, child.GetProperty("digest").GetString()!) is { } damage)
                    return damage;
        if (json.RootElement.TryGetProperty("layers", out var layers))
            foreach (var blob in layers.EnumerateArray().Append(json.RootElement.GetProperty("config")).Select(blob => blob.GetProperty("digest").GetString()!))
            {
                using var response = await Client.GetAsync(Address(repository, $"blobs/{blob}"));
                if (!response.IsSuccessStatusCode || DigestOf(await response.Content.ReadAsByteArrayAsync()) != blob)
                    return $"the blob {blob} of {digest} is missing or has other bytes";
            }

        return null;
    }

    /// <summary>Whether one of these holds is attached to an image, by the list of referrers under its tag.</summary>
    public async Task<bool> IsHeldAsync(string repository, string image, IReadOnlyCollection<string> ids)
    {
        if (await ReadAsync(repository, image.Replace(':', '-')) is not { } list)
            return false;

        using var listed = JsonDocument.Parse(list);
        foreach (var entry in listed.RootElement.GetProperty("manifests").EnumerateArray())
        {
            using var manifest = JsonDocument.Parse((await ReadAsync(repository, entry.GetProperty("digest").GetString()!))!);
            foreach (var layer in manifest.RootElement.GetProperty("layers").EnumerateArray())
            {
                var text = await Client.GetStringAsync(Address(repository, $"blobs/{layer.GetProperty("digest").GetString()}"));
                if (ids.Any(id => text.Contains($"\"{id}\"", StringComparison.Ordinal)))
                    return true;
            }
        }

        return false;
    }

    private async Task<byte[]?> ReadAsync(string repository, string tagOrDigest)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address(repository, $"manifests/{tagOrDigest}"));
        foreach (var type in (string[])[Index, Manifest, "application/vnd.docker.distribution.manifest.v2+json", "application/vnd.docker.distribution.manifest.list.v2+json"])
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
        using var response = await Client.SendAsync(request);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return null;
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsByteArrayAsync();
    }

    private Uri Address(string repository, string path) => new($"http://{world.Registry.Host}/v2/{world.Registry.Name(repository)}/{path}");

    private static string DigestOf(byte[] bytes) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));
}
