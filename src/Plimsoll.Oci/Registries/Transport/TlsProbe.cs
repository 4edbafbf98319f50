using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Plimsoll.Oci.Registries.Transport;

/// <summary>
/// Finds out whether a server speaks TLS: by the first message of a handshake, which goes no further. Written out here, because
/// starting the system's TLS takes longer than a whole request to a registry on this machine that does without.
/// </summary>
internal static class TlsProbe
{
    private const byte Alert = 21;
    private const byte Handshake = 22;
    private const byte MajorVersion = 3;

    /// <summary>AEAD of TLS 1.3 and 1.2, and what TLS 1.2 must have. Whichever a server misses, its refusal is an answer too.</summary>
    private static ReadOnlySpan<byte> CipherSuites => [0x13, 0x01, 0x13, 0x02, 0x13, 0x03, 0xc0, 0x2b, 0xc0, 0x2f, 0xc0, 0x2c, 0xc0, 0x30, 0xc0, 0x13, 0x00, 0x9c, 0x00, 0x2f];

    private static ReadOnlySpan<byte> Groups => [0, 29, 0, 23, 0, 24];

    private static ReadOnlySpan<byte> SignatureAlgorithms => [0x04, 0x03, 0x08, 0x04, 0x04, 0x01, 0x05, 0x03, 0x08, 0x05, 0x05, 0x01, 0x08, 0x06, 0x06, 0x01, 0x08, 0x07];

    private static ReadOnlySpan<byte> Versions => [3, 4, 3, 3];

    /// <summary>Sends the message and looks at what comes back.</summary>
    /// <param name="connection">A connection that is used for nothing else.</param>
    /// <param name="host">The server's name or address.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Whether the answer is one of TLS; <c>false</c> also where the server ends the connection without one.</returns>
    /// <exception cref="IOException">The connection broke.</exception>
    public static async Task<bool> AnswersAsync(Stream connection, string host, CancellationToken cancellationToken)
    {
        await connection.WriteAsync(CreateHello(host), cancellationToken);
        var answer = new byte[2];
        return await connection.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false, cancellationToken) == answer.Length
            && answer is [Alert or Handshake, MajorVersion];
    }

    /// <summary>A ClientHello (RFC 8446 §4.1.2) that TLS 1.2 understands too, without a key: there is nothing to keep secret.</summary>
    private static byte[] CreateHello(string host)
    {
        using var hello = new MemoryStream();
        hello.Write([MajorVersion, 3]);
        Span<byte> random = stackalloc byte[32];
        RandomNumberGenerator.Fill(random);
        hello.Write(random);
        hello.WriteByte(0);
        WriteVector(hello, CipherSuites);
        hello.Write([1, 0]);
        WriteVector(hello, CreateExtensions(host));

        var length = (int)hello.Length;
        return [Handshake, MajorVersion, 1, (byte)((length + 4) >> 8), (byte)(length + 4), 1, 0, (byte)(length >> 8), (byte)length, .. hello.ToArray()];
    }

    private static byte[] CreateExtensions(string host)
    {
        using var extensions = new MemoryStream();
        if (!IPAddress.TryParse(host.Trim('[', ']'), out _))
            WriteExtension(extensions, 0, Vector([0, .. Vector(Encoding.ASCII.GetBytes(host))]));
        WriteExtension(extensions, 10, Vector(Groups));
        WriteExtension(extensions, 11, [1, 0]);
        WriteExtension(extensions, 13, Vector(SignatureAlgorithms));
        WriteExtension(extensions, 43, [(byte)Versions.Length, .. Versions]);

        // No share of a key: a server of TLS 1.3 asks for one, and has answered.
        WriteExtension(extensions, 51, Vector([]));
        return extensions.ToArray();
    }

    private static void WriteExtension(MemoryStream output, byte type, ReadOnlySpan<byte> content)
    {
        output.Write([0, type]);
        WriteVector(output, content);
    }

    private static byte[] Vector(ReadOnlySpan<byte> content)
    {
        using var vector = new MemoryStream();
        WriteVector(vector, content);
        return vector.ToArray();
    }

    /// <summary>The length in two bytes, and the content.</summary>
    private static void WriteVector(MemoryStream output, ReadOnlySpan<byte> content)
    {
        Span<byte> length = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)content.Length);
        output.Write(length);
        output.Write(content);
    }
}
