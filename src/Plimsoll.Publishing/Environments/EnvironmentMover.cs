using Plimsoll.Oci;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Environments.Evidence;
using Plimsoll.Publishing.Execution;
using Plimsoll.Publishing.Holds;
using Plimsoll.Publishing.Planning;
using Plimsoll.Publishing.Receipts;

namespace Plimsoll.Publishing.Environments;

/// <summary>Carries promotions and rollbacks out, with the publisher's own guard, order, reading back and restoring.</summary>
/// <param name="services">What it needs of the world.</param>
public sealed class EnvironmentMover(PlimsollHost services)
{
    /// <summary>How long the record of what has just been done may take once the caller has given up.</summary>
    private static readonly TimeSpan HoldDeadline = TimeSpan.FromSeconds(60);

    /// <summary>What is read back at the end. The default is <see cref="PublishVerification.Tags"/>.</summary>
    public PublishVerification Verification { get; init; }

    /// <summary>Brings the image and what belongs to it to its destination where it is not there, moves the tags, and returns the record.</summary>
    /// <exception cref="PlimsollException">A tag is refused or moved meanwhile (5), or writing failed (4, 7); moved tags went back.</exception>
    public async Task<Receipt> MoveAsync(PreparedMove prepared, IProgress<BlobCopy>? progress, CancellationToken cancellationToken)
    {
        var startedAt = services.Clock.GetUtcNow();
        await HoldGate.ReleaseAsync(prepared.Released, services, cancellationToken);
        if (prepared.IsElsewhere)
            await CosignTags.CopyAsync(
                prepared.Source,
                await ImageCopier.CollectAsync(prepared.Source, prepared.Image, cancellationToken),
                prepared.Target.Repository,
                prepared.Transfer,
                services.Details,
                cancellationToken);

        // Where the tags name the image already, what refers to it may still be newer than what is there.
        if (prepared.IsElsewhere && !prepared.Plan.HasChanges)
            await prepared.Target.SendAsync(progress, cancellationToken);

        TagTransaction publisher = new TagTransaction(prepared.Target, prepared.Origin.CommitOrNone, services.Details) { Verification = Verification };
        var (copied, done) = await publisher.RunAsync(prepared.Plan, progress, cancellationToken);
        return ReceiptOf(prepared, done, copied, startedAt);
    }

    /// <summary>
    /// Attaches the hold that a rollback leaves to the image that was withdrawn. It has a minute, and is not cancelled: the
    /// tags have moved, and whoever gives up now wants no image without its hold.
    /// </summary>
    /// <returns>What there is to tell, in one line; <c>null</c> where there is no hold.</returns>
    /// <exception cref="PlimsollException">The destination refuses, fails or takes longer (exit codes 4, 7).</exception>
    public async Task<string?> HoldAsync(PreparedMove prepared)
    {
        if (prepared.Hold is not { } hold)
            return null;

        using var deadline = new CancellationTokenSource(HoldDeadline, services.Clock);
        try
        {
            await HoldReferrer.AttachAsync(prepared.Target.Repository, hold, deadline.Token);
            return $"{hold.Digest} is held: it does not come to '{prepared.Environment}' again until somebody says --release-hold";
        }
        catch (Exception exception) when (exception is PlimsollException or OperationCanceledException)
        {
            throw new PlimsollException(
                (exception as PlimsollException)?.Kind ?? ErrorKind.Transport,
                $"'{prepared.Environment}' is rolled back, but the hold on {hold.Digest} could not be attached to it: {exception.Message}",
                "Only the receipt tells of the hold: publishing that image again is refused where the receipt is in .plimsoll/receipts, and nowhere else.",
                exception);
        }
    }

    /// <summary>Attaches the record to the image. Where nothing was written and the image has a receipt already, none is added.</summary>
    /// <param name="prepared">What was carried out.</param>
    /// <param name="receipt">The record.</param>
    /// <param name="file">The record's file as it is named to readers, for the advice where attaching fails.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>What there is to tell, in one line.</returns>
    /// <exception cref="PlimsollException">The destination refuses or fails (exit codes 4, 7).</exception>
    public static Task<string> AttachAsync(PreparedMove prepared, Receipt receipt, string file, CancellationToken cancellationToken) =>
        ReceiptReferrer.AttachDoneAsync(prepared.Target.Repository, receipt, "The tags have moved, but the receipt", file, cancellationToken);

    private Receipt ReceiptOf(PreparedMove prepared, TagChangePlan done, CopyReport copied, DateTimeOffset startedAt)
    {
        var host = services.Observer.Host;
        var retries = services.RetryCounts;
        return new Receipt
        {
            Kind = prepared.Kind,
            ToolVersion = services.ToolVersion,
            StartedAt = startedAt,
            FinishedAt = services.Clock.GetUtcNow(),
            Destination = done.Destination,
            From = prepared.From,
            Via = prepared.Target.Name,
            Digest = done.Image,
            Version = prepared.Version,
            Environment = prepared.Environment,
            Commit = prepared.Origin.CommitOrNone,
            Repository = prepared.Origin.Source,
            Host = host?.Host,
            Actor = host?.Actor,
            RunUrl = host?.RunUrl,
            Policy = prepared.Policy,
            Tags = [.. done.Changes.Select(change => new ReceiptTag(change.Tag.Value, change.Tag.Strategy, change.Tag.Mutability, change.Action, change.Before, change.After))],
            Blobs = [.. copied.Blobs.Select(copy => new ReceiptBlob(copy.Blob.Digest, copy.Blob.Size, copy.Outcome, retries.Since(prepared.RetriesBefore, copy.Blob.Digest)))],
            Retries = retries.Total - prepared.RetriesBefore.Total,
            Hold = prepared.Hold,
            ReleasedHolds = [.. prepared.Released.Select(found => found.Hold.Id)],
        };
    }
}
