using Plimsoll.Oci.Images;

namespace Plimsoll.Publishing.Receipts;

/// <summary>What one publishing recorded: the receipt of one image, or those of several that were published together, and what failed.</summary>
public sealed record Receipt
{
    private Receipt(IReadOnlyList<ImageReceipt> receipts, RunReceiptDocument? run)
    {
        Receipts = receipts;
        Run = run;
    }

    /// <summary>The receipt of each image that was published, in order.</summary>
    public IReadOnlyList<ImageReceipt> Receipts { get; }

    /// <summary>The images that failed; none where all went well.</summary>
    public IReadOnlyList<RunFailure> Failed => Run?.Failed ?? [];

    /// <summary>Whether it is of images that were published together (<c>"kind": "run"</c>), and not of one image by itself.</summary>
    public bool IsRun => Run is not null;

    /// <summary>The partition of the images (<c>2/8</c>), or <c>null</c> for all.</summary>
    public string? Partition => Run?.Partition;

    /// <summary>The hash of the plan that was carried out, or <c>null</c>.</summary>
    public Digest? PlanHash => Run is null ? Receipts[0].PlanHash : Run.PlanHash;

    /// <summary>The version of Plimsoll that published.</summary>
    public string ToolVersion => Run?.ToolVersion ?? Receipts[0].ToolVersion;

    /// <summary>When publishing began, UTC.</summary>
    public DateTimeOffset StartedAt => Run?.StartedAt ?? Receipts[0].StartedAt;

    /// <summary>When publishing ended, UTC.</summary>
    public DateTimeOffset FinishedAt => Run?.FinishedAt ?? Receipts[0].FinishedAt;

    /// <summary>The record of one image.</summary>
    public static Receipt ForImage(ImageReceipt receipt) => new([receipt], run: null);

    /// <summary>The record as indented JSON with a line break at the end.</summary>
    public string ToJson() => Run?.ToJson() ?? Receipts[0].ToJson();

    internal static Receipt ForRun(RunReceiptDocument run) => new(run.Images, run);

    /// <summary>The document that several images make; <c>null</c> for one image by itself, whose receipt is the document.</summary>
    internal RunReceiptDocument? Run { get; }
}
