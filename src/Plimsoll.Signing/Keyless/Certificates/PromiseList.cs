using System.Buffers.Binary;

namespace Plimsoll.Signing.Keyless.Certificates;

/// <summary>The list of promises in a certificate, in the presentation language of TLS (RFC 6962, section 3.3).</summary>
internal static class PromiseList
{
    /// <summary>The fields before the extensions: version, log, time.</summary>
    private const int HeadLength = 1 + CertificatePromise.LogIdLength + sizeof(ulong);

    /// <summary>Reads it.</summary>
    /// <returns><c>null</c> where it is none, or empty; what is of another version is left out.</returns>
    public static IReadOnlyList<CertificatePromise>? TryRead(ReadOnlyMemory<byte> list)
    {
        if (!TryTake(ref list, out var rest) || list.Length > 0 || rest.IsEmpty)
            return null;

        var promises = new List<CertificatePromise>();
        while (!rest.IsEmpty)
        {
            if (!TryTake(ref rest, out var entry) || entry.IsEmpty)
                return null;
            if (entry.Span[0] != 0)
                continue;
            if (TryReadPromise(entry) is not { } promise)
                return null;
            promises.Add(promise);
        }

        return promises;
    }

    private static CertificatePromise? TryReadPromise(ReadOnlyMemory<byte> entry)
    {
        if (entry.Length < HeadLength)
            return null;

        var id = entry.Slice(1, CertificatePromise.LogIdLength);
        var time = BinaryPrimitives.ReadUInt64BigEndian(entry.Span[(1 + CertificatePromise.LogIdLength)..]);
        var rest = entry[HeadLength..];
        if (!TryTake(ref rest, out var extensions) || rest.Length < 2)
            return null;

        var (hash, algorithm) = (rest.Span[0], rest.Span[1]);
        rest = rest[2..];
        return TryTake(ref rest, out var signature) && rest.IsEmpty ? new CertificatePromise(id, time, extensions, hash, algorithm, signature) : null;
    }

    /// <summary>Takes bytes that their length is before.</summary>
    private static bool TryTake(ref ReadOnlyMemory<byte> from, out ReadOnlyMemory<byte> taken)
    {
        taken = default;
        if (from.Length < sizeof(ushort) || BinaryPrimitives.ReadUInt16BigEndian(from.Span) is var length && from.Length - sizeof(ushort) < length)
            return false;

        taken = from.Slice(sizeof(ushort), length);
        from = from[(sizeof(ushort) + length)..];
        return true;
    }
}
