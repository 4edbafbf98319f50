namespace Plimsoll.Oci.Registries.Auth.Credentials;

/// <summary>
/// Credentials as Docker keeps them. A helper for the registry comes before the helper for all, and that before what
/// the file itself holds.
/// </summary>
internal sealed class DockerConfigSource(Func<DockerConfig?> read, CredentialEnvironment environment) : ICredentialSource
{
    public async ValueTask<RegistryCredential?> FindAsync(string registry, string? repository, CancellationToken cancellationToken)
    {
        if (read() is not { } config)
            return null;

        return config.HelperFor(registry) is { Length: > 0 } helper
            ? await new CredentialHelper(helper, config.Source, environment).GetAsync(registry, cancellationToken)
            : config.Find(registry, repository);
    }
}
