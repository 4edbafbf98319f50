using System.Text.RegularExpressions;
using Plimsoll.Oci;

namespace Plimsoll.Tags.Strategies;

/// <summary>What a regular expression finds in the git tag that is built; whether it moves is told from the text.</summary>
public sealed record MatchStrategy : TagStrategy
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public override string Name => StrategyNames.Match;

    /// <summary>The regular expression (.NET), found anywhere in the tag.</summary>
    /// <exception cref="ArgumentException">It is no regular expression.</exception>
    public required string Pattern
    {
        get;
        init
        {
            _ = new Regex(value, RegexOptions.CultureInvariant, Timeout);
            field = value;
        }
    }

    /// <summary>The number or name of the group that is the tag. The default is <c>0</c>, all that was found.</summary>
    public string Group { get; init; } = "0";

    internal override void Derive(TagDerivation derivation)
    {
        if (derivation.Context.GitTags is not { Count: > 0 } tags)
        {
            derivation.Skip(this, derivation.Context.Host?.PullRequest is null ? "no git tag is built" : derivation.Context.WhyNoBranch);
            return;
        }

        var found = tags.Select(tag => (Tag: tag, Text: Find(tag))).Where(found => found.Text is { Length: > 0 }).ToList();
        if (found.Count == 0)
            derivation.Skip(this, $"'{Pattern}' finds nothing in {string.Join(", ", tags)}");
        foreach (var (tag, text) in found)
            derivation.AddForeign(this, text!, mutability: null, $"'{Pattern}' in {tag}", $"the git tag '{tag}'", again: Again);
    }

    private string? Again(string tag) => Find(tag) is { Length: > 0 } text && TagText.TrySanitize(text, out var sanitized, Room) ? Prefix + sanitized + Suffix : null;

    private string? Find(string tag)
    {
        try
        {
            return Regex.Match(tag, Pattern, RegexOptions.CultureInvariant, Timeout) is { Success: true } match ? match.Groups[Group].Value : null;
        }
        catch (RegexMatchTimeoutException exception)
        {
            throw PlimsollException.Usage($"The pattern '{Pattern}' takes more than a second for the git tag '{tag}'.", "Write it without nested repetition.", exception);
        }
    }
}
