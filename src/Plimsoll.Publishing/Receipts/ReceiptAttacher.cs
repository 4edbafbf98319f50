using Plimsoll.Oci;
using Plimsoll.Oci.Storage;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Receipts;

/// <summary>
/// Attaches the receipt of what has just been done, where that is asked for. The tags have moved: whoever gives up now wants
/// no environment whose history is lost, so that it has a time of its own and is not cancelled.
/// </summary>
/// <param name="mode">When a receipt is attached.</param>
/// <param name="clock">The clock.</param>
internal sealed class ReceiptAttacher(AttachReceipts mode, TimeProvider clock)
{
    /// <summary>Whether a failure is an error: what nobody asked for must not make a publication fail that is done.</summary>
    public bool IsRequired => mode == AttachReceipts.Always;

    /// <summary>Attaches a receipt. A failure is part of the outcome, so that it cannot read as if nothing had been done.</summary>
    /// <param name="repository">Where the image is.</param>
    /// <param name="receipt">The receipt.</param>
    public async Task<AttachOutcome> AttachAsync(IImageRepository repository, ImageReceipt receipt)
    {
        if (mode == AttachReceipts.Never || (mode == AttachReceipts.Environments && !MovesEnvironment(receipt)))
            return AttachOutcome.None;

        using var deadline = new CancellationTokenSource(OwnTime.Limit, clock);
        try
        {
            if (WroteNothing(receipt) && !await LacksReceiptAsync(repository, receipt, deadline.Token))
                return new AttachOutcome("no receipt attached: there is nothing new to record");
            var attached = await ReceiptReferrer.AttachAsync(repository, receipt, deadline.Token);
            return new AttachOutcome($"receipt attached: {attached.Digest}", IsAttached: true);
        }
        catch (PlimsollException exception)
        {
            return new AttachOutcome(Line: null, Failure: exception);
        }
        catch (OperationCanceledException exception)
        {
            return new AttachOutcome(Line: null, Failure: new PlimsollException(ErrorKind.Transport, $"{receipt.Destination} did not accept it within {OwnTime.Limit.TotalSeconds:0} seconds.", innerException: exception));
        }
    }

    private static bool MovesEnvironment(ImageReceipt receipt) =>
        receipt.Environment is not null && receipt.Tags.Any(tag => tag.Strategy == StrategyNames.Environment && tag.Action is TagAction.Create or TagAction.Move);

    private static bool WroteNothing(ImageReceipt receipt) => receipt.Tags.All(tag => tag.Action is TagAction.Unchanged or TagAction.Keep);

    private static async Task<bool> LacksReceiptAsync(IImageRepository repository, ImageReceipt receipt, CancellationToken cancellationToken) =>
        receipt.Digest is { } digest
        && await repository.ResolveAsync(digest.ToString(), cancellationToken) is not null
        && (await ReceiptReferrer.ReadAsync(repository, receipt.Destination, digest, cancellationToken)).Receipts.Count == 0;
}
