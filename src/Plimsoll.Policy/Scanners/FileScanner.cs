using System.Text;
using Plimsoll.Policy.Rules;
using Plimsoll.Policy.Scanners.GitHub;
using Plimsoll.Policy.Scanners.Helm;
using Plimsoll.Policy.Scanners.Kustomize;
using Plimsoll.Policy.Scanners.Mentions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners;

/// <summary>Reads one file once and leaves it to the scanners of its kind.</summary>
internal static class FileScanner
{
    /// <summary>Whether a file found in a folder is looked at.</summary>
    public static bool IsCandidate(string path) => IsDocumentName(path) || UnreadKinds.Of(path) is not null || TextScanner.All.Any(scanner => scanner.Recognises(path));

    /// <summary>Scans a file. Nothing about its content is an exception: what goes wrong is a finding.</summary>
    public static FileScan Scan(CandidateFile file, SourceTree tree, CancellationToken cancellationToken) =>
        tree.Content(file.FullPath) switch
        {
            { Problem: FileContent.NoFile } when !file.IsExplicit => FileScan.Nothing,
            { Problem: not null } when !file.IsExplicit && TextScannerOf(file, tree) is { SharesNamesWithData: true } => FileScan.Nothing,
            { Problem: not null } when !file.IsExplicit && TextScannerOf(file, tree) is { IsSeldomDeployment: true } => FileScan.NoDeployment,
            { Problem: not null } when !file.IsExplicit && UnreadKinds.Of(file.FullPath) is not null && !IsDocumentName(file.FullPath) => FileScan.Nothing,
            { Problem: { } problem } => FileScan.Unreadable(UnreadableFileRule.CreateFinding(problem, SourceSpan.StartOf(file.Path))),
            { Bytes: { Length: > 0 } bytes } => ScanBytes(file, bytes, tree, cancellationToken),
            _ => FileScan.Nothing,
        };

    /// <summary>Scans content that was read from a file, or that stands for it.</summary>
    internal static FileScan ScanBytes(CandidateFile file, byte[] bytes, SourceTree tree, CancellationToken cancellationToken)
    {
        var scanner = TextScannerOf(file, tree);
        var probe = new FileProbe(FileContent.Utf16Text(bytes) is { } utf16 ? Encoding.UTF8.GetBytes(utf16) : bytes);
        var isDocument = IsDocumentName(file.Name);
        var mayScan = scanner is not null || MayScan(file, probe, tree) || (isDocument && (file.IsExplicit || (ImageMention.MayStandIn(probe.Bytes) && ImageMention.Find(FileContent.Text(bytes)) is not null)));
        if (!mayScan && !(tree.ReadsActions && GitHubScanner.MayUseActions(probe)))
            return isDocument ? FileScan.Nothing : Unread(file, bytes);

        if (scanner?.MayScan(probe.Bytes) == false)
            return !scanner.IsSeldomDeployment ? FileScan.Nothing : file.IsExplicit ? Unread(file, bytes) : FileScan.NoDeployment;

        var context = new ScanContext(file, new SourceText(file.Path, FileContent.Text(bytes)), tree);
        if (scanner is null)
            return ScanDocuments(file, context, isForActions: !mayScan, cancellationToken) ?? Unread(file, bytes);

        scanner.Scan(context, cancellationToken);
        var unread = Unread(context, context.UnreadAt ?? (ImageMention.MayStandIn(probe.Bytes) ? TextMentions.Find(context) : null));
        if (scanner.IsSeldomDeployment && !file.IsExplicit && unread is null && !context.HasFound)
            return FileScan.NoDeployment;
        return Result(context) with { Unread = unread, IsUnreadImageMentioned = context.Problems.Count > 0 };
    }

