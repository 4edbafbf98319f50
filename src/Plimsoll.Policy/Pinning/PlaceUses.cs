using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Plimsoll.Policy.Scanners;
using Plimsoll.Policy.Scanners.Helm;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Pinning;

/// <summary>
/// What else the place of an image is used for than for the image: by the templates of a chart, or through a YAML alias. The
/// comparison of all images before and after cannot show it, as a label or a name is no image.
/// </summary>
/// <param name="root">The repository's root, absolute.</param>
/// <param name="baseDirectory">The folder that reported paths start from.</param>
/// <param name="tree">The files.</param>
internal sealed partial class PlaceUses(string root, string baseDirectory, SourceTree tree)
{
    // Ends a tag as well as a reference, and stands in no file.
    private const string Mark = "-plimsollprobe";

    private readonly Dictionary<(string, string), HelmTagUses?> _templates = [];

    /// <summary>What the templates of a chart do with the tag of an image in its values; <c>null</c> where it has no tag of its own, or no chart.</summary>
    public HelmTagUses? TemplatesOf(ImageUse use, string fullPath)
    {
        if (use.Kind != FileKinds.HelmValues || use.Parts is not { ValuesPath: { } path, Tag: { } tag, Mapping.Entries: var entries } || entries.Find(entry => entry.Value == tag).Key is not SourceScalar key)
            return null;

        if (!_templates.TryGetValue((fullPath, $"{path}.{key.Value}"), out var uses))
            _templates[(fullPath, $"{path}.{key.Value}")] = uses = HelmTagUses.Find(fullPath, path, key.Value, tree);
        return uses;
    }

    /// <summary>Why a place with a YAML anchor must stay as it is, or <c>null</c> where it may change.</summary>
    /// <param name="use">The image.</param>
    /// <param name="fullPath">Its file.</param>
    /// <param name="text">The text of that.</param>
    /// <param name="edits">What would change.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public string? FindAliasProblem(ImageUse use, string fullPath, string text, IReadOnlyList<TextEdit> edits, CancellationToken cancellationToken)
    {
        var (start, end) = use.Parts?.Tag is { } tag ? (tag.Start, tag.End) : (use.Token.Start, use.Token.End);
        var value = text[start..end];

        // A reference with a tag can be neither a label nor a name; one that has a digest has been judged.
        if (!fullPath.EndsWith("ml", StringComparison.OrdinalIgnoreCase) || value.AsSpan().ContainsAny(":@\n") || !edits.Any(edit => edit.Start < edit.End ? edit.Start < end && edit.End > start : edit.Start == end))
            return null;

        var line = text.LastIndexOf('\n', Math.Max(0, start - 1)) + 1;
        if (Anchor().Match(text[Math.Min(line, start)..start]) is not { Success: true } anchor)
            return null;

        var name = Regex.Escape(anchor.Groups["name"].Value);
        var again = Regex.Match(text[end..], $@"&{name}(?=[\s,\]}}])", RegexOptions.CultureInvariant);
        var aliases = Regex.Matches(text[..(again.Success ? end + again.Index : text.Length)], $@"(?<=[\s\[{{,])\*{name}(?=[\s,\]}}]|$)", RegexOptions.CultureInvariant)
            .Where(alias => alias.Index > end && !Comment().IsMatch(text[(text.LastIndexOf('\n', alias.Index) + 1)..alias.Index]))
            .Select(alias => (Start: alias.Index, End: alias.Index + alias.Length))
            .ToList();
        var source = new SourceText(use.Span.File, text);
        foreach (var site in aliases.Prepend((Start: start, End: end)))
            if (!(site.Start == start && IsDefinition(text, start)) && !IsImage(site))
                return $"an alias makes its text something else than an image, too, at {use.Span.File}:{source.Span(site.Start, site.End).StartLine}";
        return null;

        // Each place with a text of its own, and only this one with the mark: an image where the mark shows.
        bool IsImage((int Start, int End) probed)
        {
            var marked = new StringBuilder(text);
            foreach (var site in aliases.Prepend((Start: start, End: end)).Reverse())
            {
                var written = site == probed ? value + Mark : value;
                marked.Remove(site.Start, site.End - site.Start).Insert(site.Start, site.Start == start ? written : $"\"{JsonEncodedText.Encode(written)}\"");
            }

            var files = new SourceTree(root, baseDirectory, FileOverlay.Of(new Dictionary<string, byte[]>(StringComparer.Ordinal) { [fullPath] = Encoding.UTF8.GetBytes(marked.ToString()) }));
            return FileTreeScan.Run([fullPath], baseDirectory, files, input: null, FileFilter.None, cancellationToken).Scans.Any(scan => scan.Uses.Any(image => image.Image.Contains(Mark, StringComparison.Ordinal)));
        }
    }

    /// <summary>Whether a text stands below a key that only holds what aliases repeat.</summary>
    private static bool IsDefinition(string text, int offset) =>
        TopKey().Match(text[..offset]) is { Success: true } key && (key.Groups["key"].Value is ['.' or '_', ..] or "anchors" or "definitions" || key.Groups["key"].Value.StartsWith("x-", StringComparison.Ordinal));

    [GeneratedRegex(@"&(?<name>[^\s,\[\]{}]+)\s+(!\S*\s+)?[""']?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Anchor();

    [GeneratedRegex(@"(^|\s)#", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^(?<key>[^\s#:-][^\s:]*):", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.RightToLeft)]
    private static partial Regex TopKey();
}
