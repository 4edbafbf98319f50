using System.Text.Json;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Publishing.Retention;

/// <summary>The record of what was deleted, from where, by whom and by which plan.</summary>
public sealed record PruneReceipt
{
    /// <summary>The version of this shape; 1.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>Always <c>prune</c>.</summary>
    public string Kind { get; init; } = ReceiptKind.Prune;

    /// <summary>The version of Plimsoll.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>When deleting began, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When deleting ended, UTC.</summary>
    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>The hash of the plan.</summary>
    public required Digest PlanHash { get; init; }

    /// <summary>The rules that the plan was made by.</summary>
    public required PlannedRules Rules { get; init; }

    /// <summary>The CI host, or <c>null</c>.</summary>
    public string? Host { get; init; }

    /// <summary>Who started it, or <c>null</c>.</summary>
    public string? Actor { get; init; }

    /// <summary>The page of the run, or <c>null</c>.</summary>
    public string? RunUrl { get; init; }

    /// <summary>Why it ended before everything was deleted; <c>null</c> where it did not.</summary>
    public string? Failure { get; init; }

    /// <summary>The repositories.</summary>
    public required IReadOnlyList<PrunedRepositoryReceipt> Repositories { get; init; }

    /// <summary>The receipt as indented JSON with a line break at the end.</summary>
    public string ToJson() => LogText.NeutralizeJson(JsonSerializer.Serialize(this, PublishingJson.Default.PruneReceipt)) + "\n";

    /// <summary>Reads a file; <c>null</c> where it is something else.</summary>
    /// <exception cref="PlimsollException">It is such a receipt and cannot be used (exit code 2).</exception>
    public static PruneReceipt? TryReadFile(string path)
    {
        if (!ReceiptJson.IsPrune(path))
            return null;

        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), PublishingJson.Default.PruneReceipt) is { SchemaVersion: 1 } receipt
                ? receipt
                : throw PlimsollException.Usage($"{path} is not a valid receipt: it is one of another version of Plimsoll.", "Use the version of Plimsoll that wrote it.");
        }
        catch (Exception exception) when (JsonErrorText.IsMalformed(exception))
        {
            throw PlimsollException.Usage($"{path} is not a valid receipt: {JsonErrorText.Describe(exception)}.", innerException: exception);
        }
    }
}
