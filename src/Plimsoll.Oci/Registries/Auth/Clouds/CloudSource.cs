using System.Collections.Concurrent;
using Plimsoll.Oci.Registries.Auth.Credentials;

namespace Plimsoll.Oci.Registries.Auth.Clouds;

/// <summary>
/// Credentials of one cloud, for its own registries and no others. Each is kept until it nears its end; those who ask
/// at the same time share one answer.
/// </summary>
internal abstract class CloudSource(CredentialEnvironment environment) : ICredentialSource
{
    private readonly ConcurrentDictionary<string, Lazy<Task<RegistryCredential?>>> _found = new(StringComparer.OrdinalIgnoreCase);

    protected CredentialEnvironment Environment { get; } = environment;

    protected CloudHttp Http { get; } = new(environment);

    /// <summary>The identity of the CI job that this process is.</summary>
    protected JobIdentity Job => new(Environment, Http);

    public async ValueTask<RegistryCredential?> FindAsync(string registry, string? repository, CancellationToken cancellationToken)
    {
        if (!Serves(registry))
            return null;

        if (_found.TryGetValue(registry, out var old)
            && old is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true, Result.Life.IsOver: true } })
            _found.TryRemove(KeyValuePair.Create(registry, old));

        // Not cancelled by the one caller who happened to come first.
        var entry = _found.GetOrAdd(registry, _ => new Lazy<Task<RegistryCredential?>>(() => FetchAsync(registry, CancellationToken.None)));
        try
        {
            return await entry.Value.WaitAsync(cancellationToken);
        }
        catch when (entry.Value.IsFaulted)
        {
            _found.TryRemove(KeyValuePair.Create(registry, entry));
            throw;
        }
    }

    /// <summary>Whether the registry is this cloud's.</summary>
    protected abstract bool Serves(string registry);

    /// <summary>Gets a credential; <c>null</c> where this process has no identity in the cloud.</summary>
    /// <exception cref="PlimsollException">It has one, but that was refused or cannot be read.</exception>
    protected abstract Task<RegistryCredential?> FetchAsync(string registry, CancellationToken cancellationToken);

    /// <summary>How long something of that lifetime is used: until a request that follows is still in good time.</summary>
    protected CredentialLife Life(TimeSpan lifetime) =>
        new(Environment.Clock, lifetime - TimeSpan.FromTicks(Math.Min(TimeSpan.FromMinutes(5).Ticks, lifetime.Ticks / 4)));
}
