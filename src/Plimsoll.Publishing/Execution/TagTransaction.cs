using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Planning;
using Plimsoll.Tags;
using Plimsoll.Tags.Strategies;

namespace Plimsoll.Publishing.Execution;

/// <summary>
/// Carries a plan out: blobs, manifests by digest, versions, the commit's own tag, moving tags with <c>latest</c> last, then
/// every tag is read back. Each tag is compared once more directly before it is written, and tags that never move are read
/// back before any moves. If that fails, or is interrupted, moving tags that have been moved go back to what they named.
/// </summary>
internal sealed class TagTransaction
{
    /// <summary>How long a tag's write that is under way may go on once the caller has given up.</summary>
    private static readonly TimeSpan WriteGrace = TimeSpan.FromSeconds(15);

    /// <summary>How often a tag that somebody writes over is looked at again before it counts as theirs.</summary>
    private const int Looks = 5;

    private readonly IPublishTarget _target;
    private readonly SameCommitRule _keep;
    private readonly IProgress<string>? _log;
    private readonly VersionRace _race;
    private readonly VersionLineReconciler _lines;

    /// <param name="target">The image and the way to its destination.</param>
    /// <param name="keep">Which images may keep a tag that never moves.</param>
    /// <param name="clock">The clock of waiting for other publishers.</param>
    /// <param name="log">Takes a text a step; may be <c>null</c>.</param>
    /// <param name="lines">What becomes of tags that follow releases where other versions are published meanwhile; <c>null</c> where there are none.</param>
    public TagTransaction(IPublishTarget target, SameCommitRule keep, TimeProvider clock, IProgress<string>? log, VersionLineReconciler? lines = null)
    {
        (_target, _keep, _log, _lines) = (target, keep, log, lines ?? new VersionLineReconciler(target, owners: null, warnings: null, clock));
        _race = new VersionRace(target, keep, clock, log) { IsGuarded = tag => IsGuarded(tag) };
    }

    /// <summary>What is read back at the end. The default is <see cref="PublishVerification.Tags"/>.</summary>
    public PublishVerification Verification { get; init; }

    /// <summary>Whether the destination holds foreign layers too. The default is <c>false</c>.</summary>
    public bool HoldsForeignLayers { get; init; }

    /// <summary>
    /// The strategy whose tags are written behind all others, so that whoever runs the same again after a failure that could not be
    /// undone finds them as they were, and the rest to do; <c>null</c> (default) for the usual order.
    /// </summary>
    public string? WrittenLast { get; init; }

    /// <summary>
    /// Attaches to the image what must be there before a tag names it: called once, as soon as its manifest is in the registry, with what was
    /// done to send it. <c>null</c> (default) for nothing.
    /// </summary>
    public Func<CopyReport, CancellationToken, Task>? BeforeTags { get; init; }

    /// <summary>Whether a tag is one that only an image may have which was judged for it: another publisher's is not given it. By default none is.</summary>
    public Predicate<Tag> IsGuarded { get; init; } = _ => false;

    /// <summary>The image of another publisher that was faster with a tag that never moves; <c>null</c> where none was.</summary>
    public Descriptor? LostTo { get; private set; }

