using Plimsoll.Oci;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Attachments;
using Plimsoll.Publishing.Execution;
using Plimsoll.Publishing.Holds;
using Plimsoll.Publishing.Planning;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Environments;

/// <summary>Moves the tags of an environment, of one image or of several: all of them, or none.</summary>
internal sealed class EnvironmentMover(PlimsollHost host, EnvironmentPlan environmentPlan, PublishVerification verification)
{
    /// <summary>Moves the tags. Where one image fails, those of the images before it go back too.</summary>
    /// <param name="recorder">Records what could not go back.</param>
    /// <param name="cancellationToken">Stops; tags that have been moved go back.</param>
    /// <returns>The receipt of each image.</returns>
    /// <exception cref="PlimsollException">A tag is refused or moved meanwhile (5), or writing failed (4, 7). It is an <see cref="EnvironmentException"/> where something stays moved.</exception>
    public async Task<IReadOnlyList<ImageReceipt>> MoveAsync(EnvironmentRecorder recorder, CancellationToken cancellationToken)
    {
        var receipts = new List<ImageReceipt>();
        foreach (var image in environmentPlan.Images)
            try
            {
                receipts.Add(await MoveOneAsync(image, cancellationToken));
            }
            catch (Exception exception) when (receipts.Count > 0 && exception is not OutOfMemoryException)
            {
                await RestoreAsync(receipts, image, exception, recorder);
                throw;
            }

        return receipts;
    }

    private async Task RestoreAsync(List<ImageReceipt> receipts, EnvironmentImagePlan failed, Exception cause, EnvironmentRecorder recorder)
    {
        using var deadline = new CancellationTokenSource(OwnTime.Limit, host.Clock);
        var left = new List<ImageReceipt>();
        foreach (var (plan, receipt) in environmentPlan.Images.Zip(receipts).Reverse())
        {
            var stays = new List<ReceiptTag>();
            foreach (var tag in receipt.Tags.Where(tag => tag.Mutability == Mutability.Moving && tag.Action is TagAction.Create or TagAction.Move))
                if (!await TryRestoreAsync(plan, tag, deadline.Token))
                    stays.Add(tag);
            if (stays.Count > 0)
                left.Insert(0, receipt with { Tags = [.. receipt.Tags.Where(tag => stays.Contains(tag) || tag.Mutability == Mutability.Immutable)] });
        }

        if (left.Count > 0)
            throw await recorder.RecordFailureAsync(left, failed, cause);
    }

    /// <summary>Puts a tag back to what it named. No registry takes away a tag that it did not have before.</summary>
    private async Task<bool> TryRestoreAsync(EnvironmentImagePlan plan, ReceiptTag tag, CancellationToken cancellationToken)
    {
        var repository = plan.Target.Repository;
        try
        {
            // Whoever wrote the tag after us knows better; who does not find it may ask a registry that hides more than this tag.
            var there = await repository.ResolveAsync(tag.Tag, cancellationToken);
            if (there is not null && there.Digest != tag.After)
                return true;
            if (there is null || tag.Before is not { } before)
                return false;

            await repository.PutManifestAsync(await repository.GetManifestAsync(before.ToString(), cancellationToken), tag.Tag, cancellationToken);
            host.Details?.Report($"{plan.Destination}:{tag.Tag} was restored to {before}");
            return true;
        }
        catch (Exception exception) when (exception is PlimsollException or OperationCanceledException or IOException)
        {
            host.Details?.Report($"{plan.Destination}:{tag.Tag} could not be restored: {OwnTime.Explain(exception)}");
            return false;
        }
    }

    private async Task<ImageReceipt> MoveOneAsync(EnvironmentImagePlan plan, CancellationToken cancellationToken)
    {
        var startedAt = host.Clock.GetUtcNow();
        var actor = await host.FindActorAsync(plan.Directory, plan.Target.Repository, cancellationToken);
        await HoldChecker.ReleaseAsync(plan.Released, host, cancellationToken);

        // Where the tags name the image already, what refers to it may still be newer than what is there.
        var carried = plan.IsElsewhere && !plan.HasChanges ? await plan.Target.SendAsync(host.Progress, cancellationToken) : null;

        var lines = new VersionLineReconciler(plan.Target, plan.Lines, host.Warnings, host.WaitClock);
        var transaction = new TagTransaction(plan.Target, SameCommitRule.None with { Commit = plan.Origin.CommitOrNone }, host.WaitClock, host.Details, lines)
        {
            Verification = verification,
            WrittenLast = StrategyNames.Environment,
            IsGuarded = tag => new EnvironmentGate(host).IsGuarded(tag, plan.Environment),
        };
        var (copied, done) = await transaction.RunAsync(plan.Changes, host.Progress, cancellationToken);
        return CreateReceipt(plan, done, copied, ReferrerCounts.Create(carried ?? copied), actor, startedAt);
    }

    private ImageReceipt CreateReceipt(EnvironmentImagePlan plan, TagChangePlan done, CopyReport copied, IReadOnlyDictionary<string, int>? referrers, string? actor, DateTimeOffset startedAt)
    {
        var ciHost = host.Observer.Host;
        var retries = host.RetryCounts;
        return new ImageReceipt
        {
            Kind = plan.Kind,
            ToolVersion = host.ToolVersion,
            StartedAt = startedAt,
            FinishedAt = host.Clock.GetUtcNow(),
            Destination = done.Destination,
            From = plan.From,
            Via = plan.Target.Name,
            Digest = done.Image,
            Version = plan.Version,
            Environment = plan.Environment,
            Commit = plan.Origin.CommitOrNone,
            Repository = plan.Origin.Source,
            Host = ciHost?.Host,
            Actor = actor,
            RunUrl = ciHost?.RunUrl,
            Policy = plan.Policy,
            Tags = [.. done.Changes.Select(change => new ReceiptTag(change.Tag.Value, change.Tag.Strategy, change.Tag.Mutability, change.Action, change.Before, change.After))],
            Blobs = [.. copied.Blobs.Select(copy => new ReceiptBlob(copy.Blob.Digest, copy.Blob.Size, copy.Outcome, retries.Since(plan.RetriesBefore, copy.Blob.Digest)))],
            Referrers = referrers,
            Retries = retries.Total - plan.RetriesBefore.Total,
            Hold = plan.Hold,
            ReleasedHolds = [.. plan.Released.Select(found => found.Hold.Id)],
        };
    }
}
