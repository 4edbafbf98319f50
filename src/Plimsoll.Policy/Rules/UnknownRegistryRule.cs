namespace Plimsoll.Policy.Rules;

/// <summary>Images come only from the places of <see cref="ImagePolicy.Registries"/>, where there are any.</summary>
public static class UnknownRegistryRule
{
    /// <summary>Checks one image; <c>null</c> where it is allowed, or where its registry cannot be told.</summary>
    public static Finding? Check(ImageUse use, ImagePolicy policy, FileRules rules)
    {
        ArgumentNullException.ThrowIfNull(use);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(rules);
        if (policy.Registries.Count == 0 || use.Reference is not { } image || policy.Registries.Any(place => Covers(place, image.Name)))
            return null;

        return ImageRules.Finding(RuleNames.UnknownRegistry, Severity.Error, use, rules,
            $"{ImageRules.Name(use)} comes from '{image.Name}', which is none of the places that the policy allows.",
            $"Take it from {string.Join(", ", policy.Registries)}, or add its place to 'policy.registries'.");
    }

    /// <summary>Whole parts only: <c>ghcr.io/acme</c> does not allow <c>ghcr.io/acme-evil</c>.</summary>
    private static bool Covers(string place, string repository)
    {
        var prefix = place.EndsWith('/') ? place : place + "/";
        return repository.StartsWith(prefix, StringComparison.Ordinal) || repository == place;
    }
}
