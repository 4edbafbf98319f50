using Plimsoll.Images;
using Plimsoll.Storage;
using Plimsoll.Tags;
using Plimsoll.Versioning;

namespace Plimsoll.Publishing;

/// <summary>
/// Carries a plan out: blobs, manifests by digest, immutable tags, moving tags with <c>latest</c> last, then every tag
/// is read back. Tags of one kind are written together, and compared once more directly before. If that fails, moving
/// tags that have been moved go back to what they named.
/// </summary>
internal sealed class Publisher(IPublishRoute route, RepositoryState repository, IProgress<string>? story)
{
    /// <summary>How long putting moved tags back may take once the caller has given up.</summary>
    private static readonly TimeSpan RestoreDeadline = TimeSpan.FromSeconds(60);

    /// <summary>Publishes, and returns what was done: the blobs, and the plan with the digests that tags name now.</summary>
    /// <exception cref="PlimsollException">The plan refuses a tag, or the registry moved since it was made (exit code 5).</exception>
    public async Task<(CopyReport Blobs, PublishPlan Done)> PublishAsync(PublishPlan plan, IProgress<BlobCopy>? progress, CancellationToken cancellationToken)
    {
        plan.ThrowIfRefused();

        // A layout is only files: somebody may have deleted a blob behind its tags' back.
        var blobs = plan.HasChanges || route.Repository is Storage.Layout.OciLayout ? await route.SendAsync(progress, cancellationToken) : new CopyReport([]);

        var done = plan.Changes.ToDictionary(change => change.Tag.Value);
        var moved = new Stack<TagChange>();
        try
        {
            foreach (var group in plan.Changes.Where(change => change.IsWrite).GroupBy(WriteOrder).OrderBy(group => group.Key))
            {
                var missing = new List<TagChange>();
                foreach (var change in group)
                    if (await IsWrittenAlreadyAsync(plan, change, cancellationToken) is { } already)
                        done[change.Tag.Value] = already;
                    else
                        missing.Add(change);

                if (missing.Count > 0)
                    await WriteAsync(missing, done, moved, cancellationToken);
            }

            await VerifyAsync(done.Values, cancellationToken);
        }
        catch (Exception exception) when (moved.Count > 0)
        {
            await RestoreAsync(moved, exception);
            throw;
        }

        return (blobs, plan with { Changes = [.. plan.Changes.Select(change => done[change.Tag.Value])] });
    }

    private async Task WriteAsync(List<TagChange> changes, Dictionary<string, TagChange> done, Stack<TagChange> moved, CancellationToken cancellationToken)
    {
        // Before they are written: whether a write that failed was done is found out when they are put back.
        foreach (var change in changes.Where(change => change.Action == TagAction.Move))
            moved.Push(change);

        var digests = await route.PutTagsAsync([.. changes.Select(change => change.Tag.Value)], cancellationToken);
        foreach (var (change, digest) in changes.Zip(digests))
        {
            done[change.Tag.Value] = change with { After = digest };
            story?.Report($"{change.Tag.Value} → {digest}");
        }
    }

    /// <summary>Immutable before moving, <c>latest</c> at the very end; otherwise the order of the plan.</summary>
    private static int WriteOrder(TagChange change) =>
        change.Tag.Mutability == Mutability.Immutable ? 0 : change.Tag.Strategy == StrategyNames.Latest || change.Tag.Value == LatestStrategy.Value ? 2 : 1;

    /// <summary>The last look before a tag is written: what it names if it may stay so, else <c>null</c>.</summary>
    private async Task<TagChange?> IsWrittenAlreadyAsync(PublishPlan plan, TagChange planned, CancellationToken cancellationToken)
    {
        var now = await PublishPlanner.CompareAsync(route, planned.Tag, repository, cancellationToken);
        if (now.Action == TagAction.Unchanged)
            return planned with { After = now.After };

        // Another publisher has the same commit, and was first.
        if (now.Action == TagAction.Keep)
            return now;
        if (now.Action == TagAction.Refuse)
            throw plan.TagConflict(planned.Tag, now.Before!, now.After);

        if (now.Before != planned.Before)
            throw new PlimsollException(
                ExitCode.TagConflict,
                $"{plan.Destination}:{planned.Tag.Value} was written by somebody else while this image was published.\n  planned: {planned.Before?.ToString() ?? "absent"}\n  found:   {now.Before?.ToString() ?? "absent"}",
                "Publish again: the plan is made anew from what the registry holds now.");
        return null;
    }

    private async Task VerifyAsync(IEnumerable<TagChange> changes, CancellationToken cancellationToken)
    {
        foreach (var change in changes)
        {
            var there = await route.Repository.ResolveAsync(change.Tag.Value, cancellationToken);
            if (there?.Digest != change.After)
                throw new PlimsollException(
                    ExitCode.TagConflict,
                    $"{route.Destination}:{change.Tag.Value} does not name what was published.\n  published: {change.After}\n  found:     {there?.Digest.ToString() ?? "nothing"}",
                    "Another publisher wrote the tag at the same time; publish again.");
        }
    }

    /// <summary>A layout names tags and digests alike behind a colon.</summary>
    private string Named(string tagOrDigest, char separator) =>
        route.Destination + (route.Destination.StartsWith("oci:", StringComparison.Ordinal) ? ':' : separator) + tagOrDigest;

    /// <summary>Puts back what can be put back: a tag that fails does not keep the others where they are.</summary>
    private async Task RestoreAsync(Stack<TagChange> moved, Exception cause)
    {
        using var deadline = new CancellationTokenSource(RestoreDeadline);
        var left = new List<TagChange>();
        Exception? failure = null;
        while (moved.TryPop(out var change))
        {
            try
            {
                await RestoreAsync(change, deadline.Token);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                left.Add(change);
                failure ??= exception;
            }
        }

        if (failure is not null)
            throw new PlimsollException(
                (cause as PlimsollException)?.ExitCode ?? ExitCode.Registry,
                $"Publishing to {route.Destination} failed, and these tags could not be put back: {string.Join(", ", left.Select(change => $"{change.Tag.Value} (was {change.Before})"))}.\n  first failure: {cause.Message}\n  putting back:  {failure.Message}",
                string.Join('\n', left.Select(change => $"Put it back with: plimsoll copy {Named(change.Before!.ToString(), '@')} {Named(change.Tag.Value, ':')}")),
                cause);
    }

    private async Task RestoreAsync(TagChange change, CancellationToken cancellationToken)
    {
        var there = await route.Repository.ResolveAsync(change.Tag.Value, cancellationToken);
        if (there?.Digest == change.Before)
            return;

        // Whoever wrote the tag after us has the newer word.
        if (there is null || !await route.IsThisImageAsync(there, cancellationToken))
        {
            story?.Report($"{change.Tag.Value} was written by somebody else meanwhile and stays: {there?.Digest.ToString() ?? "absent"}");
            return;
        }

        var before = await route.Repository.GetManifestAsync(change.Before!.ToString(), cancellationToken);
        await route.Repository.PutManifestAsync(before, change.Tag.Value, cancellationToken);
        story?.Report($"{change.Tag.Value} went back to {change.Before}");
    }
}
