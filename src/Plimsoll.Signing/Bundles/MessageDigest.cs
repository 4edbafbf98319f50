namespace Plimsoll.Signing.Bundles;

/// <summary>The hash of what was signed.</summary>
/// <param name="Algorithm">The algorithm's name in protobuf: <see cref="Sha256"/>.</param>
/// <param name="Digest">The hash.</param>
internal sealed record MessageDigest(string Algorithm, ReadOnlyMemory<byte> Digest)
{
    /// <summary>SHA-256.</summary>
    public const string Sha256 = "SHA2_256";
}
