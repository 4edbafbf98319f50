using System.Collections.Concurrent;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Registries.Transport;

namespace Plimsoll.Oci.Registries;

/// <summary>
/// Speaks the OCI distribution protocol to any number of registries. One client is meant to live as long as the
/// process and to be shared by all its work: it keeps connections, tokens and what it learned of each registry.
/// All members may be called from several threads at once.
/// </summary>
public sealed class RegistryClient : IDisposable
{
    private readonly RegistryPipeline _pipeline;
    private readonly ConcurrentDictionary<string, RegistryEndpoint> _endpoints = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Creates a client; no connection is made yet.</summary>
    public RegistryClient(RegistryClientOptions? options = null) => _pipeline = new RegistryPipeline(options ?? new RegistryClientOptions());

    /// <summary>The repository of a reference, whose tag and digest play no part. No request is made yet.</summary>
    /// <param name="reference">Registry and repository.</param>
    /// <param name="access">
    /// What the repository will be used for: with <see cref="RepositoryAccess.Push"/> the first token already allows
    /// writing, which saves one request to the token server. Reading and writing work with either.
    /// </param>
    public RegistryRepository Repository(ImageReference reference, RepositoryAccess access = RepositoryAccess.Pull) =>
        new(_pipeline, Endpoint(reference.Registry), reference.WithoutTagOrDigest(), access);

    /// <summary>
    /// Asks whether the registry speaks the protocol and takes the credentials there are for it (end-1, <c>GET /v2/</c>).
    /// </summary>
    /// <param name="registry">Host and, where given, port; <c>docker.io</c> for Docker Hub.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Whether it looked at credentials; <c>false</c> where it serves everybody, whatever they send.</returns>
    /// <exception cref="RegistryException">The credentials are missing or wrong (exit code 4), or the registry does not answer (7).</exception>
    public Task<bool> CheckAsync(string registry, CancellationToken cancellationToken) => new RegistryCheck(_pipeline, Endpoint(registry)).RunAsync(cancellationToken);

    /// <summary>The repositories that the registry shows to these credentials (<c>GET /v2/_catalog</c>), page by page.</summary>
    /// <param name="registry">Host and, where given, port.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="RegistryException">The registry lists its repositories to nobody, or not to these credentials (exit code 4, 6 or 7).</exception>
    public IAsyncEnumerable<string> ListRepositoriesAsync(string registry, CancellationToken cancellationToken) =>
        RepositoryCatalog.ReadAsync(_pipeline, Endpoint(registry), cancellationToken);

    /// <summary>Searches Docker Hub, which has no catalog.</summary>
    /// <param name="index">The address of its index: <see cref="HubSearch.DefaultAddress"/>, or that of a server that answers the same way.</param>
    /// <param name="term">What is searched for.</param>
    /// <param name="limit">The most results, from 1 to <see cref="HubSearch.MaximumResults"/>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="RegistryException">As for <see cref="HubSearch.RunAsync"/>.</exception>
    internal Task<IReadOnlyList<FoundImage>> SearchHubAsync(Uri index, string term, int limit, CancellationToken cancellationToken) =>
        HubSearch.RunAsync(_pipeline, Endpoint(index.Authority, index.Scheme == Uri.UriSchemeHttp), index, term, limit, cancellationToken);

    /// <summary>Closes all connections. Repositories of this client cannot be used afterwards.</summary>
    public void Dispose() => _pipeline.Dispose();

    private RegistryEndpoint Endpoint(string registry, bool isPlainHttp = false) =>
        _endpoints.GetOrAdd(registry, name => new RegistryEndpoint(name, isPlainHttp || _pipeline.Options.PlainHttp(name), new RequestLimiter(_pipeline.Options)));
}
