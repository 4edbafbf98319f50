namespace Plimsoll.Signing.Keys;

/// <summary>What a key signs with.</summary>
internal enum KeyAlgorithm
{
    /// <summary>ECDSA on the curve P-256.</summary>
    EcdsaP256,

    /// <summary>ECDSA on the curve P-384.</summary>
    EcdsaP384,

    /// <summary>ECDSA on the curve P-521.</summary>
    EcdsaP521,

    /// <summary>RSA with PKCS #1 v1.5 padding; such keys only verify.</summary>
    Rsa,
}
