using Plimsoll.Oci;

namespace Plimsoll.Tags.Strategies;

/// <summary>The name of the environment that is deployed to; moving.</summary>
public sealed record EnvironmentStrategy : TagStrategy
{
    /// <inheritdoc/>
    public override string Name => StrategyNames.Environment;

    internal override void Derive(TagDerivation derivation)
    {
        if (derivation.Context.Environment is not { } environment)
        {
            derivation.Skip(this, "no environment is given");
            return;
        }

        derivation.Add(this, TagOf(environment), Mutability.Moving, $"deployed to {environment}", $"the environment '{environment}'");
    }

    /// <summary>The tag of an environment.</summary>
    /// <exception cref="PlimsollException">It cannot be made a tag, or only one of a form that is left to others (exit code 2).</exception>
    internal string TagOf(string environment)
    {
        // Where it is deployed to is what somebody has just typed: that it has no tag is an error, not a reason to go on.
        if (!TagText.TrySanitize(environment, out var value, Room))
            throw PlimsollException.Usage($"The environment '{environment}' cannot be made a tag: it has no letter, digit or underscore.");
        value = Prefix + value + Suffix;
        if (TagClassifier.Classify(value) == Mutability.Immutable || ReleaseLines.IsReserved(value) || ReleaseLines.IsReserved(value[..^Suffix.Length]))
            throw PlimsollException.Usage(
                $"The environment '{environment}' gives the tag '{value}', which the strategy '{StrategyNames.Environment}' must leave to versions, commits, days and latest.",
                "Name the environment with a word, such as staging.");
        return value;
    }
}
