using Plimsoll.Oci;

namespace Plimsoll.Publishing.Configuration;

/// <summary>Which tags may be deleted, and which of those are kept all the same (<c>retention:</c>). What no rule is about is kept.</summary>
public sealed record RetentionRules
{
    /// <summary>A rule for each kind of tags that may be deleted. The default is none.</summary>
    public IReadOnlyList<RetentionRule> Rules { get; init; } = [];

    /// <summary>
    /// The age up to which images without a tag are kept where the registry lists them; <c>null</c>, the default, keeps them all.
    /// </summary>
    public TimeSpan? Untagged { get; init; }

    /// <summary>Patterns, with <c>*</c> and <c>?</c>, of tags that are those of branches although nothing else says so. The default is none.</summary>
    public IReadOnlyList<string> BranchTags { get; init; } = [];

    /// <summary>How many former images of each environment are kept to go back to; <c>null</c>, the default, keeps all that receipts tell of.</summary>
    public int? RollbackTargets { get; init; }

    /// <summary>Patterns, with <c>*</c> and <c>?</c>, of released versions that may be deleted, by the tag. The default is none.</summary>
    public IReadOnlyList<string> DeletedReleases { get; init; } = [];

    /// <summary>Whether nothing may be deleted.</summary>
    public bool IsEmpty => Rules.Count == 0 && Untagged is null && DeletedReleases.Count == 0;

    /// <summary>The rule for a kind of tags, or <c>null</c>.</summary>
    internal RetentionRule? Find(string kind) => Rules.FirstOrDefault(rule => rule.Name == kind);

    /// <summary>The same where what is given counts before what was configured, kind by kind.</summary>
    public RetentionRules OverriddenBy(RetentionRules given)
    {
        ArgumentNullException.ThrowIfNull(given);
        return new RetentionRules
        {
            Rules = [.. given.Rules, .. Rules.Where(rule => given.Find(rule.Name) is null)],
            Untagged = given.Untagged ?? Untagged,
            BranchTags = given.BranchTags.Count > 0 ? given.BranchTags : BranchTags,
            RollbackTargets = given.RollbackTargets ?? RollbackTargets,
            DeletedReleases = given.DeletedReleases.Count > 0 ? given.DeletedReleases : DeletedReleases,
        };
    }

    /// <summary>Reads rules as they are written on a line: <c>sha=10</c>. A kind may be named several times.</summary>
    /// <exception cref="PlimsollException">One is not valid (exit code 2).</exception>
    public static IReadOnlyList<RetentionRule> ParseAll(IEnumerable<string> lines) =>
    [
        .. lines
            .Select(line => line.Split('=', 2) is [{ Length: > 0 } name, { Length: > 0 } value] ? (Name: name, Value: value) : throw PlimsollException.Usage($"'{line}' is not a retention rule.", "Write KIND=NUMBER or KIND=AGE, such as sha=10 or date=90d."))
            .GroupBy(line => line.Name, StringComparer.Ordinal)
            .Select(kind => RetentionRule.Parse(kind.Key, kind.Select(line => line.Value))),
    ];

    /// <summary>Checks a pattern of released versions: it must say which.</summary>
    /// <exception cref="PlimsollException">It could be any version (exit code 2).</exception>
    public static string CheckRelease(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        return pattern.Any(char.IsAsciiDigit)
            ? pattern
            : throw PlimsollException.Usage($"'{pattern}' does not say which released versions may be deleted.", "Name them, such as 1.* or 2.0.1.");
    }
}
