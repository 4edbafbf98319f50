using Plimsoll.Oci;
using Plimsoll.Publishing.Retention;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Publishing.Reports;

/// <summary>What is deleted from repositories, for readers: before it is, and afterwards.</summary>
internal static class PruneLines
{
    /// <summary>A plan: a row a tag, the manifests that go with them, the indexes that are broken already, and the sums.</summary>
    public static IEnumerable<string> Format(PrunePlan plan, TableStyle? style = null) => Join(plan.Repositories.Select(repository => Format(repository, style)));

    /// <summary>What was deleted: a row a tag, a row a manifest without one, and what was left.</summary>
    public static IEnumerable<string> Format(PruneReceipt receipt, TableStyle? style = null) => Join(receipt.Repositories.Select(repository => Format(repository, style)));

    /// <summary>The sums of a plan, in one line.</summary>
    public static string FormatTotals(PrunePlan plan) => plan.HasChanges
        ? $"plan {plan.PlanHash}: {Quantity.Format(CountTags(plan), "tag")} and {Quantity.Format(plan.Repositories.Sum(repository => repository.Manifests.Count), "manifest")} would be deleted"
        : $"plan {plan.PlanHash}: nothing would be deleted";

    /// <summary>The sums of what was deleted, in one line.</summary>
    public static string FormatTotals(PruneReceipt receipt) =>
        $"{Quantity.Format(receipt.Repositories.Sum(repository => repository.Tags.Count), "tag")} and {Quantity.Format(receipt.Repositories.Sum(repository => repository.Manifests.Count), "manifest")} deleted{(receipt.Failure is null ? "" : "; it ended early")}";

    /// <summary>What is freed, in one line.</summary>
    public static string FormatFreed(PrunedRepository repository) =>
        $"{Quantity.Format(repository.Blobs, "blob")} ({repository.Bytes:N0} bytes) no longer needed; the registry frees them when it collects its garbage";

    /// <summary>What an index lacks, in one line.</summary>
    public static string Format(BrokenIndex index) =>
        $"broken: {(index.Tags.Count > 0 ? $"{string.Join(", ", index.Tags)} ({index.Digest})" : index.Digest.ToString())} lists {Quantity.Format(index.Missing.Count, "manifest")} not there: {string.Join(", ", index.Missing)}";

    /// <summary>A day, which is exact enough for an age.</summary>
    public static string FormatDay(DateTimeOffset? time) => time is { } known ? known.UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : "-";

    private static int CountTags(PrunePlan plan) => plan.Repositories.Sum(repository => repository.Tags.Count(tag => tag.Action != PlannedAction.Keep));

    private static IEnumerable<string> Format(PrunedRepository repository, TableStyle? style)
    {
        yield return LogText.Neutralize(repository.Repository);
        var tags = new TextTable("ACTION", "TAG", "KIND", "CREATED", "DIGEST", "REASON");
        foreach (var tag in repository.Tags)
            tags.Add(PlanLines.FormatName(tag.Action), tag.Tag, tag.Kind, FormatDay(tag.Created), tag.Digest.ToString(), tag.Reason);
        foreach (var manifest in repository.Manifests.Where(manifest => manifest.Tags.Count == 0))
            tags.Add("delete", "-", "-", "-", manifest.Digest.ToString(), "nothing that stays needs it");
        foreach (var line in tags.Lines(style))
            yield return line;
        foreach (var index in repository.Broken)
            yield return LogText.Neutralize(Format(index));
        if (repository.Manifests.Count > 0)
            yield return FormatFreed(repository);
    }

    private static IEnumerable<string> Format(PrunedRepositoryReceipt repository, TableStyle? style)
    {
        yield return LogText.Neutralize(repository.Repository);
        var rows = new TextTable("ACTION", "TAG", "DIGEST");
        foreach (var tag in repository.Tags)
            rows.Add("deleted", tag.Tag, tag.Digest.ToString());
        foreach (var manifest in repository.Manifests.Except(repository.Tags.Select(tag => tag.Digest)))
            rows.Add("deleted", "-", manifest.ToString());
        foreach (var left in repository.Left)
            rows.Add("left", left.Tag ?? "-", $"{left.Digest} ({left.Reason})");
        foreach (var line in rows.Lines(style))
            yield return line;
    }

    private static IEnumerable<string> Join(IEnumerable<IEnumerable<string>> parts) => parts.SelectMany((part, index) => index == 0 ? part : part.Prepend(""));
}
