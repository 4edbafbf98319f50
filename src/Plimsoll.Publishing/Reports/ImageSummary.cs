using System.Text;
using Plimsoll.Oci;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Environments;
using Plimsoll.Publishing.Receipts;
using static Plimsoll.Tags.Hosts.MarkdownText;

namespace Plimsoll.Publishing.Reports;

/// <summary>What became of images, for the page of a CI run: tags and digests, what moved, sizes, and the lines to pull and to roll back.</summary>
internal static class ImageSummary
{
    /// <summary>Of images that were published.</summary>
    /// <param name="report">The report.</param>
    /// <param name="maximumBytes">How many bytes of UTF-8 there is room for; images that find none are counted.</param>
    /// <param name="rollbackLine">The command line that rolls an environment back.</param>
    public static string Format(PublishReport report, int maximumBytes, Func<string, string> rollbackLine)
    {
        ArgumentNullException.ThrowIfNull(report);
        return Join(
            [
                .. report.Receipts.Select(receipt => FormatImage($"Published {Code(receipt.Destination)}", receipt, rollbackLine)),
                .. report.Failed.Select(failed => $"### {Code(failed.Image)} was not published\n\n{Escape(failed.Message)}\n"),
                .. report.Warnings.Select(warning => $"- **warning**: {Escape(warning)}\n"),
            ],
            maximumBytes);
    }

    /// <summary>Of images that were promoted or rolled back.</summary>
    /// <param name="report">The report.</param>
    /// <param name="maximumBytes">As for the other.</param>
    /// <param name="rollbackLine">As for the other.</param>
    public static string Format(EnvironmentReport report, int maximumBytes, Func<string, string> rollbackLine)
    {
        ArgumentNullException.ThrowIfNull(report);
        return Join(
            [
                .. report.Receipts.Select(receipt => FormatImage($"{(receipt.Kind == ReceiptKind.Rollback ? "Rolled back" : "Promoted to")} {Escape(receipt.Environment ?? "")}: {Code(receipt.Destination)}", receipt, rollbackLine)),
                .. report.HoldNotices.Select(notice => $"- **hold**: {Escape(notice)}\n"),
            ],
            maximumBytes);
    }

    private static string FormatImage(string title, ImageReceipt receipt, Func<string, string> rollbackLine)
    {
        var text = new StringBuilder();
        text.Append("### ").Append(title);
        if (receipt.Version is { } version)
            text.Append(' ').Append(Escape(version));
        text.Append("\n\n");
        text.Append("Commit ").Append(Code(receipt.Commit));
        if (receipt.Dirty)
            text.Append(", with uncommitted changes");
        if (receipt.Actor is { } actor)
            text.Append(", by ").Append(Escape(actor));
        if (receipt.RunUrl is { } run && Uri.TryCreate(run, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            text.Append(", [run](").Append(address.AbsoluteUri.Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal)).Append(')');
        text.Append(".\n\n");

        text.Append("| Tag | | Digest | Before |\n| --- | --- | --- | --- |\n");
        foreach (var tag in receipt.Tags)
            text.Append("| ").Append(Code(tag.Tag)).Append(" | ").Append(PlanLines.FormatName(tag.Action)).Append(" | ").Append(Code(tag.After.ToString())).Append(" | ")
                .Append(tag.Before is { } before && before != tag.After ? Code(before.ToString()) : "").Append(" |\n");
        if (receipt.Tags.Count == 0 && receipt.Digest is { } digest)
            text.Append("| (by digest) | | ").Append(Code(digest.ToString())).Append(" | |\n");

        if (receipt.Kept is { } kept)
            text.Append('\n').Append(Escape(kept.Describe(receipt.Destination, receipt.Commit, isPlan: false))).Append('\n');
        foreach (var signature in receipt.Signatures ?? [])
            text.Append('\n').Append(Escape($"{signature.Kind} by {signature.SignedBy}: ")).Append(Code(signature.Digest.ToString())).Append('\n');
        if (receipt.Blobs.Count > 0)
        {
            var sent = receipt.Blobs.Where(blob => blob.Outcome == BlobOutcome.Sent).ToList();
            text.Append($"\n{Quantity.Format(receipt.Blobs.Count, "blob")} of {receipt.Blobs.Sum(blob => blob.Size):N0} bytes; {sent.Count} sent ({sent.Sum(blob => blob.Size):N0} bytes).\n");
        }

        AppendCommands(text, receipt, rollbackLine);
        return text.ToString();
    }

    /// <summary>What one does next, ready to copy.</summary>
    private static void AppendCommands(StringBuilder text, ImageReceipt receipt, Func<string, string> rollbackLine)
    {
        if (receipt.Digest is null)
            return;

        var image = ImageOutputs.FormatImage(receipt);
        text.Append("\n```sh\n").Append(image.StartsWith("oci:", StringComparison.Ordinal) ? "plimsoll inspect " : "docker pull ").Append(image.Replace("`", "", StringComparison.Ordinal)).Append('\n');
        if (receipt.Environment is { } environment && receipt.Tags.Any(tag => tag.Tag == environment && tag.Before is { } before && before != tag.After))
            text.Append(rollbackLine(environment)).Append('\n');
        text.Append("```\n");
    }

    private static string Join(IReadOnlyList<string> parts, int maximumBytes)
    {
        const int Reserve = 100;
        var text = new StringBuilder();
        var room = maximumBytes - Reserve;
        for (var i = 0; i < parts.Count; i++)
        {
            room -= Encoding.UTF8.GetByteCount(parts[i]) + 1;
            if (room < 0)
                return text.Append($"\n… and {parts.Count - i} more; the log has them all.\n").ToString();
            if (i > 0)
                text.Append('\n');
            text.Append(parts[i]);
        }

        return text.ToString();
    }
}
