using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Plimsoll.Testing.Sigstore.Servers;

/// <summary>A CI host that says who its jobs are: signs tokens (OpenID Connect), and verifies them as an authority does.</summary>
internal sealed class TestTokenIssuer
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>Signs a token.</summary>
    /// <param name="now">When.</param>
    /// <param name="audience">For whom.</param>
    /// <param name="lifetime">For how long; 5 minutes by default.</param>
    public string Issue(DateTimeOffset now, string audience = "sigstore", TimeSpan? lifetime = null)
    {
        var claims = new JsonObject
        {
            ["iss"] = TestIdentity.Workflow.Issuer,
            ["sub"] = "repo:acme/app:ref:refs/tags/v2.1.0",
            ["aud"] = audience,
            ["exp"] = (now + (lifetime ?? TimeSpan.FromMinutes(5))).ToUnixTimeSeconds(),
        };
        var signed = $"{Base64Url.EncodeToString("""{"alg":"ES256","typ":"JWT"}"""u8)}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
        return $"{signed}.{Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    /// <summary>Whether a token is by this host, for Sigstore, and not expired.</summary>
    public bool Accepts(string token, DateTimeOffset now)
    {
        if (token.Split('.') is not [var header, var claims, var signature] || !_key.VerifyData(Encoding.ASCII.GetBytes($"{header}.{claims}"), Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256))
            return false;

        var read = JsonNode.Parse(Base64Url.DecodeFromChars(claims))!;
        return (string?)read["aud"] == "sigstore" && DateTimeOffset.FromUnixTimeSeconds((long)read["exp"]!) > now;
    }
}
