using System.Text.RegularExpressions;
using Plimsoll.Oci;

namespace Plimsoll.Tags.Strategies;

/// <summary>What a regular expression matches in the git tag that is built; whether it may move is classified from the text.</summary>
public sealed record MatchStrategy : TagStrategy
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public override string Name => StrategyNames.Match;

    /// <summary>The regular expression (.NET); it may match anywhere in the tag.</summary>
    /// <exception cref="ArgumentException">It is not a valid regular expression.</exception>
    public required string Pattern
    {
        get;
        init
        {
            _ = new Regex(value, RegexOptions.CultureInvariant, Timeout);
            field = value;
        }
    }

    /// <summary>The number or name of the group that is the tag. The default is <c>0</c>, the whole match.</summary>
    public string Group { get; init; } = "0";

    /// <inheritdoc/>
    protected internal override void Derive(TagDerivation derivation)
    {
        if (derivation.Context.GitTags is not { Count: > 0 } tags)
        {
            derivation.Skip(this, derivation.Context.Host?.PullRequest is null && !derivation.Context.IsUnknownRun ? "no git tag at HEAD" : derivation.Context.NoBranchReason);
            return;
        }

        var found = tags.Select(tag => (Tag: tag, Text: Find(tag))).Where(found => found.Text is { Length: > 0 }).ToList();
        if (found.Count == 0)
            derivation.Skip(this, $"'{Pattern}' does not match {string.Join(", ", tags)}");
        foreach (var (tag, text) in found)
            derivation.AddText(this, text!, mutability: null, $"'{Pattern}' matches {tag}", TagDerivation.DescribeGitTag(tag), deriveFromGitTag: DeriveFrom);
    }

    private string? DeriveFrom(string tag) => Find(tag) is { Length: > 0 } text && TagText.TrySanitize(text, out var sanitized, MaximumTextLength) ? Prefix + sanitized + Suffix : null;

    private string? Find(string tag)
    {
        try
        {
            return Regex.Match(tag, Pattern, RegexOptions.CultureInvariant, Timeout) is { Success: true } match ? match.Groups[Group].Value : null;
        }
        catch (RegexMatchTimeoutException exception)
        {
            throw PlimsollException.Usage($"The pattern '{Pattern}' took more than a second on the git tag '{tag}'.", "Write it without nested repetition.", exception);
        }
    }
}
