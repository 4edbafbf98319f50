using Plimsoll.Oci;
using Plimsoll.Tags;
using Plimsoll.Tags.Strategies;

namespace Plimsoll.Publishing.Configuration;

/// <summary>Derives the tags that point to the image of an environment.</summary>
internal static class EnvironmentTags
{
    /// <summary>
    /// The environment's own tags, each once. The first one is the one that is read to find the image that the environment
    /// has. They are the tags that publishing to it would write, whatever branch or event the rules name: a promotion has neither.
    /// </summary>
    /// <exception cref="PlimsollException">The environment's name cannot be made a tag (exit code 2).</exception>
    public static IReadOnlyList<Tag> Derive(string environment, TagRules rules)
    {
        var strategies = rules.Strategies.OfType<EnvironmentStrategy>().Where(strategy => IsFor(strategy.When, environment)).DefaultIfEmpty(new EnvironmentStrategy());
        return [.. strategies
            .Select(strategy => strategy.GetTag(environment))
            .Distinct(StringComparer.Ordinal)
            .Select(value => new Tag(value, StrategyNames.Environment, Mutability.Moving, $"deployed to {environment}"))];
    }

    /// <summary>The environment's own tags; none where its name cannot be made a tag.</summary>
    public static IReadOnlyList<string> Find(string environment, TagRules rules)
    {
        try
        {
            return [.. Derive(environment, rules).Select(tag => tag.Value)];
        }
        catch (PlimsollException)
        {
            return [];
        }
    }

    private static bool IsFor(TagCondition condition, string environment) =>
        condition.Environments.Count == 0
        || condition.Environments.Any(pattern => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, environment, ignoreCase: false));
}
