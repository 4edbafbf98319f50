using System.Text.RegularExpressions;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Tags.Strategies;

/// <summary>Explains why a git tag that was probably meant as a release is not one, and how to correct it.</summary>
internal static partial class ReleaseTagHint
{
    /// <summary>What is wrong with a tag that is not a release; <c>null</c> where it was hardly meant as one.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="rules">The rules that it is not a release by.</param>
    /// <param name="isBuilt">Whether the tag is what is built, and not one of several at the commit of a branch, as other components have.</param>
    public static string? Describe(string tag, TagRules rules, bool isBuilt)
    {
        if (new IgnoredTags(rules.IgnoreTags).Contains(tag))
            return $"{tag} is ignored because of 'ignoreTags' in plimsoll.yml";
        if (ReleaseTag.RemovePrefix(tag, rules.TagPrefix) is not { } text)
            return isBuilt ? $"{tag} does not start with the prefix '{rules.TagPrefix}'" : null;

        var prefix = tag[..^text.Length];
        if (Numbers.Match(text) is { Success: true } numbers && numbers.Groups["number"].Captures is { Count: not 3 } parts)
            return parts.Count < 3
                ? $"{tag} has {parts.Count} of the three numbers of a semantic version: tag {prefix}{text}{string.Concat(Enumerable.Repeat(".0", 3 - parts.Count))}, or use the strategy '{StrategyNames.Pep440}' or '{StrategyNames.Match}'"
                : $"{tag} has {parts.Count} numbers, but a semantic version has three: use the strategy '{StrategyNames.Pep440}' or '{StrategyNames.Match}'";
        if (LeadingZero.Replace(text, "") is var withoutZeros && withoutZeros != text && SemanticVersion.TryParse(withoutZeros, out _))
            return $"{tag} has a number with a leading zero: tag {prefix}{withoutZeros}, or use the strategy '{StrategyNames.Match}'";
        if (Undashed.Match(text) is { Success: true } undashed && SemanticVersion.TryParse($"{undashed.Groups["core"].Value}-{undashed.Groups["rest"].Value}", out var dashed))
            return $"{tag} has no dash before '{undashed.Groups["rest"].Value}': tag {prefix}{dashed.ToFullString()}, or use the strategy '{StrategyNames.Pep440}' or '{StrategyNames.Match}'";
        if (text.Contains('_', StringComparison.Ordinal) && text.Replace('_', '+') is var withMetadata && SemanticVersion.TryParse(withMetadata, out _))
            return $"{tag} has an underscore, which starts build metadata only in image tags: tag {prefix}{withMetadata}, or use the strategy '{StrategyNames.Match}'";
        if (Prefixed.Match(text) is { Success: true } other && SemanticVersion.TryParse(text[other.Length..], out _))
            return $"{tag} has the prefix '{prefix}{other.Value}': write 'version: {{ tagPrefix: \"{prefix}{other.Value}\" }}' in plimsoll.yml, or a component with that 'tagPrefix'";
        return null;
    }

    [GeneratedRegex(@"\A(?<number>[0-9]+)(?:\.(?<number>[0-9]+))*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Numbers { get; }

    [GeneratedRegex(@"(?<![0-9A-Za-z-])0+(?=[0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex LeadingZero { get; }

    [GeneratedRegex(@"\A(?<core>[0-9]+\.[0-9]+\.[0-9]+)[._]?(?<rest>[A-Za-z][0-9A-Za-z.+-]*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Undashed { get; }

    [GeneratedRegex(@"\A[^0-9].*?(?=[0-9]+\.[0-9]+\.[0-9]+)(?<![0-9.])", RegexOptions.CultureInvariant)]
    private static partial Regex Prefixed { get; }
}
