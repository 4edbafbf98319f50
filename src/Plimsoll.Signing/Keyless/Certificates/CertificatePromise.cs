using System.Buffers.Binary;

namespace Plimsoll.Signing.Keyless.Certificates;

/// <summary>A log's promise to list a certificate (signed certificate timestamp, RFC 6962, section 3.2).</summary>
/// <param name="LogId">The log: the SHA-256 hash of its key.</param>
/// <param name="Time">When it promised, in milliseconds since 1970.</param>
/// <param name="Extensions">What else it signs; nothing so far.</param>
/// <param name="HashAlgorithm">The number of the hash in TLS 1.2: 4 is SHA-256.</param>
/// <param name="SignatureAlgorithm">The number of the algorithm in TLS 1.2: 3 is ECDSA, 1 RSA.</param>
/// <param name="Signature">The signature.</param>
internal sealed record CertificatePromise(ReadOnlyMemory<byte> LogId, ulong Time, ReadOnlyMemory<byte> Extensions, byte HashAlgorithm, byte SignatureAlgorithm, ReadOnlyMemory<byte> Signature)
{
    /// <summary>How many bytes name a log.</summary>
    public const int LogIdLength = 32;

    private const byte Sha256 = 4;
    private const byte Rsa = 1;
    private const byte Ecdsa = 3;

    /// <summary>The latest time that .NET can tell.</summary>
    private const ulong LatestTime = 253402300799999;

    /// <summary>Whether it says to be signed as logs do: over SHA-256.</summary>
    public bool IsSupported => HashAlgorithm == Sha256 && SignatureAlgorithm is (Ecdsa or Rsa) && Time <= LatestTime;

    /// <summary>When it promised.</summary>
    public DateTimeOffset PromisedAt => DateTimeOffset.FromUnixTimeMilliseconds((long)Time);

    /// <summary>What is signed.</summary>
    /// <param name="issuerKeyHash">The SHA-256 hash of the issuer's key.</param>
    /// <param name="body">The certificate's body without promises.</param>
    public byte[] Encode(ReadOnlySpan<byte> issuerKeyHash, ReadOnlySpan<byte> body)
    {
        var time = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(time, Time);

        // Version 1, a promise for a certificate, the time; then: of one that was not issued yet.
        return
        [
            0, 0, .. time, 0, 1,
            .. issuerKeyHash,
            (byte)(body.Length >> 16), (byte)(body.Length >> 8), (byte)body.Length, .. body,
            (byte)(Extensions.Length >> 8), (byte)Extensions.Length, .. Extensions.Span,
        ];
    }
}
