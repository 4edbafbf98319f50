using Plimsoll.Oci;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Attachments;
using Plimsoll.Publishing.Planning;
using Plimsoll.Tags;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Publishing.Reports;

/// <summary>A plan for readers: a row a tag, a row a blob, the sums, and what policy forbids.</summary>
internal static class PlanLines
{
    /// <summary>The plan, line by line; of several images each below its name.</summary>
    public static IEnumerable<string> Format(PublishPlan plan, TableStyle? style = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (!plan.IsRun)
            return Format(plan.Images[0], style);

        return plan.Images.SelectMany((image, index) =>
            (IEnumerable<string>)[.. index == 0 ? Array.Empty<string>() : [""], LogText.Neutralize($"{image.Name} → {image.Destination}"), .. Format(image, style)]);
    }

    /// <summary>The plan of one image, line by line.</summary>
    public static IEnumerable<string> Format(PlannedImage plan, TableStyle? style = null)
    {
        var tags = new TextTable("ACTION", "TAG", "DIGEST");
        foreach (var tag in plan.Tags)
            tags.Add(FormatName(tag.Action), tag.Tag, Change(tag));
        if (plan.ByDigest is { } action)
            tags.Add(FormatName(action), "-", plan.Image.ToString());
        foreach (var line in tags.Lines(style))
            yield return line;

        if (plan.Kept is { } kept)
        {
            yield return "";
            yield return kept.Describe(plan.Destination, plan.Commit, isPlan: true);
        }

        if (plan.Blobs.Count > 0)
        {
            yield return "";
            var blobs = new TextTable("BLOB", "BYTES", "DIGEST");
            foreach (var blob in plan.Blobs)
                blobs.Add(FormatName(blob.Outcome), $"{blob.Size:N0}", blob.From is null ? blob.Digest.ToString() : $"{blob.Digest} from {blob.From}");
            foreach (var line in blobs.Lines(style))
                yield return line;
            yield return "";
            yield return FormatTotals(plan);
        }

        if (plan.Gates is { } gates)
        {
            yield return "";
            foreach (var gate in gates)
                yield return $"gate {LogText.Neutralize(gate)}";
        }

        if (plan.Attachments is { } attachments)
        {
            yield return "";
            yield return $"attach {string.Join(", ", attachments)}";
        }

        if (plan.Request.Sign is { } sign)
        {
            if (plan.Attachments is null)
                yield return "";
            yield return $"sign by {sign.Key}{(sign.Signer is null ? "" : $" with {sign.Signer}")}{(plan.Attachments?.Any(ReferrerKind.IsSignature) == true ? "" : " (nothing to do)")}";
        }

        if (plan.Findings.Count > 0)
            yield return "";
        foreach (var finding in plan.Findings)
            foreach (var (index, line) in $"error {finding.Rule}: {finding.Message}".Split('\n').Index())
                yield return index == 0 ? new Painter(style?.Color == true).Paint("error", Ink.Red) + LogText.Neutralize(line)["error".Length..] : LogText.Neutralize(line);
    }

    /// <summary>What is planned, in one line.</summary>
    public static string FormatTitle(PlannedImage plan) => $"plan to publish {plan.Source.Name} ({plan.Image}) of commit {plan.Commit} to {plan.Destination}";

    /// <summary>Whether anything would change, in one line.</summary>
    public static string FormatResult(PublishPlan plan) => $"plan {plan.PlanHash}: {(plan.HasChanges ? "something would change" : "nothing would change")}";

    /// <summary>How many blobs and bytes are sent, mounted, there.</summary>
    public static string FormatTotals(PlannedImage plan) => string.Join(", ", plan.Blobs
        .GroupBy(blob => blob.Outcome)
        .OrderByDescending(group => group.Key == BlobOutcome.Sent)
        .ThenBy(group => group.Key)
        .Select(group => $"{Quantity.Format(group.Count(), "blob")} {FormatName(group.Key)} ({group.Sum(blob => blob.Size):N0} bytes)"));

    /// <summary>What is done, as a table and JSON name it.</summary>
    public static string FormatName<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Change(PlannedTag tag) => tag.Action switch
    {
        TagAction.Move => $"{tag.Before} → {tag.After}",
        TagAction.Refuse => $"{tag.Before} → {tag.After} ({tag.Reason})",
        TagAction.Keep => $"{tag.After} ({tag.Reason})",
        _ => tag.After.ToString(),
    };
}