    /// <summary>Reads YAML or JSON; <c>null</c> where a file that is neither by its name holds no document of a known kind.</summary>
    private static FileScan? ScanDocuments(CandidateFile file, ScanContext context, bool isForActions, CancellationToken cancellationToken)
    {
        var text = JsonComments.Without(context.Source.Text, file.Name);
        var content = YamlReader.Read(text, cancellationToken);
        string? masked = null;
        if (TemplateMarks.StandIn(text) && (content.Error is not null || TemplateMarks.StandBare(text)))
        {
            (content, masked) = TemplateDocuments.Read(text, cancellationToken);
            context.IsTemplate = true;
        }

        context.Documents = content.Documents;
        var recognised = new HashSet<SourceNode>();
        foreach (var document in content.Documents)
            if (DocumentScanner.All.FirstOrDefault(scanner => scanner.Recognises(document, context)) is { } scanner)
            {
                recognised.Add(document);
                foreach (var reading in context.IsTemplate ? DuplicateKeys.Readings(document) : [document])
                    scanner.Scan(reading, context);
            }

        if (recognised.Count == 0 && !IsDocumentName(file.Name))
            return null;
        if (isForActions && recognised.Count == 0 && !GitHubScanner.IsKnownPath(file.Path))
            return FileScan.Nothing;

        if (masked is not null && (recognised.Count > 0 || content.Error is not null))
            TemplateDocuments.AddLines(masked, context);
        var unread = Unread(context, FindMention(text, content, recognised, context));
        if (content.Error is not { } error)
            return (recognised.Count > 0 || !file.IsExplicit ? Result(context) : Unrecognised(file)) with { Unread = unread };

        var reason = masked is null ? error : "it is a template, which must be rendered first";
        var finding = UnreadableFileRule.CreateFinding(reason, context.Source.Span(content.ErrorOffset, content.ErrorOffset), context.Source.Excerpt(content.ErrorOffset));
        return Result(context) with { Findings = [finding, .. context.Problems], Unread = unread, IsUnreadImageMentioned = ImageMention.Find(text) is not null };
    }

    private static FileScan Result(ScanContext context)
    {
        context.RefuseExcess();
        return new FileScan([.. context.Uses], context.Problems) { Actions = [.. context.Actions], Source = context.Source, Kustomization = context.Kustomization, ReadsOthers = context.ReadsOthers };
    }

    /// <summary>Where an image stands that no scanner has read, or <c>null</c>. Most texts show that there is none, and no document is walked.</summary>
    private static int? FindMention(string text, YamlContent content, HashSet<SourceNode> recognised, ScanContext context)
    {
        var step = recognised.Count == 0 && !context.File.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? TextMentions.FindStep(text) : null;
        var mayHaveParts = recognised.Count == 0 && text.Contains("tag", StringComparison.Ordinal);
        if (!context.IsPartlyRead && !mayHaveParts && ImageMention.FindKeys(text, context.IsKnown).All(context.IsKnown))
            return step;

        return content.Documents.Select(document => DocumentMentions.Find(document, recognised.Contains(document), context)).FirstOrDefault(mention => mention is not null)
            ?? (context.IsPartlyRead ? TextMentions.Find(context) : null) ?? step;
    }

    private static UnreadImages? Unread(ScanContext context, int? mention) => mention is { } first
        ? new UnreadImages(context.File.Path, context.Uses.FirstOrDefault()?.Kind ?? UnreadImages.UnknownKind, context.Source.Span(first, first).StartLine)
        : null;

    /// <summary>A file of a kind that is not read.</summary>
    private static FileScan Unread(CandidateFile file, byte[] bytes)
    {
        var kind = UnreadKinds.Of(file.FullPath) ?? UnreadImages.UnknownKind;
        var scan = file.IsExplicit ? Unrecognised(file) : FileScan.Nothing;
        if (!ImageMention.MayStandIn(bytes) || bytes.AsSpan().Contains((byte)0))
            return scan;

        var source = new SourceText(file.Path, FileContent.Text(bytes));
        return ImageMention.Find(source.Text) is { } first ? scan with { Unread = new UnreadImages(file.Path, kind, source.Span(first, first).StartLine) } : scan;
    }

    private static FileScan Unrecognised(CandidateFile file) =>
        FileScan.Unreadable(UnreadableFileRule.CreateFinding("its file type is not supported", SourceSpan.StartOf(file.Path), severity: Severity.Note));

    private static TextScanner? TextScannerOf(CandidateFile file, SourceTree tree)
    {
        foreach (var scanner in TextScanner.All)
            if (scanner.Recognises(file, tree))
                return scanner;
        return null;
    }

    /// <summary>Whether any kind accepts the bytes; which one does not matter here, and most files are of the kind of the last one.</summary>
    private static bool MayScan(CandidateFile file, FileProbe content, SourceTree tree)
    {
        if (tree.LastAccepted is { } last && last.MayScan(file, content))
            return true;

        foreach (var scanner in DocumentScanner.All)
        {
            if (!scanner.MayScan(file, content))
                continue;
            tree.LastAccepted = scanner;
            return true;
        }

        return false;
    }

    private static bool IsDocumentName(string path) => IsDocument(TemplateMarks.NameOfResult(path));

    private static bool IsDocument(string fileName) =>
        fileName.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase)
        || fileName.EndsWith(".yml", StringComparison.OrdinalIgnoreCase)
        || fileName.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
        || Path.GetFileName(fileName) == KustomizationScanner.BareName;
}
