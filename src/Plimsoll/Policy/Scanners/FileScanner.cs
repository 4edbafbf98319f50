using System.Text;
using Plimsoll.Policy.Rules;

namespace Plimsoll.Policy.Scanners;

/// <summary>What one file holds.</summary>
internal sealed record FileScan(IReadOnlyList<ImageUse> Uses, IReadOnlyList<Finding> Findings)
{
    public static FileScan Nothing { get; } = new([], []);

    public static FileScan Unreadable(Finding finding) => new([], [finding]);
}

/// <summary>Reads one file once and leaves it to the scanners of its kind.</summary>
internal static class FileScanner
{
    /// <summary>Far above any manifest; what is larger is data or an attack.</summary>
    public const int MaximumBytes = 10 << 20;

    /// <summary>Whether a file found in a folder is looked at.</summary>
    public static bool IsCandidate(string fileName) => IsDocumentName(fileName) || DockerfileScanner.Recognises(fileName);

    /// <summary>Scans a file. Nothing about its content is an exception: what goes wrong is a finding.</summary>
    public static FileScan Scan(CandidateFile file, EnvironmentFiles environmentFiles, CancellationToken cancellationToken)
    {
        byte[] bytes;
        try
        {
            // What is empty is not opened: it may be a pipe that nobody writes to.
            if (new FileInfo(file.FullPath) is { Length: 0, LinkTarget: null })
                return FileScan.Nothing;

            using var stream = new FileStream(file.FullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            if (stream.Length > MaximumBytes)
                return Unreadable(file, $"it has {stream.Length} bytes, more than {MaximumBytes}");

            bytes = Read(stream);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return Unreadable(file, "it cannot be opened or read");
        }

        if (bytes.Length > MaximumBytes)
            return Unreadable(file, $"it has more than {MaximumBytes} bytes");

        return ScanBytes(file, bytes, environmentFiles, cancellationToken);
    }

    /// <summary>Scans content that was read from a file, or that stands for it.</summary>
    internal static FileScan ScanBytes(CandidateFile file, byte[] bytes, EnvironmentFiles environmentFiles, CancellationToken cancellationToken)
    {
        var isDockerfile = DockerfileScanner.Recognises(file.Name);
        var text = Utf16Text(bytes);
        var probe = text is null ? bytes : Encoding.UTF8.GetBytes(text);
        if (!isDockerfile && !DocumentScanner.All.Any(scanner => scanner.MayScan(file.Name, probe)))
            return IsDocumentName(file.Name) || !file.IsExplicit ? FileScan.Nothing : Unrecognised(file);

        var source = new SourceText(file.Path, (text ?? Encoding.UTF8.GetString(bytes)).TrimStart('\uFEFF'));
        var context = new ScanContext(source, environmentFiles, file.FullPath);
        if (isDockerfile)
        {
            DockerfileScanner.Scan(context, cancellationToken);
            return new FileScan([.. context.Uses], []);
        }

        return ScanDocuments(file, context, cancellationToken);
    }

    private static FileScan ScanDocuments(CandidateFile file, ScanContext context, CancellationToken cancellationToken)
    {
        var content = YamlReader.Read(context.Source.Text, cancellationToken);
        var recognised = false;
        foreach (var document in content.Documents.OfType<SourceMapping>())
        {
            if (DocumentScanner.All.FirstOrDefault(scanner => scanner.Recognises(document, file.Name)) is not { } scanner)
                continue;

            recognised = true;
            scanner.Scan(document, context);
        }

        if (content.Error is not { } error)
            return recognised || IsDocumentName(file.Name) || !file.IsExplicit ? new FileScan([.. context.Uses], []) : Unrecognised(file);

        // A template is no manifest until it is rendered; only who names it expects it to be read.
        var isTemplate = context.Source.Text.Contains("{{", StringComparison.Ordinal);
        if (isTemplate && !file.IsExplicit)
            return new FileScan([.. context.Uses], []);

        var reason = isTemplate ? "it is a template, which must be rendered first" : error;
        var finding = UnreadableFile.Because(reason, context.Source.Span(content.ErrorOffset, content.ErrorOffset), context.Source.Excerpt(content.ErrorOffset));
        return new FileScan([.. context.Uses], [finding]);
    }

    /// <summary>The text of a file that starts with a byte order mark of UTF-16, else <c>null</c>.</summary>
    private static string? Utf16Text(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xFE, .. var rest] => Encoding.Unicode.GetString(rest),
        [0xFE, 0xFF, .. var rest] => Encoding.BigEndianUnicode.GetString(rest),
        _ => null,
    };

    /// <summary>Reads to the end, or one byte past the limit: files below /proc and the like have no length.</summary>
    private static byte[] Read(FileStream stream)
    {
        var bytes = new byte[stream.Length == 0 ? 4096 : stream.Length + 1];
        var length = 0;
        for (int read; (read = stream.Read(bytes, length, bytes.Length - length)) > 0;)
        {
            length += read;
            if (length > MaximumBytes)
                break;
            if (length == bytes.Length)
                Array.Resize(ref bytes, length * 2);
        }

        Array.Resize(ref bytes, length);
        return bytes;
    }

    private static FileScan Unreadable(CandidateFile file, string reason) =>
        FileScan.Unreadable(UnreadableFile.Because(reason, SourceSpan.StartOf(file.Path)));

    private static FileScan Unrecognised(CandidateFile file) =>
        FileScan.Unreadable(UnreadableFile.Because("it is no kind of file that is known here", SourceSpan.StartOf(file.Path), severity: Severity.Note));

    private static bool IsDocumentName(string fileName) =>
        fileName.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase)
        || fileName.EndsWith(".yml", StringComparison.OrdinalIgnoreCase)
        || fileName.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
}
