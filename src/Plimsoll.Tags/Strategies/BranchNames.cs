using System.Text;
using Plimsoll.Oci.Images;
using Plimsoll.Tags.Context;

namespace Plimsoll.Tags.Strategies;

/// <summary>
/// Names branches as tags so that no two share one, whichever run writes it, and none takes a tag that something else names:
/// <c>latest</c>, a version, a line, a commit, a day, or what another rule writes.
/// </summary>
/// <param name="context">The observed state.</param>
/// <param name="rules">All rules.</param>
internal sealed class BranchNames(BuildContext context, TagRules rules)
{
    private const int HashLength = 8;

    /// <summary>The name between a prefix and a suffix; <c>null</c> where nothing of the branch is valid in a tag.</summary>
    public BranchText? Find(string branch, string prefix, string suffix)
    {
        var maximum = MaximumLength(prefix, suffix);
        if (!TagText.TrySanitize(branch, out var text, maximum))
            return null;
        if (GetReason(branch, text, prefix, suffix) is not { } reason)
            return new BranchText(text, null);

        var hashed = WithHash(text, branch, maximum);
        return new BranchText(IsReserved(prefix + hashed + suffix, prefix, suffix) ? WithHash("branch-" + text, branch, maximum) : hashed, reason);
    }

    /// <summary>Every tag that a branch may have in some run, whichever branches and rules there were then.</summary>
    public static IReadOnlyList<string> FindAll(string branch, string prefix, string suffix)
    {
        var maximum = MaximumLength(prefix, suffix);
        return TagText.TrySanitize(branch, out var text, maximum)
            ? [prefix + text + suffix, prefix + WithHash(text, branch, maximum) + suffix, prefix + WithHash("branch-" + text, branch, maximum) + suffix]
            : [];
    }

    private string? GetReason(string branch, string text, string prefix, string suffix)
    {
        var tag = prefix + text + suffix;
        if (IsReserved(tag, prefix, suffix))
            return $"{tag} is reserved for versions, commits, days and latest";
        if (FindRule(branch, tag) is { } rule)
            return $"{tag} is the tag of {rule}";
        if (branch == text)
            return null;

        // Not every clone knows the other branches; what was dropped at an end mostly leaves the name of one.
        return OtherBranches(branch).FirstOrDefault(other => TagText.TrySanitize(other, out var theirs) && theirs == text) is { } same ? $"{tag} is the tag of branch {same}"
            : branch[0] != text[0] || (branch[^1] != text[^1] && branch.Length <= TagText.MaximumLength) ? $"{tag} may be the tag of another branch"
            : null;
    }

    private static bool IsReserved(string tag, string prefix, string suffix)
    {
        var line = tag.EndsWith(suffix, StringComparison.Ordinal) ? tag[..^suffix.Length] : tag;
        var bare = line.StartsWith(prefix, StringComparison.Ordinal) ? line[prefix.Length..] : line;
        return TagClassifier.Classify(tag) == Mutability.Immutable || new[] { tag, line, bare }.Any(ReleaseLines.IsReserved);
    }

    private IEnumerable<string> OtherBranches(string branch) =>
        context.Repository.Branches.Append(context.DefaultBranch).Append(rules.DefaultBranch).OfType<string>().Where(other => other != branch);

    /// <summary>The rule that writes a tag in another run.</summary>
    private string? FindRule(string branch, string tag)
    {
        foreach (var strategy in rules.Strategies.Append(new PullRequestStrategy()))
        {
            var (isIts, what) = strategy switch
            {
                EdgeStrategy edge => ((edge.Branch ?? rules.DefaultBranch ?? context.DefaultBranch) != branch && Around(edge, edge.Value) == tag, $"strategy '{edge.Name}'"),
                ScheduleStrategy schedule => (Around(schedule, schedule.Value) == tag, $"strategy '{schedule.Name}'"),
                PullRequestStrategy => (strategy.WithoutAffixes(tag) is { } number && number.All(char.IsAsciiDigit), "a pull request"),
                _ => (false, ""),
            };
            if (isIts)
                return what;
        }

        return TagRules.IsProductionName(tag) ? "an environment"
            : rules.Environments.Any(environment => TagText.TrySanitize(environment, out var text) && EnvironmentStrategies().Any(strategy => Around(strategy, text) == tag)) ? "an environment"
            : null;
    }

    private IEnumerable<EnvironmentStrategy> EnvironmentStrategies() => rules.Strategies.OfType<EnvironmentStrategy>().DefaultIfEmpty(new EnvironmentStrategy());

    private static string Around(TagStrategy strategy, string text) => strategy.Prefix + text + strategy.Suffix;

    private static int MaximumLength(string prefix, string suffix) => Math.Max(TagText.MaximumLength - prefix.Length - suffix.Length, 2 * (HashLength + 1));

    private static string WithHash(string text, string branch, int maximum) => Shorten(text, maximum - HashLength - 1) + "-" + Hash(branch);

    private static string Shorten(string text, int length) => text.Length <= length ? text : text[..length];

    /// <summary>Begins with a letter, so that it is not taken for the number of a build.</summary>
    private static string Hash(string branch)
    {
        var hex = Digest.Sha256(Encoding.UTF8.GetBytes(branch)).Hex;
        return (char)('a' + (Convert.ToInt32(hex[..1], 16) % 6)) + hex[1..HashLength];
    }
}
