namespace Plimsoll.Oci.Registries.Auth.Credentials;

/// <summary>Plimsoll's own variables.</summary>
internal sealed class EnvironmentSource(CredentialEnvironment environment, string? defaultRegistry) : ICredentialSource
{
    private const string Username = "PLIMSOLL_REGISTRY_USERNAME";
    private const string Password = "PLIMSOLL_REGISTRY_PASSWORD";
    private const string Host = "PLIMSOLL_REGISTRY_HOST";

    public ValueTask<RegistryCredential?> FindAsync(string registry, string? repository, CancellationToken cancellationToken)
    {
        var (username, password) = (environment[Username], environment[Password]);
        if (username is null && password is null)
            return ValueTask.FromResult<RegistryCredential?>(null);

        if (username is null || password is null)
            throw PlimsollException.Usage($"{(username is null ? Password : Username)} is set, but {(username is null ? Username : Password)} is not.", "Set both or neither.");

        var boundTo = environment[Host] ?? defaultRegistry
            ?? throw PlimsollException.Usage($"{Username} is set, but {Host} is not.", $"Set {Host}, for example {Host}=ghcr.io.");
        return new ExplicitSource(boundTo, new RegistryCredential($"{Username} and {Password}") { Username = username, Password = password })
            .FindAsync(registry, repository, cancellationToken);
    }
}
