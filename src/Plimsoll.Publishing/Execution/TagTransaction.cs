using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Planning;
using Plimsoll.Tags;
using Plimsoll.Tags.Strategies;

namespace Plimsoll.Publishing.Execution;

/// <summary>
/// Carries a plan out: blobs, manifests by digest, immutable tags, moving tags with <c>latest</c> last, then every tag
/// is read back. Each tag is compared once more directly before it is written, and tags that never move are read back
/// before any moves. If that fails, or is interrupted, moving tags that have been moved go back to what they named.
/// </summary>
internal sealed class TagTransaction(IPublishTarget target, string commit, IProgress<string>? log)
{
    /// <summary>How long putting moved tags back may take once the caller has given up.</summary>
    private static readonly TimeSpan RestoreDeadline = TimeSpan.FromSeconds(60);

    /// <summary>How long a tag's write that is under way may go on once the caller has given up.</summary>
    private static readonly TimeSpan WriteGrace = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How often a version is read again that another publisher is about to give back (<see cref="VersionRace"/>): longer
    /// than that takes, however far away the registry is.
    /// </summary>
    private const int HandOverReads = 100;

    /// <summary>The same for a moving tag, which the other publisher gives up only when it has waited for the version itself.</summary>
    private const int LateHandOverReads = 6 * HandOverReads;

    private const int Immutable = 0;

    private readonly VersionRace _race = new(target, log);

    /// <summary>What is read back at the end. The default is <see cref="PublishVerification.Tags"/>.</summary>
    public PublishVerification Verification { get; init; }

    /// <summary>Whether the destination holds foreign layers too. The default is <c>false</c>.</summary>
    public bool HoldsForeignLayers { get; init; }

    /// <summary>Publishes, and returns what was done: the blobs, and the plan with the digests that tags name now.</summary>
    /// <exception cref="PlimsollException">The plan refuses a tag, or the registry moved since it was made (exit code 5).</exception>
    public async Task<(CopyReport Blobs, TagChangePlan Done)> RunAsync(TagChangePlan plan, IProgress<BlobCopy>? progress, CancellationToken cancellationToken)
    {
        plan.ThrowIfRefused();

        // A layout is only files: somebody may have deleted a blob behind its tags' back.
        var blobs = plan.HasChanges || plan.ByDigest || target.Repository is Plimsoll.Oci.Storage.Layout.OciLayout ? await target.SendAsync(progress, cancellationToken) : new CopyReport([]);

        var done = plan.Changes.ToDictionary(change => change.Tag.Value);
        var moved = new Stack<TagChange>();
        try
        {
            foreach (var group in plan.Changes.Where(change => change.IsWrite).GroupBy(WriteOrder).OrderBy(group => group.Key))
            {
                await WriteAsync(plan, [.. group.OrderBy(change => change.Tag.Strategy != StrategyNames.GitSha)], done, moved, cancellationToken);

                // Two publishers of one version may both have found the tag free: who lost it must move nothing.
                if (group.Key == Immutable && plan.Changes.Any(change => change.IsWrite && WriteOrder(change) != Immutable))
                    await VerifyAsync([.. group.Select(change => done[change.Tag.Value])], done, mayWait: false, cancellationToken);
            }

            await VerifyAsync([.. done.Values], done, mayWait: true, cancellationToken);
            if (plan.ByDigest && await target.Repository.ResolveAsync(plan.Image.ToString(), cancellationToken) is null)
                throw new PlimsollException(ErrorKind.Transport, $"{plan.Destination} does not hold {plan.Image}, which was just sent.", "Publish again. If this persists, the registry removes untagged images.");
            if (plan.ByDigest && Verification == PublishVerification.Full)
                await ImageVerifier.VerifyAsync(target.Repository, target.Destination, plan.Image, HoldsForeignLayers, cancellationToken);
            if (Verification == PublishVerification.Full)
                foreach (var image in done.Values.Where(change => change.Action != TagAction.Keep).Select(change => change.After).Distinct())
                    await ImageVerifier.VerifyAsync(target.Repository, target.Destination, image, HoldsForeignLayers, cancellationToken);
        }
        catch (Exception exception)
        {
            using var deadline = new CancellationTokenSource(RestoreDeadline);
            if (exception is PlimsollException { Kind: ErrorKind.Conflict })
                await _race.ConcedeAsync(deadline.Token);
            if (moved.Count > 0)
                await RestoreAsync(moved, exception, deadline.Token);
            throw;
        }

        return (blobs, plan with { Changes = [.. plan.Changes.Select(change => done[change.Tag.Value])] });
    }