    /// <summary>Publishes, and returns what was done: the blobs, and the plan with the digests that tags name now.</summary>
    /// <exception cref="PlimsollException">The plan refuses a tag, or the registry moved since it was made (exit code 5).</exception>
    public async Task<(CopyReport Blobs, TagChangePlan Done)> RunAsync(TagChangePlan plan, IProgress<BlobCopy>? progress, CancellationToken cancellationToken)
    {
        plan.ThrowIfRefused();

        // A layout is only files: somebody may have deleted a blob behind its tags' back.
        var blobs = plan.HasChanges || plan.ByDigest || _target.Repository is Plimsoll.Oci.Storage.Layout.OciLayout ? await _target.SendAsync(progress, cancellationToken) : new CopyReport([]);

        var done = plan.Changes.ToDictionary(change => change.Tag.Value);
        var isComplete = BeforeTags is null;
        var moved = new Stack<TagChange>();
        try
        {
            var groups = plan.Changes.Where(change => change.IsWrite).GroupBy(WriteOrder).OrderBy(group => group.Key).ToList();
            foreach (var group in groups)
            {
                await CompleteAsync();
                await WriteAsync(plan, [.. group], done, moved, cancellationToken);

                // Two publishers of one version may both have found the tag free: who lost it must write nothing more.
                if (group.Key <= OfCommit && group != groups[^1])
                    await VerifyAsync([.. groups.TakeWhile(earlier => earlier.Key <= group.Key).SelectMany(earlier => earlier)], done, cancellationToken);
            }

            await CompleteAsync(isLast: true);
            foreach (var settled in await _lines.SettleAsync([.. done.Values.Where(change => change.IsWrite && _race.HasWritten(change.Tag.Value))], cancellationToken))
                done[settled.Tag.Value] = settled;
            await VerifyAsync(plan.Changes, done, cancellationToken);
            await VerifyImagesAsync(plan, done.Values, cancellationToken);
        }
        catch (Exception exception)
        {
            using var deadline = new CancellationTokenSource(OwnTime.Limit);
            LostTo = (exception as LostRaceException)?.Winner;
            if (exception is PlimsollException { Kind: ErrorKind.Conflict })
                await _race.YieldAsync(LostTo, deadline.Token);
            if (moved.Count > 0)
                await new TagRestorer(_target, _lines, _log).RestoreAsync(moved, exception, deadline.Token);
            if (exception is LostRaceException lost)
                throw new PlimsollException(lost.Kind, lost.Message, lost.Advice, lost);
            throw;
        }

        return (blobs, plan with { Changes = [.. plan.Changes.Select(change => done[change.Tag.Value])] });

        // An engine makes the manifest with the first tag that it pushes; where it pushes none, it may have done so in another run.
        async Task CompleteAsync(bool isLast = false)
        {
            if (isComplete || (_target.Manifest is null && !isLast))
                return;

            isComplete = true;
            await BeforeTags!(blobs, cancellationToken);
        }
    }

    private const int OfVersion = 0;

    private const int OfCommit = 1;

    /// <summary>
    /// Versions first: they decide between two publishers. Then the commit's own tag, moving tags, and <c>latest</c> at the very
    /// end; otherwise the order of the plan.
    /// </summary>
    private int WriteOrder(TagChange change) =>
        change.Tag.Strategy == WrittenLast ? 4
        : VersionRace.IsVersion(change.Tag) ? OfVersion
        : change.Tag.Mutability == Mutability.Immutable ? OfCommit
        : change.Tag.Strategy == StrategyNames.Latest || change.Tag.Value == LatestStrategy.Value ? 3 : 2;

