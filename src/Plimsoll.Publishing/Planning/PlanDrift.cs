using Plimsoll.Oci;

namespace Plimsoll.Publishing.Planning;

/// <summary>Finds what has changed between a plan and the moment it is to be carried out.</summary>
internal static class PlanDrift
{
    private const string Advice = "Plan again, and review the new plan before publishing it.";

    /// <summary>Checks what is known before anything is derived: another commit has other tags, and its rules may even refuse to give any.</summary>
    /// <exception cref="PlimsollException">Another commit is checked out (exit code 5).</exception>
    public static void CheckCommit(PlannedImage plan, string commit)
    {
        if (plan.Commit != commit)
            throw Moved(plan, [Changed("the commit", plan.Commit, commit)]);
    }

    /// <summary>Compares a plan with what would be planned now.</summary>
    /// <exception cref="PlimsollException">They differ; the message names each difference (exit code 5).</exception>
    public static void Check(PlannedImage plan, PlannedImage now)
    {
        var moved = Differences(plan, now).ToList();
        if (moved.Count > 0)
            throw Moved(plan, moved);
    }

    private static IEnumerable<string> Differences(PlannedImage plan, PlannedImage now)
    {
        if (plan.Dirty != now.Dirty)
            yield return Changed("the working tree", Tree(plan.Dirty), Tree(now.Dirty));
        if (plan.Source.Digest != now.Source.Digest)
            yield return Changed($"the source {now.Source.Name}", plan.Source.Digest.ToString(), now.Source.Digest.ToString());
        if (plan.Destination != now.Destination)
            yield return Changed("the destination", plan.Destination, now.Destination);
        if (plan.Via != now.Via)
            yield return Changed("via", plan.Via, now.Via);
        if (plan.Environment != now.Environment)
            yield return Changed("the environment", plan.Environment ?? "none", now.Environment ?? "none");
        if (plan.Request.Sign?.Key != now.Request.Sign?.Key)
            yield return Changed("the key to sign with", plan.Request.Sign?.Key ?? "none", now.Request.Sign?.Key ?? "none");
        if (plan.PolicyHash != now.PolicyHash)
            yield return Changed("the policy", plan.PolicyHash.ToString(), now.PolicyHash.ToString());
        if (Gates(plan) != Gates(now))
            yield return Changed("the gates", Gates(plan), Gates(now));

        var (before, after) = (plan.Tags.ToLookup(tag => tag.Tag), now.Tags.ToLookup(tag => tag.Tag));
        if (Names(plan) != Names(now))
            yield return Changed("the derived tags", Names(plan), Names(now));
        foreach (var tag in now.Tags.Where(tag => before.Contains(tag.Tag)))
        {
            var planned = before[tag.Tag].First();
            if (planned.Mutability != tag.Mutability)
                yield return Changed($"the tag {tag.Tag}", FormatName(planned.Mutability), FormatName(tag.Mutability));
            if (planned.Before != tag.Before)
                yield return Changed($"{now.Destination}:{tag.Tag}", planned.Before?.ToString() ?? "absent", tag.Before?.ToString() ?? "absent");
            else if (planned.Action != tag.Action && plan.Source.Digest == now.Source.Digest)
                yield return Changed($"the action for {tag.Tag}", FormatName(planned.Action), FormatName(tag.Action));
        }
    }

    private static PlimsollException Moved(PlannedImage plan, IReadOnlyList<string> differences) => new(
        ErrorKind.Conflict,
        $"The current state differs from the plan{(plan.CreatedAt is { } at ? $" of {at:u}" : "")}; nothing was published.\n{string.Join('\n', differences)}",
        Advice);

    private static string Changed(string what, string planned, string found) => $"  {what}\n    planned: {planned}\n    found:   {found}";

    private static string Gates(PlannedImage plan) => plan.Gates is { Count: > 0 } gates ? string.Join("; ", gates) : "none";

    private static string Names(PlannedImage plan) => plan.Tags.Count == 0 ? "none" : string.Join(", ", plan.Tags.Select(tag => tag.Tag));

    private static string Tree(bool isDirty) => isDirty ? "with changes" : "clean";

    private static string FormatName<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
