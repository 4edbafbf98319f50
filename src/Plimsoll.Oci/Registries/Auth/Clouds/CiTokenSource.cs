using Plimsoll.Oci.Registries.Auth.Credentials;

namespace Plimsoll.Oci.Registries.Auth.Clouds;

/// <summary>The tokens that CI hosts give their jobs for the host's own registry.</summary>
internal sealed class CiTokenSource(CredentialEnvironment environment) : ICredentialSource
{
    public const string GitHubRegistry = "ghcr.io";

    public ValueTask<RegistryCredential?> FindAsync(string registry, string? repository, CancellationToken cancellationToken) =>
        ValueTask.FromResult(GitHub(registry) ?? GitLab(registry));

    private RegistryCredential? GitHub(string registry) =>
        registry.Equals(GitHubRegistry, StringComparison.OrdinalIgnoreCase) && environment["GITHUB_TOKEN"] is { } token
            ? new RegistryCredential("GITHUB_TOKEN") { Username = environment["GITHUB_ACTOR"] ?? "x-access-token", Password = token }
            : null;

    private RegistryCredential? GitLab(string registry) =>
        environment["CI_REGISTRY"] is { } own
        && registry.Equals(CredentialKey.Normalise(own), StringComparison.OrdinalIgnoreCase)
        && environment["CI_REGISTRY_USER"] is { } user
        && environment["CI_REGISTRY_PASSWORD"] is { } password
            ? new RegistryCredential("CI_REGISTRY_USER and CI_REGISTRY_PASSWORD") { Username = user, Password = password }
            : null;
}
