namespace Plimsoll.Oci.Registries.Auth.Credentials;

/// <summary>
/// What proves an identity to a registry: user name and password, or an identity token that is exchanged for access
/// tokens, or a registry token that is sent as it is. Its text never holds a secret.
/// </summary>
/// <param name="Source">Where it was found, for messages: a file's path, variables' names.</param>
public sealed record RegistryCredential(string Source)
{
    /// <summary>The user name; empty where a token needs none.</summary>
    public string Username { get; init; } = "";

    /// <summary>The password or personal access token, or <c>null</c>.</summary>
    public string? Password { get; init; }

    /// <summary>An OAuth2 refresh token, or <c>null</c>.</summary>
    public string? IdentityToken { get; init; }

    /// <summary>A bearer token for the registry itself, or <c>null</c>.</summary>
    public string? RegistryToken { get; init; }

    /// <summary>How long it is used; <c>null</c> (default) where it does not expire.</summary>
    internal CredentialLife? Life { get; init; }

    /// <summary>Whose it is and where it was found: <c>'ann' (from ~/.docker/config.json)</c>.</summary>
    internal string Identity => $"{(Username.Length > 0 ? $"'{Username}'" : "a token")} (from {Source})";

    /// <summary>User and source, without the secret.</summary>
    public override string ToString() => Identity;
}
