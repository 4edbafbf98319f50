using Plimsoll.Signing.Documents;

namespace Plimsoll.Signing.Keyless.Signing;

/// <summary>Which services of a signing configuration are used.</summary>
/// <param name="Selector">How many.</param>
/// <param name="Count">The number of <see cref="ServiceSelector.Exact"/>.</param>
internal sealed record ServiceSelection(ServiceSelector? Selector, int Count)
{
    /// <summary>Reads it. Without a selector no service is to be there.</summary>
    /// <exception cref="MalformedException">It is not a selection.</exception>
    public static ServiceSelection Read(string what, JsonMembers parent, string member)
    {
        if (parent.FindObject(member) is not { } members)
            return new ServiceSelection(null, 0);

        ServiceSelector? selector = members.FindText("selector") switch
        {
            null or "SERVICE_SELECTOR_UNDEFINED" => null,
            "ANY" => ServiceSelector.Any,
            "ALL" => ServiceSelector.All,
            "EXACT" => ServiceSelector.Exact,
            var other => throw MalformedException.At(what, members.PlaceOf("selector"), $"is '{other}', and not ANY, ALL or EXACT"),
        };
        return new ServiceSelection(selector, ConfiguredService.ReadNumber(what, members, "count"));
    }

    /// <summary>
    /// Chooses among services: those in use, of the highest version that has any, and of each operator the one that began last, because
    /// logs of one operator confirm nothing of each other.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="versions">The versions that are supported, the best first.</param>
    /// <param name="now">The time.</param>
    /// <returns><c>null</c> where there are fewer than are demanded.</returns>
    public IReadOnlyList<ConfiguredService>? Choose(IReadOnlyList<ConfiguredService> services, IReadOnlyList<int> versions, DateTimeOffset now)
    {
        if (Selector is null)
            return services.Count == 0 ? [] : null;

        var usable = services.Where(service => service.IsInUse(now)).ToList();
        var best = versions.Select(version => usable.Where(service => service.Version == version).ToList()).FirstOrDefault(found => found.Count > 0) ?? [];
        var found = best.OrderByDescending(service => service.Start).DistinctBy(service => service.Operator).ToList();
        return Selector switch
        {
            ServiceSelector.Exact => Count > 0 && found.Count >= Count ? found[..Count] : null,
            _ when found.Count == 0 => null,
            ServiceSelector.All => found,
            _ => found[..1],
        };
    }
}
