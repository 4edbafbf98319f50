using System.Security.Cryptography;
using Plimsoll.Signing.Bundles;
using Plimsoll.Signing.Documents;
using Plimsoll.Signing.Envelopes;

namespace Plimsoll.Signing.Keyless;

/// <summary>What a certificate's key signed, as a log and a timestamp have to speak of it.</summary>
/// <param name="Certificate">The certificate in DER.</param>
/// <param name="Signature">The signature.</param>
/// <param name="Hash">The SHA-256 hash of what is signed: of the manifest, or of an envelope's content with its type.</param>
/// <param name="Envelope">The envelope; <c>null</c> where the manifest itself is signed.</param>
internal sealed record SignedContent(ReadOnlyMemory<byte> Certificate, ReadOnlyMemory<byte> Signature, ReadOnlyMemory<byte> Hash, DsseEnvelope? Envelope)
{
    /// <summary>Reads it from a bundle.</summary>
    /// <exception cref="MalformedException">There is not exactly one signature, or the hash is of another kind.</exception>
    public static SignedContent Of(SigstoreBundle bundle, ReadOnlyMemory<byte> certificate)
    {
        if (bundle.DsseEnvelope is { } envelope)
            return envelope.Signatures is [var only]
                ? new(certificate, only.Sig, SHA256.HashData(envelope.SignedBytes.Span), envelope)
                : throw new MalformedException("The Sigstore bundle", $"its envelope has {envelope.Signatures.Count} signatures, and its certificate can be that of one only");

        var message = bundle.MessageSignature!;
        return message.MessageDigest is { Algorithm: MessageDigest.Sha256, Digest.Length: SHA256.HashSizeInBytes }
            ? new(certificate, message.Signature, message.MessageDigest.Digest, Envelope: null)
            : throw new MalformedException("The Sigstore bundle", "it signs a hash of another kind than SHA-256");
    }
}