    private async Task WriteAsync(TagChangePlan plan, IReadOnlyList<TagChange> changes, Dictionary<string, TagChange> done, Stack<TagChange> moved, CancellationToken cancellationToken)
    {
        var planned = changes.ToDictionary(change => change.Tag.Value);
        using var grace = new DelayedCancellation(WriteGrace, cancellationToken);
        foreach (var (tag, digest) in await target.PutTagsAsync([.. planned.Keys], MayWriteAsync, grace.Token))
        {
            done[tag] = planned[tag] with { After = digest };
            log?.Report($"{tag} → {digest}");
        }

        async ValueTask<bool> MayWriteAsync(string tag, CancellationToken token)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var change = planned[tag];
            if (await IsWrittenAlreadyAsync(plan, change, token) is { } already)
            {
                done[tag] = already;
                return false;
            }

            // Before it is written: whether a write that failed was done is found out when it is put back.
            _race.AddWritten(change.Tag);
            if (change.Action == TagAction.Move && !moved.Contains(change))
                moved.Push(change);
            return true;
        }
    }

    /// <summary>
    /// Immutable before moving, <c>latest</c> at the very end; otherwise the order of the plan, but a Git SHA tag first: with
    /// the first tag an engine sends the layers, and the longer that takes, the older is the last look at the tag.
    /// </summary>
    private static int WriteOrder(TagChange change) =>
        change.Tag.Mutability == Mutability.Immutable ? Immutable : change.Tag.Strategy == StrategyNames.Latest || change.Tag.Value == LatestStrategy.Value ? 2 : 1;

    /// <summary>The last look before a tag is written: what it names if it may stay so, else <c>null</c>.</summary>
    private async Task<TagChange?> IsWrittenAlreadyAsync(TagChangePlan plan, TagChange planned, CancellationToken cancellationToken)
    {
        var now = await PublishPlanner.CompareAsync(target, planned.Tag, commit, cancellationToken);
        if (now.Action == TagAction.Unchanged)
            return planned with { After = now.After };

        // Another publisher has the same commit, and was first.
        if (now.Action == TagAction.Keep)
            return now;
        if (now.Action == TagAction.Refuse)
            throw plan.TagConflict(planned.Tag, now.Before!, now.After);

        if (now.Before == planned.Before)
            return null;

        if (planned.Tag.Mutability == Mutability.Moving)
            _race.AddConflict(planned.Tag.Value);
        throw new PlimsollException(
            ErrorKind.Conflict,
            $"{plan.Destination}:{planned.Tag.Value} was written by somebody else while this image was published.\n  planned: {planned.Before?.ToString() ?? "absent"}\n  found:   {now.Before?.ToString() ?? "absent"}",
            "Publish again: a new plan is made from the current state of the registry.");
    }

    private async Task VerifyAsync(IReadOnlyList<TagChange> changes, Dictionary<string, TagChange> done, bool mayWait, CancellationToken cancellationToken)
    {
        foreach (var change in changes)
        {
            var there = await target.Repository.ResolveAsync(change.Tag.Value, cancellationToken);
            if (there?.Digest != change.After && mayWait)
                there = await ReadAgainAsync(change, there, cancellationToken);
            if (there?.Digest == change.After)
                continue;

            // Another publisher of the same commit wrote its Git SHA tag at the same time; either image is right there.
            if (change.Tag.Strategy == StrategyNames.GitSha
                && await PublishPlanner.CompareAsync(target, change.Tag, commit, cancellationToken) is { Action: TagAction.Keep } kept)
                done[change.Tag.Value] = kept;
            else
                throw new PlimsollException(
                    ErrorKind.Conflict,
                    $"{target.Destination}:{change.Tag.Value} does not name what was published.\n  published: {change.After}\n  found:     {there?.Digest.ToString() ?? "nothing"}",
                    "Another publisher wrote the tag at the same time; publish again.");
        }
    }

    /// <summary>Reads a tag until it names what was published, as long as another publisher of the same version may be about to give it back.</summary>
    private async Task<Descriptor?> ReadAgainAsync(TagChange change, Descriptor? there, CancellationToken cancellationToken)
    {
        var isMoving = change.Tag.Mutability == Mutability.Moving;
        if (isMoving ? there is null || !await _race.IsRivalAsync(there, cancellationToken) : change.Tag.Strategy == StrategyNames.GitSha || !_race.HasCreated(change.Tag.Value))
            return there;

        for (var read = 0; read < (isMoving ? LateHandOverReads : HandOverReads) && there?.Digest != change.After; read++)
            there = await target.Repository.ResolveAsync(change.Tag.Value, cancellationToken);
        return there;
    }

    /// <summary>A layout names tags and digests alike behind a colon.</summary>
    private string Named(string tagOrDigest, char separator) =>
        target.Destination + (target.Destination.StartsWith("oci:", StringComparison.Ordinal) ? ':' : separator) + tagOrDigest;

    /// <summary>Puts back what can be put back: a tag that fails does not keep the others where they are.</summary>
    private async Task RestoreAsync(Stack<TagChange> moved, Exception cause, CancellationToken cancellationToken)
    {
        var left = new List<(TagChange Change, string Names)>();
        Exception? failure = null;
        while (moved.TryPop(out var change))
        {
            try
            {
                await RestoreAsync(change, cancellationToken);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                left.Add((change, await DescribeTargetAsync(change.Tag.Value, cancellationToken)));
                failure ??= exception;
            }
        }

        if (failure is not null)
            throw new PlimsollException(
                (cause as PlimsollException)?.Kind ?? (cause is OperationCanceledException ? ErrorKind.Cancelled : ErrorKind.Transport),
                $"Publishing to {target.Destination} failed, and these tags could not be restored: {string.Join(", ", left.Select(tag => $"{tag.Change.Tag.Value} (was {tag.Change.Before}, now {tag.Names})"))}.\n  first failure: {cause.Message}\n  restoring:     {failure.Message}",
                string.Join('\n', left.Select(tag => $"Restore it with: plimsoll copy {Named(tag.Change.Before!.ToString(), '@')} {Named(tag.Change.Tag.Value, ':')}")),
                cause);
    }

    private async Task<string> DescribeTargetAsync(string tag, CancellationToken cancellationToken)
    {
        try
        {
            return (await target.Repository.ResolveAsync(tag, cancellationToken))?.Digest.ToString() ?? "absent";
        }
        catch (Exception exception) when (exception is PlimsollException or OperationCanceledException)
        {
            return "unknown";
        }
    }

    private async Task RestoreAsync(TagChange change, CancellationToken cancellationToken)
    {
        var there = await target.Repository.ResolveAsync(change.Tag.Value, cancellationToken);
        if (there?.Digest == change.Before)
            return;

        // Whoever wrote the tag after us knows better.
        if (there is null || !await target.IsThisImageAsync(there, cancellationToken))
        {
            log?.Report($"{change.Tag.Value} was written by somebody else meanwhile and is kept: {there?.Digest.ToString() ?? "absent"}");
            return;
        }

        var before = await target.Repository.GetManifestAsync(change.Before!.ToString(), cancellationToken);
        await target.Repository.PutManifestAsync(before, change.Tag.Value, cancellationToken);
        log?.Report($"{change.Tag.Value} was restored to {change.Before}");
    }
}
