using Plimsoll.Publishing.Receipts;

namespace Plimsoll.Publishing.Environments;

/// <summary>What a promotion or a rollback did.</summary>
public sealed record EnvironmentReport
{
    /// <summary>The record: the receipt of the one image, or those of several that moved together.</summary>
    public required Receipt Record { get; init; }

    /// <summary>The receipt of each image, in order.</summary>
    public IReadOnlyList<ImageReceipt> Receipts => Record.Receipts;

    /// <summary>The receipt's file, absolute; <c>null</c> where it could not be written.</summary>
    public string? ReceiptPath { get; init; }

    /// <summary>The receipt's file from the directory of the request; <c>null</c> where it could not be written.</summary>
    public string? ReceiptName => ReceiptPath is null ? null : Path.GetRelativePath(Directory, ReceiptPath);

    /// <summary>The holds that are attached to withdrawn images; none where nothing was withdrawn, or they could not be attached.</summary>
    public IReadOnlyList<Hold> Holds { get; init; } = [];

    /// <summary>What is held, a line each.</summary>
    public IReadOnlyList<string> HoldNotices { get; init; } = [];

    /// <summary>What became of attaching each receipt, a line each; none where there was nothing to attach, or it failed.</summary>
    public IReadOnlyList<string> Attached { get; init; } = [];

    internal string Directory { get; init; } = "";
}
