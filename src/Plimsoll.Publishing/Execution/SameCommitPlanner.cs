using Plimsoll.Oci;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Planning;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Execution;

/// <summary>
/// Plans the tags of an image. Where a version, or else the commit's own tag, names an image of this commit already, all tags
/// follow that one: one commit is released once.
/// </summary>
/// <param name="host">The clock, and the receipts' place.</param>
/// <param name="request">What is published.</param>
/// <param name="keep">Which images are of this commit.</param>
internal sealed class SameCommitPlanner(PlimsollHost host, PublishRequest request, SameCommitRule keep)
{
    /// <summary>How often in a row the publisher who was first must have done nothing, to count as ended.</summary>
    private const int IdleLooks = 10;

    private const int MostLooks = 200;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Plans each tag as things stand now.</summary>
    /// <param name="built">The image of this run and its way.</param>
    /// <param name="tags">Its tags.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The image that the tags are to name, what is to be done with each, and the image that is kept where it is not this run's.</returns>
    public async Task<(IPublishTarget Target, TagChangePlan Changes, KeptImage? Kept)> PlanAsync(IPublishTarget built, TagPlan tags, CancellationToken cancellationToken)
    {
        var own = await PublishPlanner.PlanAsync(built, tags, keep, cancellationToken) with { ByDigest = request.ByDigest };
        if (own.FindDecided() is not { } decided || own.Changes.Any(change => change.Action == TagAction.Refuse))
            return (built, own, null);

        var target = built.Follow(await built.Repository.GetManifestAsync(decided.After.ToString(), cancellationToken));
        var followed = await PublishPlanner.PlanAsync(target, tags, keep, cancellationToken);

        // While several race for it, the version may name another image by now.
        for (var look = 0; look < MostLooks && followed.Changes.Single(change => change.Tag == decided.Tag).After is var now && now != decided.After; look++)
        {
            decided = decided with { Before = now, After = now };
            target = built.Follow(await built.Repository.GetManifestAsync(now.ToString(), cancellationToken));
            followed = await PublishPlanner.PlanAsync(target, tags, keep, cancellationToken);
        }

        if (decided.Action != TagAction.Keep || decided.After == built.Manifest)
            return (target, followed, null);

        followed = followed with
        {
            Changes = [.. followed.Changes.Select(change => change.Action == TagAction.Unchanged && change.Tag.Mutability == Mutability.Immutable ? change with { Action = TagAction.Keep, Reason = decided.Reason } : change)],
        };
        return (target, followed, await DescribeAsync(built, decided, cancellationToken));
    }

    /// <summary>Plans anew for an image whose version another publisher was faster with.</summary>
    /// <returns>The same with that publisher's image, once it has written all its tags; <c>null</c> where there is a conflict to tell.</returns>
    public async Task<PreparedImage?> FollowAsync(PreparedImage image, CancellationToken cancellationToken)
    {
        var planned = image.Changes.Changes.ToDictionary(change => change.Tag.Value, change => change.Before);
        TagChangePlan? before = null;
        for (var (look, idle) = (0, 0); ; look++)
        {
            var (target, changes, kept) = await PlanAsync(image.Built, image.Tags, cancellationToken);
            if (changes.Changes.Any(change => change.Action == TagAction.Refuse))
                return null;

            idle = before is not null && changes.Changes.SequenceEqual(before.Changes) ? idle + 1 : 0;
            before = changes;
            if (!changes.HasChanges || idle == IdleLooks || look == MostLooks)
            {
                // What somebody else moved meanwhile may be another version's; only a new plan tells.
                foreach (var change in changes.Changes.Where(change => change.Action == TagAction.Move && change.Before != planned[change.Tag.Value]))
                    if (!await IsOfThisReleaseAsync(target, change, cancellationToken))
                        return null;
                return image with { Image = image.Image with { Target = target }, Changes = changes, Kept = kept };
            }

            await Task.Delay(Pause, host.WaitClock, cancellationToken);
        }
    }

    private async Task<bool> IsOfThisReleaseAsync(IPublishTarget target, TagChange change, CancellationToken cancellationToken) =>
        await target.Repository.ResolveAsync(change.Before!.ToString(), cancellationToken) is { } there && await keep.AllowsAsync(target.Repository, there, change.Tag, cancellationToken);

    /// <summary>Whose an image is, receipts tell: those of this machine, else those attached to it.</summary>
    private async Task<KeptImage> DescribeAsync(IPublishTarget built, TagChange decided, CancellationToken cancellationToken)
    {
        bool IsOfImage(ImageReceipt receipt) => receipt.Kind == ReceiptKind.Publish && receipt.Destination == built.Destination && receipt.Digest == decided.After && receipt.Kept is null;

        var receipts = ReceiptFolder.Read(ReceiptFile.FolderIn(request.RepositoryPath)).Receipts.Select(recorded => recorded.Receipt).Where(IsOfImage).ToList();
        if (receipts.Count == 0)
            try
            {
                receipts = [.. (await ReceiptReferrer.ReadAsync(built.Repository, built.Destination, decided.After, cancellationToken)).Receipts.Select(recorded => recorded.Receipt).Where(IsOfImage)];
            }
            catch (PlimsollException exception)
            {
                // Publishing does not depend on it.
                host.Details?.Report($"cannot determine who published {decided.After}: {exception.Message}");
            }

        var first = receipts.MinBy(receipt => receipt.FinishedAt);
        return new KeptImage(decided.Tag.Value, decided.After, built.Image, first?.Actor, first?.FinishedAt, first?.RunUrl);
    }
}
