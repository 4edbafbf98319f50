using System.Globalization;
using System.Text;

namespace Plimsoll.Signing.Envelopes;

/// <summary>The bytes that are signed of an envelope: content and type with their lengths, so that nothing of one can be taken for the other.</summary>
internal static class PreAuthenticationEncoding
{
    /// <summary>Puts them together.</summary>
    public static byte[] Encode(string type, ReadOnlySpan<byte> payload)
    {
        var head = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"DSSEv1 {Encoding.UTF8.GetByteCount(type)} {type} {payload.Length} "));
        var encoded = new byte[head.Length + payload.Length];
        head.CopyTo(encoded, 0);
        payload.CopyTo(encoded.AsSpan(head.Length));
        return encoded;
    }
}
