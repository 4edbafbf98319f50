using System.Text;

namespace Plimsoll.Storage;

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

/// <summary>One report of a push by an engine.</summary>
/// <param name="Layer">The layer's short ID, or empty for a report on the whole push.</param>
/// <param name="Status">What happens, in the engine's words, made safe for a terminal: <c>Pushing</c>, <c>Layer already exists</c>.</param>
/// <param name="Current">The bytes done so far, or <c>null</c> where the engine does not count.</param>
/// <param name="Total">The bytes in all, or <c>null</c> where the engine does not know.</param>
public sealed record EngineProgress(string Layer, string Status, long? Current, long? Total);
