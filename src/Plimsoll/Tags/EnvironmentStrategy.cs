using System.Text.RegularExpressions;

namespace Plimsoll.Tags;

/// <summary>The name of the environment that is deployed to; moving.</summary>
internal static partial class EnvironmentStrategy
{
    /// <summary>Tags that other strategies write, in this run or in another one.</summary>
    [GeneratedRegex(@"^(?:latest|v?[0-9]+(?:\.[0-9]+)?)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Reserved { get; }

    public static void Derive(TagDerivation derivation)
    {
        if (derivation.Context.Environment is not { } environment)
        {
            derivation.Skip(StrategyNames.Environment, "no environment is given");
            return;
        }

        var value = TagText.Sanitize(environment);
        if (TagClassifier.Classify(value) == Mutability.Immutable || Reserved.IsMatch(value))
            throw PlimsollException.Usage(
                $"The environment '{environment}' gives the tag '{value}', which the strategy '{StrategyNames.Environment}' must leave to versions, commits, days and latest.",
                "Name the environment with a word, such as staging.");

        derivation.Add(value, StrategyNames.Environment, Mutability.Moving, $"deployed to {environment}");
    }
}
