using System.Buffers;

namespace Plimsoll.Git;

/// <summary>Ids of objects as text: hexadecimal digits in lower case.</summary>
internal static class HexId
{
    /// <summary>The bytes of an id of SHA-1, the only ones that are read without the git command.</summary>
    public const int ByteLength = 20;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    /// <summary>Whether a text is an id: what a commit or a reference names may be anything, where somebody else than git wrote it.</summary>
    public static bool IsValid(ReadOnlySpan<char> text) => text.Length is 2 * ByteLength or 64 && !text.ContainsAnyExcept(Digits);

    /// <summary>The bytes of an id of SHA-1.</summary>
    /// <param name="text">The id.</param>
    /// <param name="bytes">Takes them.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, Span<byte> bytes) =>
        text.Length == 2 * ByteLength && Convert.FromHexString(text, bytes, out _, out var written) == OperationStatus.Done && written == ByteLength;

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, Span{byte})"/>
    public static bool TryParse(ReadOnlySpan<byte> text, Span<byte> bytes) =>
        text.Length == 2 * ByteLength && Convert.FromHexString(text, bytes, out _, out var written) == OperationStatus.Done && written == ByteLength;
}
