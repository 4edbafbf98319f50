using System.Collections.Concurrent;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Execution;

namespace Plimsoll.Publishing.Retention;

/// <summary>Deletes from one repository what a plan says, as far as it is still true.</summary>
/// <param name="host">Registries and clock.</param>
/// <param name="planned">The plan.</param>
/// <param name="rules">The rules that it was made by.</param>
/// <param name="progress">Takes how far it is.</param>
internal sealed class PruneRun(PlimsollHost host, PrunedRepository planned, RetentionRules rules, IProgress<PruneProgress>? progress)
{
    /// <summary>How long a deletion under way may take after the user gave up, so that it is known whether it was done.</summary>
    private static readonly TimeSpan DeleteGrace = TimeSpan.FromSeconds(10);

    private readonly ConcurrentBag<DeletedTag> _tags = [];
    private readonly ConcurrentBag<Digest> _manifests = [];
    private readonly ConcurrentBag<LeftImage> _left = [];
    private readonly ConcurrentDictionary<Digest, bool> _spared = new();
    private int _done;

    /// <summary>Reads everything again, and deletes.</summary>
    /// <exception cref="PlimsollException">The registry refuses or fails (exit codes 1, 4, 7).</exception>
    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        var name = ImageReference.Parse(planned.Repository);
        var repository = host.OpenRegistry(name, RepositoryAccess.Pull);
        using var deleter = ImageDeleters.Open(host, repository, planned.Via == "github" ? DeletionWay.GitHub : DeletionWay.Registry);
        var facts = await new RetentionCollector(host, repository, rules with { Rules = [] }, new GitFacts(), progress).ReadAsync(deleter, planned.Manifests.Select(manifest => manifest.Digest), cancellationToken);
        var inventory = facts.Inventory;
        var doomed = FindDeletable(facts);

        var order = inventory.SortOuterFirst(doomed);
        var total = order.Count;
        foreach (var level in Levels(inventory, order))
            await Parallel.ForEachAsync(
                level,
                new ParallelOptions { MaxDegreeOfParallelism = deleter.Parallelism, CancellationToken = cancellationToken },
                async (digest, token) =>
                {
                    await DeleteAsync(deleter, inventory, digest, token);
                    progress?.Report(new PruneProgress(planned.Repository, IsDeleting: true, Interlocked.Increment(ref _done), total));
                });

