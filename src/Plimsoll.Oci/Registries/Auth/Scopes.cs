namespace Plimsoll.Oci.Registries.Auth;

/// <summary>
/// Scopes of a bearer token: <c>type:name:action,action</c> (distribution, token authentication). The name may hold
/// <c>host:port</c>, so the type ends at the first colon and the actions begin after the last.
/// </summary>
internal static class Scopes
{
    public const string Catalog = "registry:catalog:*";

    public static string Pull(string repository) => $"repository:{repository}:pull";

    public static string Push(string repository) => $"repository:{repository}:pull,push";

    public static string Delete(string repository) => $"repository:{repository}:delete,pull";

    /// <summary>One scope per resource with the union of its actions, sorted; what has no actions is dropped, what is not a scope is kept as it is.</summary>
    public static IReadOnlyList<string> Merge(IEnumerable<string> scopes)
    {
        var opaque = new HashSet<string>(StringComparer.Ordinal);
        var actionsOf = new Dictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var scope in scopes)
        {
            var last = scope.LastIndexOf(':');
            if (last < 0 || last == scope.IndexOf(':'))
            {
                if (scope.Length > 0)
                    opaque.Add(scope);
                continue;
            }

            var resource = scope[..last];
            if (!actionsOf.TryGetValue(resource, out var actions))
                actionsOf.Add(resource, actions = new SortedSet<string>(StringComparer.Ordinal));
            actions.UnionWith(scope[(last + 1)..].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        }

        var merged = actionsOf
            .Where(entry => entry.Value.Count > 0)
            .Select(entry => $"{entry.Key}:{(entry.Value.Contains("*") ? "*" : string.Join(',', entry.Value))}");
        return [.. opaque.Concat(merged).Order(StringComparer.Ordinal)];
    }

    /// <summary>The order in which they are asked for: those that push first, because some servers read only the first.</summary>
    public static IEnumerable<string> InRequestOrder(IEnumerable<string> scopes) =>
        scopes.OrderByDescending(scope => Actions(scope).Any(action => action is "push" or "*"));

    /// <summary>Whether a token for <paramref name="held"/> serves a request that needs <paramref name="wanted"/>.</summary>
    public static bool Cover(IReadOnlyList<string> held, IReadOnlyList<string> wanted) =>
        wanted.All(scope => held.Contains(scope) || held.Any(other => Covers(other, scope)));

    private static bool Covers(string held, string wanted)
    {
        var last = wanted.LastIndexOf(':');
        return last >= 0
            && held.LastIndexOf(':') == last
            && held.AsSpan(0, last).SequenceEqual(wanted.AsSpan(0, last))
            && Actions(held) is var actions
            && (actions.Contains("*") || Actions(wanted).All(actions.Contains));
    }

    private static string[] Actions(string scope) => scope[(scope.LastIndexOf(':') + 1)..].Split(',');
}
