using System.Security.Cryptography;

namespace Plimsoll.Signing.Keys;

/// <summary>The curves that keys may be on.</summary>
internal static class EllipticCurves
{
    private static readonly Dictionary<string, KeyAlgorithm> Known = new(StringComparer.Ordinal)
    {
        ["1.2.840.10045.3.1.7"] = KeyAlgorithm.EcdsaP256,
        ["1.3.132.0.34"] = KeyAlgorithm.EcdsaP384,
        ["1.3.132.0.35"] = KeyAlgorithm.EcdsaP521,
    };

    /// <summary>Which of them a key is on; <c>null</c> for any other, and for one that is given by its parameters.</summary>
    public static KeyAlgorithm? Find(ECDsa key)
    {
        var curve = key.ExportParameters(includePrivateParameters: false).Curve;
        if (!curve.IsNamed)
            return null;

        // Windows names the curves of its own by name only.
        return Known.TryGetValue(curve.Oid.Value ?? "", out var known) ? known : curve.Oid.FriendlyName switch
        {
            "nistP256" or "ECDSA_P256" => KeyAlgorithm.EcdsaP256,
            "nistP384" or "ECDSA_P384" => KeyAlgorithm.EcdsaP384,
            "nistP521" or "ECDSA_P521" => KeyAlgorithm.EcdsaP521,
            _ => null,
        };
    }
}
