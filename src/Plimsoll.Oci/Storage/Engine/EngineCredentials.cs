using System.Text;

namespace Plimsoll.Oci.Storage.Engine;

/// <summary>
/// How an engine logs in to a registry on a caller's behalf. Its text never shows the secrets.
/// </summary>
public sealed record EngineCredentials
{
    /// <summary>The user, or <c>null</c> where only a token is used.</summary>
    public string? Username { get; init; }

    /// <summary>The password or access token that goes with the user, or <c>null</c>.</summary>
    public string? Password { get; init; }

    /// <summary>An OAuth 2 refresh token that replaces user and password, or <c>null</c>.</summary>
    public string? IdentityToken { get; init; }

    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("Username = ").Append(Username);
        return true;
    }
}
