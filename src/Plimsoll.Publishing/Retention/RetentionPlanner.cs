using System.Globalization;
using System.IO.Enumeration;
using Plimsoll.Oci.Images;
using Plimsoll.Publishing.Configuration;

namespace Plimsoll.Publishing.Retention;

/// <summary>
/// Decides what is deleted: a pure function of what is there, the rules, what is protected and the time. Rules decide about tags;
/// then everything that a kept tag or a protected image reaches stays, whatever else names it.
/// </summary>
internal sealed class RetentionPlanner
{
    private readonly RetentionFacts _facts;
    private readonly RetentionRules _rules;
    private readonly Dictionary<string, int> _ranks;

    private RetentionPlanner(RetentionFacts facts, RetentionRules rules)
    {
        (_facts, _rules) = (facts, rules);
        _ranks = facts.Tags
            .Where(tag => tag.Time is not null)
            .GroupBy(tag => (tag.Read.Kind, tag.Read.Group))
            .SelectMany(group => group.OrderByDescending(tag => tag.Time).ThenBy(tag => tag.Tag, StringComparer.Ordinal).Select((tag, rank) => (tag.Tag, rank)))
            .ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>Makes the plan for a repository.</summary>
    /// <param name="facts">What is known.</param>
    /// <param name="rules">What may be deleted.</param>
    /// <param name="repository">The name of the repository.</param>
    /// <param name="via">How images are deleted.</param>
    public static PrunedRepository Plan(RetentionFacts facts, RetentionRules rules, string repository, string via) => new RetentionPlanner(facts, rules).Plan(repository, via);

    private PrunedRepository Plan(string repository, string via)
    {
        var inventory = _facts.Inventory;
        var decided = _facts.Tags.Where(tag => tag.Read.Subject is null).Select(tag => (Facts: tag, Verdict: Decide(tag))).ToList();
        var candidates = decided.Where(tag => !tag.Verdict.IsKept).Select(tag => tag.Facts).ToList();
        var expired = inventory.Unreadable.Count > 0 ? [] : inventory.Untagged.Where(IsExpired).Select(version => version.Digest).ToList();
        var (doomed, kept) = Sweep.Split(inventory, candidates.Select(tag => tag.Tag).ToHashSet(), expired, _facts.Protected.Keys);

        var tags = decided.Select(tag => Act(tag.Facts, tag.Verdict, doomed, kept))
            .Concat(_facts.Tags.Where(tag => tag.Read.Subject is not null).Select(tag => Follow(tag, doomed)))
            .OrderBy(tag => Array.IndexOf([PlannedAction.Delete, PlannedAction.Untag, PlannedAction.Keep], tag.Action))
            .ThenBy(tag => tag.Kind, StringComparer.Ordinal)
            .ThenBy(tag => tag.Tag, StringComparer.Ordinal)
            .ToList();
        var (blobs, bytes) = Free(doomed);
        return new PrunedRepository
        {
            Repository = repository,
            Via = via,
            Tags = tags,
            Manifests = [.. inventory.SortOuterFirst(doomed).Select(digest => inventory.Manifests[digest]).Select(manifest =>
                new PrunedManifest(manifest.Descriptor.Digest, manifest.Descriptor.MediaType, manifest.Descriptor.Size, [.. inventory.TagsOf[manifest.Descriptor.Digest]]))],
            Broken = [.. inventory.Manifests.Values
                .Select(index => new BrokenIndex(index.Descriptor.Digest, [.. inventory.TagsOf[index.Descriptor.Digest]], [.. index.Children.Select(child => child.Digest).Where(IsMissing)]))
                .Where(index => index.Missing.Count > 0 && !index.Tags.Any(Referrer.IsTag))
                .OrderBy(index => index.Digest.ToString(), StringComparer.Ordinal)],
            Blobs = blobs,
            Bytes = bytes,
        };

        bool IsMissing(Digest digest) => !inventory.Manifests.ContainsKey(digest) && !inventory.Unreadable.ContainsKey(digest);
    }

    /// <summary>Whether a tag is kept by itself, and why.</summary>
    private (bool IsKept, string Reason) Decide(TagFacts tag)
    {
        if (_facts.Inventory.Unreadable.Count > 0 && _facts.Inventory.Unreadable.First() is var (unreadable, why))
            return (true, $"{unreadable} cannot be read, so that it is not known what it needs: {why.TrimEnd('.')}");
        if (_facts.Protected.TryGetValue(tag.Digest, out var reason))
            return (true, reason);
        if (tag.KeptReason is { } own)
            return (true, own);
        if (tag.Read.Kind is TagKind.Release or TagKind.Prerelease or TagKind.Line
            && _rules.DeletedReleases.FirstOrDefault(pattern => FileSystemName.MatchesSimpleExpression(pattern, tag.Tag, ignoreCase: false)) is { } named)
            return (false, $"'{named}' names it");

        return tag.Read.Kind switch
        {
            TagKind.Release => (true, "a released version"),
            TagKind.Line => (true, "it follows the releases"),
            TagKind.Environment => (true, "the tag of an environment"),
            TagKind.Other => (true, "no rule is about this tag"),
            var kind when _rules.Find(kind) is { } rule => Decide(tag, rule),
            var kind => (true, $"no rule is about '{kind}' tags"),
        };
    }

    private (bool IsKept, string Reason) Decide(TagFacts tag, RetentionRule rule)
    {
        var against = new List<string>();
        if (rule.WhileOpen)
        {
            if (tag.Open is not { IsOpen: false })
                return (true, tag.Open?.Reason ?? "it is not known whether it is open");
            against.Add(tag.Open.Reason);
        }

        if ((rule.Age is not null || rule.Count is not null) && tag.Time is null)
            return (true, "its age is unknown: no receipt tells when it was published, and the image does not say when it was made");
        if (rule.Age is { } limit)
        {
            var age = _facts.Now - tag.Time!.Value;
            if (age <= limit)
                return (true, $"{FormatAge(age)} old, at most {RetentionRule.FormatAge(limit)}");
            against.Add($"older than {RetentionRule.FormatAge(limit)}");
        }

        if (rule.Count is { } count)
        {
            if (_ranks[tag.Tag] < count)
                return (true, $"one of the {count} newest '{tag.Read.Kind}' tags{(tag.Read.Group.Length > 0 ? $" {tag.Read.Group}" : "")}");
            against.Add($"not one of the {count} newest");
        }

        return (false, string.Join("; ", against));
    }

    private PrunedTag Act(TagFacts tag, (bool IsKept, string Reason) verdict, HashSet<Digest> doomed, HashSet<Digest> kept)
    {
        var action = verdict.IsKept ? PlannedAction.Keep : doomed.Contains(tag.Digest) ? PlannedAction.Delete : PlannedAction.Untag;
        if (action != PlannedAction.Untag)
            return Planned(action, verdict.Reason);

        var why = WhyNeeded(tag.Digest, kept);
        return _facts.CanUntag
            ? Planned(PlannedAction.Untag, $"{verdict.Reason}; the image stays: {why}")
            : Planned(PlannedAction.Keep, $"{why}, and the registry deletes an image only with all its tags");

        PrunedTag Planned(PlannedAction what, string reason) => new(tag.Tag, tag.Digest, tag.Read.Kind, what, reason, tag.Time);
    }

    /// <summary>What belongs to an image goes with it.</summary>
    private PrunedTag Follow(TagFacts tag, HashSet<Digest> doomed)
    {
        var isOrphan = !_facts.Inventory.Manifests.ContainsKey(tag.Read.Subject!);
        var action = doomed.Contains(tag.Digest) ? PlannedAction.Delete
            : doomed.Contains(tag.Read.Subject!) && _facts.CanUntag ? PlannedAction.Untag
            : PlannedAction.Keep;
        return new PrunedTag(tag.Tag, tag.Digest, tag.Read.Kind, action, isOrphan ? "its image is not here" : $"it belongs to {tag.Read.Subject}", Created: null);
    }

    private string WhyNeeded(Digest image, HashSet<Digest> kept)
    {
        var inventory = _facts.Inventory;
        if (_facts.Protected.TryGetValue(image, out var reason))
            return reason;
        var candidates = _facts.Tags.Where(tag => tag.Digest == image && tag.Read.Subject is null && Decide(tag).IsKept).Select(tag => tag.Tag).Order(StringComparer.Ordinal).ToList();
        if (candidates.Count > 0)
            return $"{string.Join(", ", candidates)} {(candidates.Count == 1 ? "points" : "point")} to it too";
        var needing = inventory.Manifests.Values
            .Where(manifest => kept.Contains(manifest.Descriptor.Digest) && manifest.Descriptor.Digest != image && manifest.Needs.Contains(image))
            .Select(manifest => inventory.TagsOf[manifest.Descriptor.Digest].FirstOrDefault() ?? manifest.Descriptor.Digest.ToString())
            .Order(StringComparer.Ordinal)
            .FirstOrDefault();
        return needing is null ? "something that is kept needs it" : $"{needing} needs it";
    }

    private bool IsExpired(UntaggedVersion version) =>
        _rules.Untagged is { } limit && version.Time is { } time && _facts.Now - time > limit && !_facts.Protected.ContainsKey(version.Digest);

    /// <summary>The blobs that only deleted manifests name.</summary>
    private (int Blobs, long Bytes) Free(HashSet<Digest> doomed)
    {
        var needed = _facts.Inventory.Manifests.Values.Where(manifest => !doomed.Contains(manifest.Descriptor.Digest)).SelectMany(manifest => manifest.Blobs).Select(blob => blob.Digest).ToHashSet();
        var freed = doomed
            .Where(_facts.Inventory.Manifests.ContainsKey)
            .SelectMany(digest => _facts.Inventory.Manifests[digest].Blobs)
            .Where(blob => !blob.IsForeign && !needed.Contains(blob.Digest))
            .DistinctBy(blob => blob.Digest)
            .ToList();
        return (freed.Count, freed.Sum(blob => blob.Size));
    }

    private static string FormatAge(TimeSpan age) => age.TotalDays >= 1 ? $"{Math.Floor(age.TotalDays).ToString(CultureInfo.InvariantCulture)}d" : $"{Math.Max(0, Math.Floor(age.TotalHours)).ToString(CultureInfo.InvariantCulture)}h";
}
