namespace Plimsoll.Oci.Storage.Archives;

/// <summary>Tells compression by the first bytes, never by a name: the .NET SDK writes gzip into files called <c>layer.tar</c>.</summary>
internal static class Compressions
{
    /// <summary>The compression of content that starts with <paramref name="start"/>, of which six bytes are enough.</summary>
    public static Compression Detect(ReadOnlySpan<byte> start) => start switch
    {
        [0x1f, 0x8b, ..] => Compression.Gzip,
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Compression.Zstd,
        [(byte)'B', (byte)'Z', (byte)'h', >= (byte)'1' and <= (byte)'9', 0x31, 0x41, ..] => Compression.Bzip2,
        [0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, ..] => Compression.Xz,
        _ => Compression.None,
    };
}
