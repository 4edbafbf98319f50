namespace Plimsoll.Policy.Rules;

/// <summary>Images come only from the registries of <see cref="ImagePolicy.Registries"/>, where there are any.</summary>
internal static class UnknownRegistryRule
{
    /// <summary>Checks one image; <c>null</c> where it is allowed, or where its registry is unknown.</summary>
    public static Finding? Check(ImageUse use, ImagePolicy policy, FileRules rules)
    {
        ArgumentNullException.ThrowIfNull(use);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(rules);
        if (policy.Registries.Count == 0 || (use.Reference ?? use.RangeRepository) is not { } image || policy.Registries.Any(place => Covers(place, image.Name)))
            return null;

        return ImageRules.CreateFinding(RuleNames.UnknownRegistry, Severity.Error, use, rules,
            $"{ImageRules.Describe(use)} comes from '{image.Name}', which policy.registries does not allow.",
            $"Use an image from {string.Join(", ", policy.Registries)}, or add its registry to policy.registries.");
    }

    /// <summary>Whole path components only: <c>ghcr.io/acme</c> does not allow <c>ghcr.io/acme-evil</c>.</summary>
    private static bool Covers(string place, string repository)
    {
        var prefix = place.EndsWith('/') ? place : place + "/";
        return repository.StartsWith(prefix, StringComparison.Ordinal) || repository == place;
    }
}
