using Plimsoll.Oci;
using Plimsoll.Policy.Checking;
using static Plimsoll.Tags.Hosts.MarkdownText;

namespace Plimsoll.Policy.Reports;

/// <summary>The images that a change exchanges as rows of a table in Markdown: production first, and what can move marked.</summary>
internal static class ChangeTable
{
    private const int DigestLength = 12;

    /// <summary>The head of the table.</summary>
    public static string Head(CheckResult result) => HasSizes(result)
        ? "\n| Environment | Image | From | To | | Size | File |\n| --- | --- | --- | --- | --- | --- | --- |\n"
        : "\n| Environment | Image | From | To | | File |\n| --- | --- | --- | --- | --- | --- |\n";

    /// <summary>The rows.</summary>
    public static IEnumerable<string> Rows(CheckResult result)
    {
        var hasSizes = HasSizes(result);
        return result.Changes
            .OrderByDescending(change => change.IsProduction).ThenByDescending(change => change.Environments.Count > 0)
            .Select(change => $"| {string.Join(", ", change.Environments.Select(Escape))} | {Name(change)} | {Selector(change.Before, change.After)} | {Selector(change.After, change.Before)} | {Mark(change)} |{(hasSizes ? $" {Size(change)} |" : "")} {Code(Place(change))} |\n");
    }

    private static bool HasSizes(CheckResult result) => result.Changes.Any(change => change.SizeBefore is not null || change.SizeAfter is not null);

    private static string Name(ImageChange change) => Code((change.After ?? change.Before)!.Reference?.Name ?? (change.After ?? change.Before)!.Text);

    /// <summary>What selects the image; the whole image where the other one is of another name.</summary>
    private static string Selector(ImageUse? use, ImageUse? other)
    {
        if (use is null)
            return "—";
        if (use.Reference is not { } image || (other is not null && other.Reference?.Name != image.Name))
            return Code(use.Image);

        var digest = image.Digest is { } named ? $"@{named.Hex[..DigestLength]}…" : "";
        return image.Tag is null && digest.Length == 0 ? "no tag" : Code($"{image.Tag}{digest}");
    }

    private static string Mark(ImageChange change) => change.Verdict switch
    {
        null => "removed",
        Verdict.Moving => "⚠️ can move",
        Verdict.Unresolved => "❔ unresolved",
        _ => change.Before is null ? "new" : "",
    };

    private static string Size(ImageChange change) => (change.SizeBefore, change.SizeAfter) switch
    {
        ({ } before, { } after) => $"{HumanSize.Format(after)} ({(after < before ? "−" : "+")}{HumanSize.Format(Math.Abs(after - before))})",
        (null, { } after) => HumanSize.Format(after),
        _ => "",
    };

    private static string Place(ImageChange change) =>
        change.After is { } use && use.Span.File == use.UsedBy ? $"{change.File}:{use.Span.StartLine}" : change.File;
}
