using System.Net;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Registries.Transport;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Oci.Registries;

/// <summary>The manifests of one repository.</summary>
internal sealed class ManifestStore(RepositoryRequests requests)
{
    public async Task<Descriptor?> ResolveAsync(string tagOrDigest, CancellationToken cancellationToken)
    {
        var digest = Check(tagOrDigest);
        var found = await requests.RunAsync($"look up {Display(tagOrDigest)}", requests.ReadScopes, async (context, token) =>
        {
            using var request = await CreateReadAsync(context, HttpMethod.Head, tagOrDigest, token);
            using var response = await requests.Pipeline.SendAsync(context, request, token);
            if (response.StatusCode == HttpStatusCode.NotFound)
                return (IsKnown: true, Descriptor: null);

            // A refused HEAD has no body that would say why, and some registries do not know HEAD: GET tells.
            var isRefusal = (int)response.StatusCode is (>= 400 and < 500) or 501 && !RegistryFailure.IsTransient(response.StatusCode);
            if (response.StatusCode != HttpStatusCode.OK && !isRefusal)
                throw await RegistryFailure.FromResponseAsync(context, request, response, requests.Pipeline.Options, token);

            var descriptor = response.StatusCode == HttpStatusCode.OK ? Describe(response) : null;
            if (digest is not null && descriptor is not null && descriptor.Digest != digest && descriptor.Digest.Algorithm == digest.Algorithm)
                throw RegistryFailure.Protocol(context, request, $"the registry returned a manifest with the digest {descriptor.Digest}");
            return (IsKnown: descriptor is not null, Descriptor: descriptor);
        }, cancellationToken);
        if (found.IsKnown)
            return found.Descriptor;

        try
        {
            return (await GetAsync(tagOrDigest, cancellationToken)).Descriptor;
        }
        catch (RegistryException exception) when (exception.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    public async Task<ManifestContent> GetAsync(string tagOrDigest, CancellationToken cancellationToken)
    {
        var digest = Check(tagOrDigest);
        var content = await requests.RunAsync($"read {Display(tagOrDigest)}", requests.ReadScopes, async (context, token) =>
        {
            using var request = await CreateReadAsync(context, HttpMethod.Get, tagOrDigest, token);
            using var response = await requests.Pipeline.SendAsync(context, request, new[] { HttpStatusCode.OK }, token);
            var bytes = await ResponseBody.ReadAsync(context, request, response, ManifestContent.MaximumSize, requests.Pipeline.Options, token);
            var named = DigestHeader(response);
            foreach (var expected in new[] { digest, named })
                if (expected is not null && !expected.Matches(bytes))
                    throw RegistryFailure.Protocol(context, request, $"the registry returned content that does not match {expected}", "Do not use this image until the cause is known.");

            if (bytes.AsSpan().TrimStart(" \t\r\n"u8) is not [(byte)'{', ..])
                throw RegistryFailure.NotTheRegistry(context, request, response, "a manifest");

            var mediaType = MediaType(response) ?? ManifestSniffer.DetectMediaType(bytes)
                ?? throw RegistryFailure.Protocol(context, request, "the registry did not return the manifest's media type, and its content does not tell it", "Check with 'curl' what the registry, or the proxy in front of it, returns.");
            return new ManifestContent(new Descriptor(mediaType, digest ?? named ?? Digest.Sha256(bytes), bytes.Length), bytes);
        }, cancellationToken);

        try
        {
            content.Parse();
        }
        catch (PlimsollException exception)
        {
            // What the registry calls its manifest may be anything that it was sent.
            throw new PlimsollException(exception.Kind, requests.Endpoint.Secrets.Hide(exception.Message), exception.Advice);
        }

        return content;
    }

    /// <summary>Writes a manifest under a tag, or with none under its digest alone.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="tag">The tag, or <c>null</c>.</param>
    /// <param name="guard">Decides before each attempt whether the tag is written; <c>null</c> writes it.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns><c>null</c> where the guard let nothing be written.</returns>
    public Task<ManifestPutResponse?> PutAsync(ManifestContent manifest, string? tag, TagWriteGuard? guard, CancellationToken cancellationToken)
    {
        var digest = Check(manifest, tag is null ? [] : [tag]);
        var name = tag ?? digest.ToString();
        return PutAsync(manifest, async token => tag is null || guard is null || await guard(tag, token) ? name : null, Display(name), cancellationToken);
    }

    /// <summary>Writes a manifest under its digest or the first of several tags, and asks for the others with it.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="tags">The tags, two or more.</param>
    /// <param name="isByDigest">Whether the digest is in the address, and all tags are asked for.</param>
    /// <param name="guard">Decides before each attempt on each tag; <c>null</c> asks for all.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns><c>null</c> where the guard let nothing be written.</returns>
    public async Task<ManifestPutResponse?> PutAsync(ManifestContent manifest, IReadOnlyList<string> tags, bool isByDigest, TagWriteGuard? guard, CancellationToken cancellationToken)
    {
        var digest = Check(manifest, tags);
        string? first = null;
        var response = await PutAsync(manifest, PathAsync, $"{requests.Name}:{{{string.Join(',', tags)}}}", cancellationToken);
        return response is null || first is null ? response : response with { Tags = [first, .. response.Tags] };

        async ValueTask<string?> PathAsync(CancellationToken token)
        {
            var open = new List<string>();
            foreach (var tag in tags)
                if (guard is null || await guard(tag, token))
                    open.Add(tag);
            if (open.Count == 0)
                return null;

            first = isByDigest ? null : open[0];
            var query = string.Join('&', open.Skip(isByDigest ? 0 : 1).Select(tag => $"tag={tag}"));
            return query.Length == 0 ? first : $"{first ?? digest.ToString()}?{query}";
        }
    }

    private Task<ManifestPutResponse?> PutAsync(ManifestContent manifest, Func<CancellationToken, ValueTask<string?>> find, string display, CancellationToken cancellationToken) =>
        requests.RunAsync($"write {display}", requests.WriteScopes, async (context, token) =>
        {
            if (await find(token) is not { } path)
                return null;

            var digest = manifest.Descriptor.Digest;
            using var request = await requests.CreateAsync(context, HttpMethod.Put, $"manifests/{path}", token);
            request.Content = new ReadOnlyMemoryContent(manifest.Bytes);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", manifest.Descriptor.MediaType);
            using var response = await SendAsync(context, request, token);
            if (DigestHeader(response) is { } stored && stored != digest && stored.Algorithm == digest.Algorithm)
                throw RegistryFailure.Protocol(context, request, $"the registry stored it as {stored} instead of {digest}");
            return (ManifestPutResponse?)ManifestPutResponse.FromResponse(response);
        }, cancellationToken);

    /// <summary>Nothing unvalidated reaches an address, and no bytes go out under a digest that they have not.</summary>
    private static Digest Check(ManifestContent manifest, IReadOnlyList<string> tags)
    {
        if (!manifest.Descriptor.Digest.Matches(manifest.Bytes.Span) || manifest.Descriptor.Size != manifest.Bytes.Length)
            throw new ArgumentException("The manifest's bytes do not match its descriptor.", nameof(manifest));

        return tags.FirstOrDefault(tag => !ImageReference.IsValidTag(tag)) is { } invalid
            ? throw PlimsollException.Usage($"'{invalid}' is not a valid tag.")
            : manifest.Descriptor.Digest;
    }

    private async Task<HttpResponseMessage> SendAsync(RequestContext context, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await requests.Pipeline.SendAsync(context, request, new[] { HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.Accepted, HttpStatusCode.NoContent }, cancellationToken);
        }
        catch (RegistryException exception) when (exception.Status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound)
        {
            // A blob may be missing that was there: the next copy asks again.
            requests.Endpoint.Uploads.Forget(requests.Repository);
            throw;
        }
    }

    /// <summary>Asks to delete a manifest, or a tag alone.</summary>
    /// <returns><c>false</c> where there was none.</returns>
    public Task<bool> DeleteAsync(string tagOrDigest, CancellationToken cancellationToken)
    {
        Check(tagOrDigest);
        return requests.RunAsync($"delete {Display(tagOrDigest)}", [Scopes.Delete(requests.Repository)], async (context, token) =>
        {
            using var request = await requests.CreateAsync(context, HttpMethod.Delete, $"manifests/{tagOrDigest}", token);
            using var response = await requests.Pipeline.SendAsync(
                context,
                request,
                new[] { HttpStatusCode.Accepted, HttpStatusCode.OK, HttpStatusCode.NoContent, HttpStatusCode.NotFound },
                token);
            requests.Endpoint.Uploads.Forget(requests.Repository);
            return response.StatusCode != HttpStatusCode.NotFound;
        }, cancellationToken);
    }

    /// <summary>Nothing unvalidated reaches an address.</summary>
    private static Digest? Check(string tagOrDigest)
    {
        if (tagOrDigest.Contains(':'))
            return Digest.Parse(tagOrDigest);

        return ImageReference.IsValidTag(tagOrDigest) ? null : throw PlimsollException.Usage($"'{tagOrDigest}' is neither a tag nor a digest.");
    }

    private string Display(string tagOrDigest) => $"{requests.Name}{(tagOrDigest.Contains(':') ? '@' : ':')}{tagOrDigest}";

    private async ValueTask<HttpRequestMessage> CreateReadAsync(RequestContext context, HttpMethod method, string tagOrDigest, CancellationToken cancellationToken)
    {
        var request = await requests.CreateAsync(context, method, $"manifests/{tagOrDigest}", cancellationToken);
        foreach (var mediaType in MediaTypes.Manifests)
            request.Headers.TryAddWithoutValidation("Accept", mediaType);
        return request;
    }

    private static Descriptor? Describe(HttpResponseMessage response) =>
        DigestHeader(response) is { } digest && MediaType(response) is { } mediaType && response.Content.Headers.ContentLength is > 0 and { } size
            ? new Descriptor(mediaType, digest, size)
            : null;

    private static Digest? DigestHeader(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues("Docker-Content-Digest", out var values) && Digest.TryParse(values.ToString(), out var digest) ? digest : null;

    /// <summary>The manifest's type, or <c>null</c> where the server does not know it: then the manifest itself tells.</summary>
    private static string? MediaType(HttpResponseMessage response) =>
        response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var values)
        && MediaTypes.Normalize(values.ToString()) is { Length: > 0 } mediaType
        && !MediaTypes.IsUntyped(mediaType)
            ? mediaType
            : null;
}
