namespace Plimsoll.Signing.Keys;

/// <summary>A private key, wherever it is kept: in memory, or where only a command gets at it.</summary>
internal interface ISigner : IDisposable
{
    /// <summary>The key that verifies what this signs.</summary>
    PublicKey PublicKey { get; }

    /// <summary>Signs data: ECDSA over its SHA-256 hash.</summary>
    /// <returns>The signature in DER.</returns>
    /// <exception cref="Oci.PlimsollException">The key cannot be used (exit code 2), or the command failed (1).</exception>
    ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken);
}
