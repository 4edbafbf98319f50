namespace Plimsoll.Oci.Registries.Auth.Credentials;

/// <summary>A place that credentials are found in. Ready-made ones come from <see cref="CredentialSource"/>.</summary>
public interface ICredentialSource
{
    /// <summary>Finds the credential for a repository.</summary>
    /// <param name="registry">Host and, where given, port, as in image references: <c>docker.io</c>, <c>localhost:5000</c>.</param>
    /// <param name="repository">The path within it, or <c>null</c> where the registry as a whole is meant.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns><c>null</c> where this source knows none.</returns>
    /// <exception cref="PlimsollException">
    /// The source exists but cannot be used. It is never passed over silently, because the next one may hold
    /// credentials of somebody else.
    /// </exception>
    ValueTask<RegistryCredential?> FindAsync(string registry, string? repository, CancellationToken cancellationToken);
}
