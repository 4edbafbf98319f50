using Plimsoll.Publishing.Planning;
using Plimsoll.Publishing.Receipts;

namespace Plimsoll.Publishing.Environments;

/// <summary>How a promotion or a rollback is carried out and recorded.</summary>
public sealed record EnvironmentOptions
{
    /// <summary>What is read back at the end. The default is <see cref="PublishVerification.Tags"/>.</summary>
    public PublishVerification Verification { get; init; }

    /// <summary>The receipt's file, absolute; the default is one in <c>.plimsoll/receipts</c> that is named by time and commit.</summary>
    public string? ReceiptPath { get; init; }

    /// <summary>When the receipt is attached to the image too, where any client of the registry finds it. The default, <c>null</c>, is what <c>plimsoll.yml</c> says.</summary>
    public AttachReceipts? Attach { get; init; }
}
