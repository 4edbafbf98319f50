using System.Formats.Asn1;
using System.Security.Cryptography.Pkcs;

namespace Plimsoll.Signing.Keyless.Timestamps;

/// <summary>The response of a timestamp authority (RFC 3161, section 2.4.2).</summary>
internal static class TimestampResponse
{
    /// <summary>The token of a response that grants what was asked for.</summary>
    /// <returns><c>null</c> where it is none.</returns>
    public static Rfc3161TimestampToken? TryReadToken(ReadOnlyMemory<byte> response)
    {
        try
        {
            var outer = new AsnReader(response, AsnEncodingRules.DER);
            var members = outer.ReadSequence();
            var status = members.ReadSequence();
            if (outer.HasData || !status.TryReadInt32(out var granted) || granted != 0)
                return null;

            var encoded = members.ReadEncodedValue();
            return !members.HasData && TimestampForm.Has(encoded) && Rfc3161TimestampToken.TryDecode(encoded, out var token, out var length) && length == encoded.Length ? token : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }
}
