using System.Net;
using System.Text.Json.Nodes;

namespace Plimsoll.IntegrationTests.Publishing.Retention;

/// <summary>
/// A repository read with plain HTTP and JSON, by nothing of Plimsoll's: which manifests and blobs must be there so that a tag is
/// whole with all that is attached to it.
/// </summary>
internal sealed class RawRepository : IDisposable
{
    private static readonly string[] Types =
    [
        "application/vnd.oci.image.manifest.v1+json", "application/vnd.oci.image.index.v1+json",
        "application/vnd.docker.distribution.manifest.v2+json", "application/vnd.docker.distribution.manifest.list.v2+json",
    ];

    private readonly HttpClient _client = new();
    private readonly string _address;

    /// <param name="host">Host and port.</param>
    /// <param name="name">The repository.</param>
    public RawRepository(string host, string name)
    {
        _address = $"http://{host}/v2/{name}";
        _client.DefaultRequestHeaders.Add("Accept", string.Join(", ", Types));
    }

    /// <summary>The tags with the digests that they name.</summary>
    public async Task<Dictionary<string, string>> ReadTagsAsync()
    {
        var tags = new Dictionary<string, string>();
        using var response = await _client.GetAsync($"{_address}/tags/list");
        if (response.StatusCode == HttpStatusCode.NotFound)
            return tags;
        var list = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["tags"] as JsonArray ?? [];
        foreach (var tag in list.Select(tag => (string)tag!))
            if (await ReadAsync(tag) is var (digest, _))
                tags[tag] = digest;
        return tags;
    }

    /// <summary>A manifest, or <c>null</c> where it is not there.</summary>
    public async Task<(string Digest, JsonNode Content)?> ReadAsync(string tagOrDigest)
    {
        using var response = await _client.GetAsync($"{_address}/manifests/{tagOrDigest}");
        return response.StatusCode == HttpStatusCode.NotFound
            ? null
            : (response.EnsureSuccessStatusCode().Headers.GetValues("Docker-Content-Digest").Single(), JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    public async Task<bool> HasManifestAsync(string digest)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, $"{_address}/manifests/{digest}");
        using var response = await _client.SendAsync(request);
        return response.IsSuccessStatusCode;
    }

    public async Task<bool> HasBlobAsync(string digest)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, $"{_address}/blobs/{digest}");
        using var response = await _client.SendAsync(request);
        return response.IsSuccessStatusCode;
    }

    public async Task DeleteAsync(string digest)
    {
        using var response = await _client.DeleteAsync($"{_address}/manifests/{digest}");
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Everything that is there of some images, and of all that is attached to them.</summary>
    /// <param name="roots">Digests.</param>
    /// <param name="known">Every digest that there may be: attachments name their subject, and not the other way round.</param>
    public async Task<(HashSet<string> Manifests, HashSet<string> Blobs)> ReachAsync(IEnumerable<string> roots, IEnumerable<string> known)
    {
        var tags = await ReadTagsAsync();
        var contents = new Dictionary<string, JsonNode>();
        foreach (var digest in known.Concat(tags.Values).Distinct())
            if (await ReadAsync(digest) is var (_, content))
                contents[digest] = content;

        var (manifests, blobs) = (new HashSet<string>(), new HashSet<string>());
        var open = new Queue<string>(roots);
        while (open.TryDequeue(out var digest))
        {
            if (!contents.TryGetValue(digest, out var content) || !manifests.Add(digest))
                continue;
            foreach (var child in content["manifests"] as JsonArray ?? [])
                open.Enqueue((string)child!["digest"]!);
            if (content["subject"] is { } subject)
                open.Enqueue((string)subject["digest"]!);
            foreach (var blob in (content["layers"] as JsonArray ?? []).Append(content["config"]).Where(blob => blob is not null))
                blobs.Add((string)blob!["digest"]!);
            foreach (var (other, attached) in contents)
                if ((string?)attached["subject"]?["digest"] == digest)
                    open.Enqueue(other);
            foreach (var (tag, named) in tags)
                if (tag.StartsWith($"{digest.Replace(':', '-')}", StringComparison.Ordinal))
                    open.Enqueue(named);
        }

        return (manifests, blobs);
    }

    public void Dispose() => _client.Dispose();
}
