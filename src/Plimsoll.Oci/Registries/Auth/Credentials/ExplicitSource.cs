namespace Plimsoll.Oci.Registries.Auth.Credentials;

/// <summary>One credential for one registry.</summary>
internal sealed class ExplicitSource(string registry, RegistryCredential credential) : ICredentialSource
{
    private readonly string _registry = CredentialKey.Normalise(registry);

    public ValueTask<RegistryCredential?> FindAsync(string registry, string? repository, CancellationToken cancellationToken) =>
        ValueTask.FromResult(string.Equals(CredentialKey.Normalise(registry), _registry, StringComparison.OrdinalIgnoreCase) ? credential : null);
}
