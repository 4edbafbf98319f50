using Plimsoll.Oci.Registries.Auth.Clouds;
using Plimsoll.Oci.Registries.Auth.Credentials;

namespace Plimsoll.Oci.Registries.Auth;

/// <summary>The sources that credentials come from.</summary>
public static class CredentialSource
{
    /// <summary>Knows no credentials.</summary>
    public static ICredentialSource Anonymous { get; } = new FirstMatchSource([]);

    /// <summary>User name and password given by the caller, for one registry and no other.</summary>
    /// <param name="registry">Host and, where given, port: <c>ghcr.io</c>, <c>docker.io</c>.</param>
    /// <param name="username">The user name.</param>
    /// <param name="password">The password or personal access token.</param>
    public static ICredentialSource Explicit(string registry, string username, string password) =>
        new ExplicitSource(registry, new RegistryCredential("the command line") { Username = username, Password = password });

    /// <summary>
    /// <c>PLIMSOLL_REGISTRY_USERNAME</c> and <c>PLIMSOLL_REGISTRY_PASSWORD</c>, for the registry that
    /// <c>PLIMSOLL_REGISTRY_HOST</c> names, else for <paramref name="defaultRegistry"/>. A password is never sent to
    /// whatever host an image name mentions: with neither, asking fails (exit code 2).
    /// </summary>
    public static ICredentialSource Environment(CredentialEnvironment environment, string? defaultRegistry = null) =>
        new EnvironmentSource(environment, defaultRegistry);

    /// <summary>The content of <c>DOCKER_AUTH_CONFIG</c>, which has the form of Docker's <c>config.json</c>.</summary>
    public static ICredentialSource DockerAuthConfig(CredentialEnvironment environment) =>
        new DockerConfigSource(() => environment["DOCKER_AUTH_CONFIG"] is { } json ? DockerConfig.Parse(json, "DOCKER_AUTH_CONFIG") : null, environment);

    /// <summary>The file that <c>REGISTRY_AUTH_FILE</c> names, as Podman and Skopeo read it; it must exist.</summary>
    public static ICredentialSource RegistryAuthFile(CredentialEnvironment environment) =>
        new DockerConfigSource(() => environment["REGISTRY_AUTH_FILE"] is { } path ? DockerConfig.Read(path, mustExist: true) : null, environment);

    /// <summary>Docker's <c>config.json</c>, in <c>$DOCKER_CONFIG</c> or <c>~/.docker</c>, with its credential helpers.</summary>
    public static ICredentialSource DockerConfigFile(CredentialEnvironment environment) =>
        new DockerConfigSource(() => Folder(environment, "DOCKER_CONFIG", ".docker") is { } folder ? DockerConfig.Read(Path.Combine(folder, "config.json")) : null, environment);

    /// <summary>
    /// Podman's <c>auth.json</c>: in <c>$XDG_RUNTIME_DIR/containers</c> (without the variable, on Linux, in
    /// <c>/run/containers/UID</c>), then in <c>$XDG_CONFIG_HOME/containers</c> or <c>~/.config/containers</c>.
    /// </summary>
    public static ICredentialSource PodmanFiles(CredentialEnvironment environment) => FirstMatch(
        new DockerConfigSource(() => PodmanRuntimeFolder(environment) is { } folder ? DockerConfig.Read(Path.Combine(folder, "auth.json")) : null, environment),
        new DockerConfigSource(() => Folder(environment, "XDG_CONFIG_HOME", ".config") is { } folder ? DockerConfig.Read(Path.Combine(folder, "containers", "auth.json")) : null, environment));

    /// <summary>Docker's file of before 2015, <c>~/.dockercfg</c>, which is what is now the member <c>auths</c>.</summary>
    public static ICredentialSource LegacyDockerFile(CredentialEnvironment environment) =>
        new DockerConfigSource(() => environment.Home is { } home ? DockerConfig.ReadLegacy(Path.Combine(home, ".dockercfg")) : null, environment);

    /// <summary>
    /// What the CI host or the cloud that this process runs in gives it, each only for its own registries:
    /// <c>GITHUB_TOKEN</c> for ghcr.io, <c>CI_REGISTRY_USER</c> and <c>CI_REGISTRY_PASSWORD</c> for the registry of
    /// GitLab, a connection of Docker Hub to the CI host, and the identities of Amazon (private and public ECR), Google (Artifact Registry, gcr.io) and Azure (ACR)
    /// as their own tools find them. A metadata service is asked last, and passed over where there is none.
    /// </summary>
    public static ICredentialSource Clouds(CredentialEnvironment environment) => FirstMatch(
        new CiTokenSource(environment),
        new DockerHubSource(environment),
        new AwsSource(environment),
        new GoogleSource(environment),
        new AzureSource(environment));

    /// <summary>The first of these that knows a credential.</summary>
    public static ICredentialSource FirstMatch(params IReadOnlyList<ICredentialSource> sources) => new FirstMatchSource(sources);

    /// <summary>
    /// Everything a user would expect: <see cref="Environment"/>, <see cref="DockerAuthConfig"/>,
    /// <see cref="RegistryAuthFile"/>, <see cref="DockerConfigFile"/>, <see cref="PodmanFiles"/>,
    /// <see cref="LegacyDockerFile"/>, <see cref="Clouds"/>, else anonymous.
    /// </summary>
    public static ICredentialSource Default(CredentialEnvironment environment, string? defaultRegistry = null) => FirstMatch(
        Environment(environment, defaultRegistry),
        DockerAuthConfig(environment),
        RegistryAuthFile(environment),
        DockerConfigFile(environment),
        PodmanFiles(environment),
        LegacyDockerFile(environment),
        Clouds(environment));

    private static string? PodmanRuntimeFolder(CredentialEnvironment environment)
    {
        if (environment["XDG_RUNTIME_DIR"] is { } runtime)
            return Path.Combine(runtime, "containers");

        // The shell's $UID is not an environment variable.
        return OperatingSystem.IsLinux() && EffectiveUser() is { } user ? Path.Combine(environment.RunFolder, "containers", user) : null;
    }

    private static string? EffectiveUser()
    {
        try
        {
            return File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("Uid:", StringComparison.Ordinal))?.Split('\t').ElementAtOrDefault(2);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    internal static string? Folder(CredentialEnvironment environment, string variable, string belowHome) =>
        environment[variable] ?? (environment.Home is { } home ? Path.Combine(home, belowHome) : null);
}
