using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using Plimsoll.Oci;
using Plimsoll.Oci.Registries.Transport;

namespace Plimsoll.Signing.Keyless.Signing.Identity;

/// <summary>
/// A token that says who this job or person is (OpenID Connect). Whether that is so, the certificate authority decides: what is read
/// of it here only explains why one was refused.
/// </summary>
internal sealed class IdentityToken
{
    /// <summary>Whom the token must be for.</summary>
    public const string Audience = "sigstore";

    private readonly string? _issuer;
    private readonly IReadOnlyList<string> _audiences;
    private readonly DateTimeOffset? _expires;

    private IdentityToken(string value, string source, JsonElement claims)
    {
        (Value, Source) = (value, source);
        _issuer = Text(claims, "iss");
        _audiences = claims.TryGetProperty("aud", out var audiences) && audiences.ValueKind == JsonValueKind.Array
            ? [.. audiences.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()!)]
            : Text(claims, "aud") is { } audience ? [audience] : [];
        _expires = claims.TryGetProperty("exp", out var end) && end.ValueKind == JsonValueKind.Number && end.TryGetDouble(out var seconds) && seconds is > 0 and < 1e11 ? DateTimeOffset.FromUnixTimeSeconds((long)seconds) : null;
    }

    /// <summary>The token, which is a secret.</summary>
    public string Value { get; }

    /// <summary>Where it came from.</summary>
    public string Source { get; }

    /// <summary>Reads a token.</summary>
    /// <param name="text">The token, with white space around it.</param>
    /// <param name="source">Where it came from, for messages.</param>
    /// <exception cref="PlimsollException">It is not a JSON Web Token (exit code 2).</exception>
    public static IdentityToken Parse(string text, string source)
    {
        var value = text.Trim();
        try
        {
            if (value.Split('.') is [{ Length: > 0 }, var claims, { Length: > 0 }])
            {
                using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(claims));
                if (document.RootElement.ValueKind == JsonValueKind.Object)
                    return new IdentityToken(value, source, document.RootElement);
            }
        }
        catch (Exception exception) when (exception is FormatException || JsonErrorText.IsMalformed(exception))
        {
            // Said below, without the cause, which may have parts of the token in it.
        }

        throw PlimsollException.Usage($"The identity token of {source} is not a JSON Web Token.", "It has three parts in base64, separated by dots, as the CI host or identity provider issues it.");
    }

    /// <summary>What may be why a certificate authority does not accept it.</summary>
    /// <param name="now">The time.</param>
    public string Explain(DateTimeOffset now) =>
        !_audiences.Contains(Audience) ? $"The token is for {(_audiences.Count == 0 ? "nobody" : $"'{string.Join("', '", _audiences.Take(3).Select(Short))}'")}: request it for the audience '{Audience}'."
        : _expires <= now ? $"The token expired at {_expires.Value.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC: get a new one."
        : _issuer is null ? "The token names no issuer."
        : $"The authority must accept tokens of {Short(_issuer)}; the public one of Sigstore does so for GitHub Actions, gitlab.com, Buildkite and some others.";

    /// <summary>Says nothing of the token.</summary>
    public override string ToString() => $"the identity token of {Source}";

    private static string? Text(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private static string Short(string text) => Redaction.Text(text, 100);
}
