using System.Text;

namespace Plimsoll.Signing.Keys;

/// <summary>
/// The forms in which commands print an ECDSA signature: DER (<c>openssl</c>), base64 of it (AWS), base64 for URLs of both numbers one
/// after the other (Azure), base64 after <c>vault:v1:</c> (HashiCorp Vault). Which one it is decides the verification.
/// </summary>
internal static class SignatureText
{
    /// <summary>What the output may mean, each in DER.</summary>
    public static IEnumerable<byte[]> GetCandidates(byte[] output)
    {
        yield return output;
        if (Decode(output) is not { } decoded)
            yield break;

        yield return decoded;
        if (decoded.Length is 64 or 96)
            yield return ToDer(decoded);
    }

    private static byte[]? Decode(byte[] output)
    {
        var text = Encoding.ASCII.GetString(output).Trim().Trim('"');
        if (text.StartsWith("vault:v", StringComparison.Ordinal))
            text = text[(text.LastIndexOf(':') + 1)..];
        text = string.Concat(text.Where(character => !char.IsWhiteSpace(character))).Replace('-', '+').Replace('_', '/').TrimEnd('=');
        var buffer = new byte[text.Length];
        return Convert.TryFromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='), buffer, out var length) ? buffer[..length] : null;
    }

    private static byte[] ToDer(byte[] numbers)
    {
        byte[] r = Integer(numbers.AsSpan(0, numbers.Length / 2)), s = Integer(numbers.AsSpan(numbers.Length / 2));
        return [0x30, (byte)(r.Length + s.Length), .. r, .. s];
    }

    /// <summary>A number of at most 48 bytes, without leading zeros, but with one where it would be negative.</summary>
    private static byte[] Integer(ReadOnlySpan<byte> number)
    {
        var digits = number.TrimStart((byte)0);
        byte[] sign = digits.IsEmpty || digits[0] >= 0x80 ? [0] : [];
        return [0x02, (byte)(sign.Length + digits.Length), .. sign, .. digits];
    }
}
