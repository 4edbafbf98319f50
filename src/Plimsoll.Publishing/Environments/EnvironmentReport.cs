using Plimsoll.Publishing.Receipts;

namespace Plimsoll.Publishing.Environments;

/// <summary>What a promotion or a rollback did.</summary>
public sealed record EnvironmentReport
{
    /// <summary>The record.</summary>
    public required ImageReceipt Receipt { get; init; }

    /// <summary>The receipt's file, absolute; <c>null</c> where it could not be written.</summary>
    public string? ReceiptPath { get; init; }

    /// <summary>The receipt's file from the directory of the request; <c>null</c> where it could not be written.</summary>
    public string? ReceiptName => ReceiptPath is null ? null : Path.GetRelativePath(Directory, ReceiptPath);

    /// <summary>The hold that is attached to the withdrawn image; <c>null</c> where nothing was withdrawn, or it could not be attached.</summary>
    public Hold? Hold { get; init; }

    /// <summary>What is held, in one line; <c>null</c> where nothing is.</summary>
    public string? HoldNotice { get; init; }

    /// <summary>What became of attaching the receipt, in one line; <c>null</c> where that was not asked for.</summary>
    public string? Attached { get; init; }

    internal string Directory { get; init; } = "";
}
