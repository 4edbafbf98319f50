namespace Plimsoll.Tags;

/// <summary>The name of the environment that is deployed to; moving.</summary>
internal static class EnvironmentStrategy
{
    public static void Derive(TagDerivation derivation)
    {
        if (derivation.Context.Environment is not { } environment)
        {
            derivation.Skip(StrategyNames.Environment, "no environment is given");
            return;
        }

        derivation.Add(TagText.Sanitize(environment), StrategyNames.Environment, Mutability.Moving, $"deployed to {environment}");
    }
}
