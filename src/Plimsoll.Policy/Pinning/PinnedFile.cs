using System.Text;
using Plimsoll.Oci;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Pinning;

/// <summary>One file with its changes. Only the bytes of the changed tokens differ; comments, quotes and line ends stay.</summary>
public sealed class PinnedFile
{
    private readonly string _fullPath;
    private readonly byte[] _before;
    private readonly byte[] _after;

    private PinnedFile(string path, string fullPath, byte[] before, byte[] after)
    {
        (Path, _fullPath, _before, _after) = (path, fullPath, before, after);
    }

    /// <summary>The path as reported.</summary>
    public string Path { get; }

    /// <summary>Where it is, and the bytes afterwards.</summary>
    internal KeyValuePair<string, byte[]> Planned => new(_fullPath, _after);

    /// <summary>The images that change, in the order of the file.</summary>
    public IReadOnlyList<PinnedImage> Images { get; private init; } = [];

    /// <summary>The actions that change, likewise.</summary>
    internal IReadOnlyList<PinnedAction> Actions { get; private init; } = [];

    /// <summary>The text before, with a byte order mark where it is one of UTF-8.</summary>
    public string Before => TextOf(_before);

    /// <summary>The text afterwards, likewise.</summary>
    public string After => TextOf(_after);

    /// <summary>Applies edits to the bytes of a file; <c>null</c> where the bytes are no text in its encoding, so that offsets cannot be trusted.</summary>
    internal static PinnedFile? Edit(string path, string fullPath, byte[] bytes, IReadOnlyList<TextEdit> edits, IReadOnlyList<PinnedImage> images, IReadOnlyList<PinnedAction> actions)
    {
        var (encoding, mark) = EncodingOf(bytes);
        var text = encoding.GetString(bytes, mark, bytes.Length - mark);
        if (text != FileContent.Text(bytes) || !encoding.GetBytes(text).AsSpan().SequenceEqual(bytes.AsSpan(mark)))
            return null;

        return new PinnedFile(path, fullPath, bytes, [.. bytes.AsSpan(0, mark), .. encoding.GetBytes(TextEdit.Apply(text, edits))]) { Images = images, Actions = actions };
    }

    internal async Task WriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!await FileReplacement.TryWriteAsync(_fullPath, _before, _after, cancellationToken))
                throw PlimsollException.Usage($"{Path} changed while images were being looked up; it was not written.", "Try again.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw WriteFailure.Create($"{Path} cannot be written: {exception.Message}", exception);
        }
    }

    private static string TextOf(byte[] bytes) => EncodingOf(bytes) is { Mark: 3 } ? Encoding.UTF8.GetString(bytes) : FileContent.Text(bytes);

    private static (Encoding Encoding, int Mark) EncodingOf(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
        [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
        [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
        _ => (Encoding.UTF8, 0),
    };
}
