using System.Net;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Registries.Transport;

namespace Plimsoll.Oci.Registries;

/// <summary>Makes and runs the requests of one repository.</summary>
internal sealed class RepositoryRequests(RegistryPipeline pipeline, RegistryEndpoint endpoint, ImageReference name, RepositoryAccess access)
{
    public RegistryPipeline Pipeline { get; } = pipeline;

    public RegistryEndpoint Endpoint { get; } = endpoint;

    /// <summary>Registry and repository.</summary>
    public string Name { get; } = name.Name;

    public string Repository { get; } = name.Repository;

    public IReadOnlyList<string> WriteScopes { get; } = [Scopes.Push(name.Repository)];

    /// <summary>What reading asks for: writing too, where that is going to follow.</summary>
    public IReadOnlyList<string> ReadScopes { get; } = [access == RepositoryAccess.Push ? Scopes.Push(name.Repository) : Scopes.Pull(name.Repository)];

    /// <summary>Runs an operation with retries; each attempt makes its requests anew.</summary>
    public async Task<T> RunAsync<T>(
        string action,
        IReadOnlyList<string> scopes,
        Func<RequestContext, CancellationToken, Task<T>> operation,
        CancellationToken cancellationToken) =>
        await Pipeline.RunAsync(Endpoint, token => operation(Context(action, scopes), token), cancellationToken);

    public RequestContext Context(string action, IReadOnlyList<string> scopes) => new(Endpoint, action) { Repository = Repository, Scopes = scopes };

    /// <summary>A request below <c>/v2/REPOSITORY/</c>.</summary>
    public async ValueTask<HttpRequestMessage> CreateAsync(RequestContext context, HttpMethod method, string path, CancellationToken cancellationToken)
    {
        var origin = await Endpoint.GetOriginAsync(cancellationToken);
        return context.Attach(new HttpRequestMessage(method, ResponseLocation.Create($"{origin.Scheme}://{origin.Authority}/v2/{Repository}/{path}")));
    }

    /// <summary>A request that opens an upload, or tries to do without one.</summary>
    public async ValueTask<HttpRequestMessage> CreateSessionRequestAsync(RequestContext context, string path, CancellationToken cancellationToken)
    {
        var request = await CreateAsync(context, HttpMethod.Post, path, cancellationToken);
        request.Content = new ByteArrayContent([]);
        return request;
    }

    /// <summary>Whether the blob is in the repository (end-2).</summary>
    public async Task<bool> HasBlobAsync(RequestContext context, Descriptor blob, CancellationToken cancellationToken)
    {
        using var request = await CreateAsync(context, HttpMethod.Head, $"blobs/{blob.Digest}", cancellationToken);
        using var response = await Pipeline.SendAsync(context, request, new[] { HttpStatusCode.OK, HttpStatusCode.NotFound }, cancellationToken);
        return response.StatusCode == HttpStatusCode.OK;
    }

    /// <summary>The blob in the repository with its size (end-2), or <c>null</c>.</summary>
    public async Task<Descriptor?> FindBlobAsync(RequestContext context, Digest digest, CancellationToken cancellationToken)
    {
        using var request = await CreateAsync(context, HttpMethod.Head, $"blobs/{digest}", cancellationToken);
        using var response = await Pipeline.SendAsync(context, request, new[] { HttpStatusCode.OK, HttpStatusCode.NotFound }, cancellationToken);
        return response.StatusCode == HttpStatusCode.NotFound ? null
            : response.Content.Headers.ContentLength is { } size ? new Descriptor("application/octet-stream", digest, size)
            : throw RegistryFailure.Protocol(context, request, "the response does not say how large the blob is");
    }
}