    private async Task WriteAsync(TagChangePlan plan, IReadOnlyList<TagChange> changes, Dictionary<string, TagChange> done, Stack<TagChange> moved, CancellationToken cancellationToken)
    {
        var planned = changes.ToDictionary(change => change.Tag.Value);
        using var grace = new DelayedCancellation(WriteGrace, cancellationToken);
        foreach (var (tag, digest) in await _target.PutTagsAsync([.. planned.Keys], MayWriteAsync, grace.Token))
        {
            done[tag] = planned[tag] with { After = digest };
            _log?.Report($"{tag} → {digest}");
        }

        async ValueTask<bool> MayWriteAsync(string tag, CancellationToken token)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var change = planned[tag];
            if (await IsWrittenAlreadyAsync(plan, change, token) is { } already)
            {
                done[tag] = already;
                if (!already.IsWrite)
                    return false;
                change = planned[tag] = already;
            }

            // Before it is written: whether a write that failed was done is found out when it is put back.
            _race.AddWritten(change.Tag);
            if (change.Action == TagAction.Move && !moved.Contains(change))
                moved.Push(change);
            return true;
        }
    }

    /// <summary>The last look before a tag is written: what it names if it may stay so, or the move of a line from what it names now; else <c>null</c>.</summary>
    private async Task<TagChange?> IsWrittenAlreadyAsync(TagChangePlan plan, TagChange planned, CancellationToken cancellationToken)
    {
        for (var look = 0; ; look++)
        {
            var now = await PublishPlanner.CompareAsync(_target, planned.Tag, _keep, cancellationToken);
            if (planned.Tag.Mutability == Mutability.Immutable)
                return await IsTakenAsync(plan, planned, now, cancellationToken);
            if (now.Action == TagAction.Unchanged)
                return planned with { After = now.After };
            if (now.Before == planned.Before)
                return null;
            if (now.Before is { } moved && await _lines.DecideAsync(planned, moved, cancellationToken) is { } decided)
                return decided;

            var text = $"{plan.Destination}:{planned.Tag.Value} was changed by another publisher while this image was being published.\n  planned: {planned.Before?.ToString() ?? "absent"}\n  found:   {now.Before?.ToString() ?? "absent"}";
            if (now.Before is null || await _target.Repository.ResolveAsync(now.Before.ToString(), cancellationToken) is not { } theirs || !await _race.IsRivalAsync(theirs, planned.Tag, cancellationToken))
                return now.Before is { } late && await _lines.DecideAsync(planned, late, cancellationToken) is { } known ? known // A version may name it by now.
                    : now.Before is not null && IsOfDay(planned.Tag) ? planned with { Before = now.Before, Action = TagAction.Move } : throw new PlimsollException(ErrorKind.Conflict, text, "Publish again: a new plan is made from the current state of the registry.");

            // Who is about to give up as well has written our image there meanwhile.
            if (look >= Looks || (await _target.Repository.ResolveAsync(planned.Tag.Value, cancellationToken))?.Digest == theirs.Digest)
                throw new LostRaceException(theirs, text, "Another publisher released the same version at the same time, and its image was kept. Let only one run publish a version.");
        }
    }

    /// <summary>The same for a tag that never moves.</summary>
    private async Task<TagChange?> IsTakenAsync(TagChangePlan plan, TagChange planned, TagChange now, CancellationToken cancellationToken)
    {
        if (now.Before is not { } found)
            return null;

        // What was found at a second attempt, the first one wrote; and who keeps our image may have been faster with its tags.
        if (now.Action == TagAction.Unchanged && (found == _target.Image || found == _target.Manifest || _race.HasWritten(planned.Tag.Value)))
            return planned with { After = found };

        // Branch CI has the same commit, and was first with its own tag; the version is ours.
        if (now.Action == TagAction.Keep && planned.Tag.Strategy == StrategyNames.GitSha && plan.Changes.Any(change => VersionRace.IsVersion(change.Tag)))
            return now;

        var theirs = await _target.Repository.ResolveAsync(found.ToString(), cancellationToken) ?? throw plan.TagConflict(planned.Tag, found, now.After);
        var conflict = plan.TagConflict(planned.Tag, found, _target.Image);

        // Two versions of one commit share its tag.
        if (now.Action != TagAction.Unchanged && !VersionRace.IsVersion(planned.Tag) && _race.HasVersion && !await _race.IsRivalAsync(theirs, planned.Tag, cancellationToken))
            throw conflict;
        throw new LostRaceException(theirs, conflict.Message, conflict.Advice!);
    }

    private async Task VerifyAsync(IReadOnlyList<TagChange> changes, Dictionary<string, TagChange> done, CancellationToken cancellationToken)
    {
        foreach (var change in changes.OrderBy(WriteOrder).Select(change => done[change.Tag.Value]))
        {
            var there = await _target.Repository.ResolveAsync(change.Tag.Value, cancellationToken);
            if (there?.Digest == change.After)
                continue;

            // Another publisher of the same commit wrote its Git SHA tag at the same time; either image is right there.
            if (change.Tag.Strategy == StrategyNames.GitSha && changes.Any(other => VersionRace.IsVersion(other.Tag))
                && await FindOfCommitAsync(change, cancellationToken) is { } ofCommit)
            {
                done[change.Tag.Value] = ofCommit;
                continue;
            }

            there = await _race.SettleAsync(change, there, done, cancellationToken);
            if (there?.Digest == change.After)
                continue;
            if (there is not null && await SettleLineAsync(change, there, cancellationToken) is { } settled)
            {
                done[change.Tag.Value] = settled;
                continue;
            }

            // The same image, which an engine gave another manifest.
            if (there is not null && change.Tag.Mutability == Mutability.Moving && await _target.IsThisImageAsync(there, cancellationToken))
            {
                done[change.Tag.Value] = change with { After = there.Digest };
                continue;
            }

            if (there is not null && IsOfDay(change.Tag) && !_race.IsRival(there.Digest))
                done[change.Tag.Value] = new TagChange(change.Tag, there.Digest, there.Digest, TagAction.Keep, "another build of that day was published at the same time");
            else
                throw Overwritten(change, there);
        }
    }

    /// <summary>What the commit's own tag names, where that is an image of the commit: this one, or one that stays; else <c>null</c>.</summary>
    private async Task<TagChange?> FindOfCommitAsync(TagChange change, CancellationToken cancellationToken)
    {
        var now = await PublishPlanner.CompareAsync(_target, change.Tag, _keep, cancellationToken);

        // Who has lost the version gives this tag back too, and what is recorded of it is to be true then.
        if (now.Action == TagAction.Keep && await _race.IsGivenBackAsync(change.Tag, cancellationToken))
            now = await PublishPlanner.CompareAsync(_target, change.Tag, _keep, cancellationToken);
        return now.Action switch
        {
            TagAction.Keep => now,
            TagAction.Unchanged => change with { After = now.After },
            _ => null,
        };
    }

    /// <summary>What becomes of a tag that another version's publisher wrote after this one: it stays with a higher version, and is written again over a lower one.</summary>
    private async Task<TagChange?> SettleLineAsync(TagChange change, Descriptor there, CancellationToken cancellationToken)
    {
        for (var look = 0; look < Looks; look++)
        {
            if (await _lines.DecideAsync(change, there.Digest, cancellationToken) is not { } decided)
                return null;
            if (!decided.IsWrite)
                return decided;

            await _target.Repository.PutManifestAsync(await _target.Repository.GetManifestAsync(change.After.ToString(), cancellationToken), change.Tag.Value, cancellationToken);
            if (await _lines.SettleAsync([change], cancellationToken) is [var settled])
                return settled;
            if (await _target.Repository.ResolveAsync(change.Tag.Value, cancellationToken) is not { } now)
                return null;
            if (now.Digest == change.After)
                return change;
            there = now;
        }

        return null;
    }

    /// <summary>Whether a tag names the newest build of a day: of several at the same time any one is that.</summary>
    private static bool IsOfDay(Tag tag) => tag is { Mutability: Mutability.Moving, Strategy: StrategyNames.Date };

    private PlimsollException Overwritten(TagChange change, Descriptor? there)
    {
        var text = $"{_target.Destination}:{change.Tag.Value} does not point to the image that was just published.\n  published: {change.After}\n  found:     {there?.Digest.ToString() ?? "nothing"}";
        return there is not null && (change.Tag.Mutability == Mutability.Immutable || (_race.HasWritten(change.Tag.Value) && _race.IsRival(there.Digest)))
            ? new LostRaceException(there, text, "Another publisher wrote the tag at the same time, and its image was kept. Let only one run publish a version.")
            : new PlimsollException(ErrorKind.Conflict, text, "Another publisher wrote the tag at the same time; publish again.");
    }

    private async Task VerifyImagesAsync(TagChangePlan plan, IReadOnlyCollection<TagChange> done, CancellationToken cancellationToken)
    {
        if (plan.ByDigest && await _target.Repository.ResolveAsync(plan.Image.ToString(), cancellationToken) is null)
            throw new PlimsollException(ErrorKind.Transport, $"{plan.Image} was pushed, but is not found in {plan.Destination}.", "Publish again. If it happens again, the registry is probably deleting untagged images: change its retention policy.");
        if (Verification != PublishVerification.Full)
            return;

        IEnumerable<Digest> images = done.Where(change => change.Action != TagAction.Keep).Select(change => change.After);
        foreach (var image in (plan.ByDigest ? images.Prepend(plan.Image) : images).Distinct())
            await ImageVerifier.VerifyAsync(_target.Repository, _target.Destination, image, HoldsForeignLayers, cancellationToken);
    }
}
