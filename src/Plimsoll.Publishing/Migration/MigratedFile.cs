using System.Text;
using Plimsoll.Oci;
using Plimsoll.Policy.Pinning;

namespace Plimsoll.Publishing.Migration;

/// <summary>A file that the migration changes or makes. Only the bytes of the changed tokens differ: the byte order mark and line ends stay.</summary>
internal sealed class MigratedFile
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _fullPath;
    private readonly byte[]? _before;
    private readonly byte[] _after;

    /// <param name="path">The path as reported.</param>
    /// <param name="fullPath">Where it is.</param>
    /// <param name="before">What is there; <c>null</c> where there is no file.</param>
    /// <param name="after">What is to be there.</param>
    public MigratedFile(string path, string fullPath, byte[]? before, byte[] after) => (Path, _fullPath, _before, _after) = (path, fullPath, before, after);

    /// <summary>The path, relative to the repository.</summary>
    public string Path { get; }

    /// <summary>The text before, with its byte order mark; empty for a new file.</summary>
    public string Before => Encoding.UTF8.GetString(_before ?? []);

    /// <summary>The text afterwards.</summary>
    public string After => Encoding.UTF8.GetString(_after);

    /// <summary>Whether it is a program, which other systems than Windows mark.</summary>
    public bool IsExecutable { get; init; }

    /// <summary>The text of UTF-8 without a byte order mark; <c>null</c> where the bytes are none, so that places in the text cannot be trusted.</summary>
    public static string? TextOf(byte[] bytes)
    {
        try
        {
            return Strict.GetString(bytes.AsSpan(MarkOf(bytes)));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>Applies edits to the text of a file; <c>null</c> where there are none.</summary>
    public static MigratedFile? Edit(string path, string fullPath, byte[] bytes, IReadOnlyList<TextEdit> edits) =>
        edits.Count == 0 ? null : new MigratedFile(path, fullPath, bytes, [.. bytes.AsSpan(0, MarkOf(bytes)), .. Strict.GetBytes(TextEdit.Apply(TextOf(bytes)!, edits))]);

    /// <summary>Writes the file, unless somebody changed it meanwhile.</summary>
    /// <exception cref="PlimsollException">The file cannot be written, or is not what was read (exit code 2).</exception>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!await FileReplacement.TryWriteAsync(_fullPath, _before, _after, cancellationToken))
                throw PlimsollException.Usage($"{Path} changed since it was read; it was not written.", "Try again.");
            if (IsExecutable && !OperatingSystem.IsWindows())
                File.SetUnixFileMode(_fullPath, File.GetUnixFileMode(_fullPath) | Executable);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw WriteFailure.Create($"{Path} cannot be written: {exception.Message}", exception);
        }
    }

    private static int MarkOf(ReadOnlySpan<byte> bytes) => bytes.StartsWith("\uFEFF"u8) ? 3 : 0;
}
