namespace Plimsoll.IntegrationTests.Registries.Scripted;

/// <summary>
/// Cloudflare's serverless-registry: Basic authentication, the sizes of chunks bound on both sides and named in
/// <c>OCI-Chunk-Min-Length</c> and <c>OCI-Chunk-Max-Length</c>, 413 for a larger body, no bytes in the request that closes an
/// upload in chunks, and no subject that is not there yet.
/// </summary>
internal sealed class CloudflareHabits : RegistryHabits
{
    public const int SmallestChunk = 1024 * 1024;
    public const int LargestChunk = 3_000_000;

    public override IEnumerable<(string Name, string Value)> SessionHeaders =>
        [("OCI-Chunk-Min-Length", $"{SmallestChunk}"), ("OCI-Chunk-Max-Length", $"{LargestChunk}")];

    public override async Task<bool> AnswerAsync(ScriptedRegistry registry, ScriptedRequest request)
    {
        if (request.Header("Authorization") != RegistryAccount.Basic)
        {
            request.Context.Response.Headers.WWWAuthenticate = "Basic realm=\"cloudflare\"";
            return await RefuseAsync(request, 401, "UNAUTHORIZED", "authentication required");
        }

        if (request.Body.Length > LargestChunk)
            return await RefuseAsync(request, 413, "SIZE_INVALID", "the body is too large");
        if (request is { Method: "PUT", Path.Kind: "blobs/uploads", Body.Length: > 0 } && registry.Uploads.TryGetValue(request.Path.Name, out var upload) && upload.Length > 0)
            return await RefuseAsync(request, 500, "INTERNAL_ERROR", "internal error");
        if (request is { Method: "PUT", Path.Kind: "manifests" } && new ScriptedManifest(request.Body, "").Subject is { } subject && registry.Repository(request.Path.Repository).Find(subject) is null)
            return await RefuseAsync(request, 400, "BLOB_UNKNOWN", "the subject is unknown");
        return false;
    }
}
