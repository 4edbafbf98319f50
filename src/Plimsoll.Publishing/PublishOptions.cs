using Plimsoll.Publishing.Receipts;

namespace Plimsoll.Publishing;

/// <summary>How images are published together, and how that is recorded.</summary>
public sealed record PublishOptions
{
    /// <summary>The partition of the images that these are (<c>2/8</c>), for the record; <c>null</c> (default) for all.</summary>
    public string? Partition { get; init; }

    /// <summary>Whether the others are published where one of several fails. The default is <c>false</c>.</summary>
    public bool KeepGoing { get; init; }

    /// <summary>The directory in whose <c>.plimsoll/receipts</c> the receipt is written. The default is that of the first request.</summary>
    public string? Directory { get; init; }

    /// <summary>The receipt's file, absolute; the default is one in <see cref="Directory"/> that is named by time and commit.</summary>
    public string? ReceiptPath { get; init; }

    /// <summary>When an image gets its receipt attached, where any client of the registry finds it. The default, <c>null</c>, is what <c>plimsoll.yml</c> says.</summary>
    public AttachReceipts? Attach { get; init; }

    /// <summary>Of a plan: what its images are compared with, a tag of each one's repository or the name of an image; <c>null</c> (default) for nothing.</summary>
    internal string? CompareWith { get; init; }
}
