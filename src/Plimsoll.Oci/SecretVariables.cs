using System.Diagnostics;

namespace Plimsoll.Oci;

/// <summary>The environment variables that Plimsoll takes secrets from, and which programs that it starts are kept from seeing them.</summary>
internal static class SecretVariables
{
    /// <summary>What nothing but Plimsoll reads.</summary>
    private static readonly string[] Own = ["PLIMSOLL_REGISTRY_PASSWORD", "PLIMSOLL_ID_TOKEN", "PLIMSOLL_SIGN_KEY", "PLIMSOLL_SIGN_KEY_PASSWORD"];

    /// <summary>What registries, clouds and hosts are logged in to with, and a program that logs in to a git server has no use for.</summary>
    private static readonly string[] OfRegistries =
    [
        "DOCKER_AUTH_CONFIG", "CI_REGISTRY_PASSWORD", "CI_DEPLOY_PASSWORD", "AWS_CONTAINER_AUTHORIZATION_TOKEN", "DOTNET_CONTAINER_PULL_REGISTRY_PWORD", "DOTNET_CONTAINER_PUSH_REGISTRY_PWORD", "DOTNET_CONTAINER_REGISTRY_PWORD",
    ];

    /// <summary>What a git server, or the cloud that it is part of, may be logged in to with, and what commits and tags may be signed with.</summary>
    private static readonly string[] OfForges =
    [
        "GITHUB_TOKEN", "GH_TOKEN", "GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN", "GITLAB_TOKEN", "CI_JOB_TOKEN", "SYSTEM_ACCESSTOKEN", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AZURE_CLIENT_SECRET", "IDENTITY_HEADER",
        "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_URL", "SIGSTORE_ID_TOKEN",
    ];

    /// <summary>What images are signed with, which a program that builds or examines them has no use for.</summary>
    private static readonly string[] OfSigners = ["COSIGN_PASSWORD", "COSIGN_PRIVATE_KEY", "SIGSTORE_ID_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_URL"];

    /// <summary>Keeps from a program what only Plimsoll reads, and what images are signed with.</summary>
    public static void RemoveOfSigners(ProcessStartInfo start) => Remove(start, [.. Own, .. OfSigners]);

    /// <summary>Keeps from a program what only Plimsoll reads: for the user's own builders and helpers, which may need the rest.</summary>
    public static void RemoveOwn(ProcessStartInfo start) => Remove(start, Own);

    /// <summary>Keeps from a program what is not for git servers.</summary>
    public static void RemoveOfRegistries(ProcessStartInfo start) => Remove(start, [.. Own, .. OfRegistries]);

    /// <summary>Keeps all from a program, which reads files of this machine only.</summary>
    public static void RemoveAll(ProcessStartInfo start) => Remove(start, [.. Own, .. OfRegistries, .. OfForges]);

    private static void Remove(ProcessStartInfo start, string[] names)
    {
        foreach (var name in names)
            start.Environment.Remove(name);
    }
}
