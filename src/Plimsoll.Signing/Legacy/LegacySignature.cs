namespace Plimsoll.Signing.Legacy;

/// <summary>One of the signatures under a tag <c>….sig</c>.</summary>
/// <param name="Payload">What was signed, see <see cref="SimpleSigning"/>.</param>
/// <param name="Signature">The signature; ECDSA's in DER.</param>
internal sealed record LegacySignature(ReadOnlyMemory<byte> Payload, ReadOnlyMemory<byte> Signature)
{
    /// <summary>The certificate of the key in PEM; <c>null</c> where a verifier is to have the key.</summary>
    public string? Certificate { get; init; }

    /// <summary>The entry of a log about it in JSON, with the log's promise; <c>null</c> where there is none.</summary>
    public string? Entry { get; init; }
}
