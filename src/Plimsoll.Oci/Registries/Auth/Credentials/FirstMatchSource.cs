namespace Plimsoll.Oci.Registries.Auth.Credentials;

/// <summary>Asks one source after the other.</summary>
internal sealed class FirstMatchSource(IReadOnlyList<ICredentialSource> sources) : ICredentialSource
{
    public async ValueTask<RegistryCredential?> FindAsync(string registry, string? repository, CancellationToken cancellationToken)
    {
        foreach (var source in sources)
            if (await source.FindAsync(registry, repository, cancellationToken) is { } credential)
                return credential;
        return null;
    }
}