        foreach (var tag in planned.Tags.Where(tag => tag.Action == PlannedAction.Untag && IsUnmoved(inventory, tag)))
        {
            // What was protected since is not touched, nor is what a planned deletion took along.
            if (facts.Protected.TryGetValue(tag.Digest, out var reason))
                _left.Add(new LeftImage(tag.Tag, tag.Digest, reason, IsDrift: true));
            else if (await deleter.UntagAsync(tag.Tag, tag.Digest, [.. inventory.TagsOf[tag.Digest].Where(other => other != tag.Tag && !_tags.Any(gone => gone.Tag == other))], cancellationToken))
                _tags.Add(new DeletedTag(tag.Tag, tag.Digest));
            else
                _left.Add(new LeftImage(tag.Tag, tag.Digest, "the registry deletes an image only with all its tags", IsDrift: false));
        }
    }

    /// <summary>What was done, so far.</summary>
    public PrunedRepositoryReceipt ToReceipt() => new()
    {
        Repository = planned.Repository,
        Via = planned.Via,
        Tags = [.. _tags.OrderBy(tag => tag.Tag, StringComparer.Ordinal)],
        Manifests = [.. _manifests.OrderBy(digest => digest.ToString(), StringComparer.Ordinal)],
        Left = [.. _left.OrderBy(left => left.Tag, StringComparer.Ordinal).ThenBy(left => left.Digest.ToString(), StringComparer.Ordinal)],
        Bytes = planned.Bytes,
    };

    /// <summary>What the plan deletes and nothing needs now. Where more belongs to an image by now than the plan says, somebody is at work with it.</summary>
    private HashSet<Digest> FindDeletable(RetentionFacts facts)
    {
        var inventory = facts.Inventory;
        var wanted = planned.Manifests.Select(manifest => manifest.Digest).ToHashSet();
        if (inventory.Unreadable.Count > 0 && inventory.Unreadable.First() is var (unreadable, why))
        {
            foreach (var digest in wanted)
                Leave(inventory, digest, $"{unreadable} cannot be read, so that it is not known what it needs: {why.TrimEnd('.')}");
            return [];
        }

        var (going, moved) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<Digest>());
        foreach (var tag in planned.Tags.Where(tag => tag.Action != PlannedAction.Keep))
            if (IsUnmoved(inventory, tag))
                going.Add(tag.Tag);
            else if (inventory.Tags.ContainsKey(tag.Tag))
                moved.Add(tag.Digest);

        var untagged = wanted.Where(digest => inventory.TagsOf[digest].All(going.Contains)).ToList();
        var (doomed, _) = Sweep.Split(inventory, going, untagged, facts.Protected.Keys);
        var deletable = new HashSet<Digest>();
        foreach (var digest in wanted.Where(inventory.Manifests.ContainsKey))
            if (!doomed.Contains(digest))
                Leave(inventory, digest, facts.Protected.GetValueOrDefault(digest) ?? "something that stays needs it now");
            else if (inventory.Own([digest]).FirstOrDefault(other => doomed.Contains(other) && !wanted.Contains(other)) is { } more)
                Leave(inventory, digest, $"{more} belongs to it since the plan was made");
            else if (!moved.Contains(digest))
                deletable.Add(digest);

        // What is left keeps what belongs to it.
        var left = inventory.Reach(wanted.Where(digest => inventory.Manifests.ContainsKey(digest) && !deletable.Contains(digest)));
        foreach (var digest in deletable.Where(digest => left.Contains(digest) && inventory.TagsOf[digest].Any()))
            Leave(inventory, digest, "an image that was left needs it");
        deletable.ExceptWith(left);

        return deletable;
    }

    private async Task DeleteAsync(IImageDeleter deleter, RepositoryInventory inventory, Digest digest, CancellationToken cancellationToken)
    {
        if (_spared.ContainsKey(digest))
            return;

        var tags = inventory.TagsOf[digest].ToList();
        var (reason, isDrift) = ((string?)null, false);
        try
        {
            using var grace = new DelayedCancellation(DeleteGrace, cancellationToken);
            reason = await deleter.DeleteAsync(digest, tags, grace.Token);
        }
        catch (PlimsollException exception) when (exception.Kind == ErrorKind.Conflict)
        {
            (reason, isDrift) = (exception.Message.TrimEnd('.'), true);
        }

        if (reason is not null)
        {
            // What belongs to it has not been deleted yet, and is not then.
            Leave(inventory, digest, reason, isDrift);
            foreach (var own in inventory.Own([digest]))
                _spared[own] = true;
            return;
        }

        _manifests.Add(digest);
        foreach (var tag in tags)
            _tags.Add(new DeletedTag(tag, digest));
    }

    /// <summary>A tag that is gone has been deleted by somebody else, which is no loss.</summary>
    private bool IsUnmoved(RepositoryInventory inventory, PrunedTag tag)
    {
        if (!inventory.Tags.TryGetValue(tag.Tag, out var now))
            return false;
        if (now == tag.Digest)
            return true;
        if (!_left.Any(left => left.Tag == tag.Tag))
            _left.Add(new LeftImage(tag.Tag, tag.Digest, $"it points to {now} now", IsDrift: true));
        return false;
    }

    private void Leave(RepositoryInventory inventory, Digest digest, string reason, bool isDrift = true)
    {
        var tags = planned.Tags.Where(tag => tag.Digest == digest && tag.Action == PlannedAction.Delete && inventory.Tags.GetValueOrDefault(tag.Tag) == digest).Select(tag => tag.Tag).DefaultIfEmpty(null);
        foreach (var tag in tags)
            _left.Add(new LeftImage(tag, digest, reason, isDrift));
    }

    /// <summary>Some registries refuse to delete what an index lists: each manifest waits for those that list it, and for what it is attached to.</summary>
    private static IEnumerable<IReadOnlyList<Digest>> Levels(RepositoryInventory inventory, IReadOnlyList<Digest> outerFirst)
    {
        var depth = outerFirst.ToDictionary(digest => digest, _ => 0);
        foreach (var digest in outerFirst)
            foreach (var next in inventory.Manifests[digest].Attached.Where(depth.ContainsKey))
                depth[next] = Math.Max(depth[next], depth[digest] + 1);
        return outerFirst.GroupBy(digest => depth[digest]).OrderBy(level => level.Key).Select(level => (IReadOnlyList<Digest>)[.. level]);
    }
}
