using Plimsoll.Oci;

namespace Plimsoll.Tags.Strategies;

/// <summary>The name of the environment that is deployed to; moving.</summary>
public sealed record EnvironmentStrategy : TagStrategy
{
    /// <inheritdoc/>
    public override string Name => StrategyNames.Environment;

    /// <inheritdoc/>
    protected internal override void Derive(TagDerivation derivation)
    {
        if (derivation.Context.Environment is not { } environment)
        {
            derivation.Skip(this, "no environment was specified");
            return;
        }

        derivation.Add(this, GetTag(environment), Mutability.Moving, $"deployed to {environment}", $"environment '{environment}'");
    }

    /// <summary>The tag of an environment.</summary>
    /// <exception cref="PlimsollException">It does not give a valid tag, or only a reserved one (exit code 2).</exception>
    internal string GetTag(string environment)
    {
        // The environment was given explicitly, so a name without a valid tag is an error and not a skipped rule.
        if (!TagText.TrySanitize(environment, out var value, MaximumTextLength))
            throw PlimsollException.Usage($"The environment name '{environment}' cannot be converted to a tag: it contains no letter, digit or underscore.");
        value = Prefix + value + Suffix;
        if (TagClassifier.Classify(value) == Mutability.Immutable || ReleaseLines.IsReserved(value) || ReleaseLines.IsReserved(value[..^Suffix.Length]))
            throw PlimsollException.Usage(
                $"Strategy '{StrategyNames.Environment}' derives the tag '{value}' for environment '{environment}', but that tag is reserved for versions, commits, dates and latest.",
                "Choose another name for the environment, such as staging.");
        return value;
    }
}
