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
        environment["CI_REGISTRY"] is { } own && registry.Equals(CredentialKey.Normalise(own), StringComparison.OrdinalIgnoreCase)
            ? Pair("CI_REGISTRY_USER", "CI_REGISTRY_PASSWORD")
                ?? Pair("CI_DEPLOY_USER", "CI_DEPLOY_PASSWORD")
                ?? (environment["CI_JOB_TOKEN"] is { } token ? new RegistryCredential("CI_JOB_TOKEN") { Username = "gitlab-ci-token", Password = token } : null)
            : null;

    private RegistryCredential? Pair(string userVariable, string passwordVariable) =>
        environment[userVariable] is { } user && environment[passwordVariable] is { } password
            ? new RegistryCredential($"{userVariable} and {passwordVariable}") { Username = user, Password = password }
            : null;
}
