using System.Text.Json.Serialization;
using Plimsoll.Publishing.Signatures;

namespace Plimsoll.Publishing.Planning;

/// <summary>How an image is to be signed. Where the private key is, a plan does not say: whoever carries it out must have it.</summary>
/// <param name="Key">The fingerprint of the key: the SHA-256 hash of the public key in DER, as <c>sha256:</c> and hexadecimal. Without a key, the authority that certifies who signs: <c>keyless (HOST)</c>.</param>
public sealed record PlannedSigning(string Key)
{
    /// <summary>Whether it is signed by the identity of whoever carries the plan out, without a key: then <see cref="Key"/> names the authority.</summary>
    [JsonIgnore]
    internal bool IsKeyless => Key.StartsWith(KeylessImageSigner.IdentityPrefix, StringComparison.Ordinal);

    /// <summary>Whether the image is also signed under the tag <c>sha256-DIGEST.sig</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool LegacyTags { get; init; }

    /// <summary><c>cosign</c> where that command signs; <c>null</c> where Plimsoll does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Signer { get; init; }
}
