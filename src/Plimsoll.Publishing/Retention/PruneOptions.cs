namespace Plimsoll.Publishing.Retention;

/// <summary>How a plan is carried out.</summary>
public sealed record PruneOptions
{
    /// <summary>The file that the receipt is written to; the default is one in <c>.plimsoll/receipts</c>.</summary>
    public string? ReceiptPath { get; init; }

    /// <summary>Takes how far it is. The default is nobody.</summary>
    public IProgress<PruneProgress>? Progress { get; init; }
}
