namespace Plimsoll.Git;

/// <summary>The checksum of zlib's streams (RFC 1950, 8.2), which .NET does not show.</summary>
internal static class Adler32
{
    private const uint Modulus = 65521;

    /// <summary>Of no bytes.</summary>
    public const uint Start = 1;

    /// <summary>Of what had a checksum, and of more bytes after it.</summary>
    /// <param name="checksum">Of what was before.</param>
    /// <param name="bytes">At most 5,552: the sums of more would not fit before they are reduced.</param>
    public static uint Append(uint checksum, ReadOnlySpan<byte> bytes)
    {
        var (first, second) = (checksum & 0xFFFF, checksum >> 16);
        foreach (var value in bytes)
        {
            first += value;
            second += first;
        }
        return (second % Modulus << 16) | (first % Modulus);
    }
}
