using System.Text.Json.Serialization;

namespace Plimsoll.Publishing.Planning;

/// <summary>How an image is to be signed. Where the private key is, a plan does not say: whoever carries it out must have it.</summary>
/// <param name="Key">The fingerprint of the key: the SHA-256 hash of the public key in DER, as <c>sha256:</c> and hexadecimal.</param>
public sealed record PlannedSigning(string Key)
{
    /// <summary>Whether the image is also signed under the tag <c>sha256-DIGEST.sig</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool LegacyTags { get; init; }

    /// <summary><c>cosign</c> where that command signs; <c>null</c> where Plimsoll does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Signer { get; init; }
}
