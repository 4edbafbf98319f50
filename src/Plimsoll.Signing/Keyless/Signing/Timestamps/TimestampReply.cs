using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using Plimsoll.Oci.Registries.Transport;

namespace Plimsoll.Signing.Keyless.Signing.Timestamps;

/// <summary>What an authority replies to a question. Whether it is the authority that it should be, whoever has its certificate verifies.</summary>
internal static class TimestampReply
{
    /// <summary>Why a reply is not an answer to a question; <c>null</c> where it is one.</summary>
    /// <param name="reply">The reply in DER.</param>
    /// <param name="query">The question, whose hash and number it must repeat.</param>
    public static string? FindFault(ReadOnlyMemory<byte> reply, Rfc3161TimestampRequest query)
    {
        try
        {
            if (ReadRefusal(reply) is { } refusal)
                return refusal;

            query.ProcessResponse(reply, out var length);
            return length == reply.Length ? null : "bytes follow the timestamp";
        }
        catch (AsnContentException)
        {
            return "the response is not a timestamp that can be decoded";
        }
        catch (CryptographicException)
        {
            return "the timestamp is of something else, answers another request, or does not contain the authority's certificate";
        }
    }

    /// <summary>The status, 0 or 1 where there is a timestamp, with what the authority says of it.</summary>
    private static string? ReadRefusal(ReadOnlyMemory<byte> reply)
    {
        var status = new AsnReader(reply, AsnEncodingRules.BER).ReadSequence().ReadSequence();
        if (status.TryReadInt32(out var code) && code is 0 or 1)
            return null;

        var text = status.HasData && status.PeekTag() == Asn1Tag.Sequence && status.ReadSequence() is { HasData: true } texts ? $": {Redaction.Text(texts.ReadCharacterString(UniversalTagNumber.UTF8String))}" : "";
        return $"it gave no timestamp (status {code}{text})";
    }
}
