namespace Plimsoll.Publishing.Configuration;

/// <summary>
/// The order in which environments are shown: as <c>environments:</c> lists them, each behind those that it requires, then
/// what is not listed by name, and production last of all.
/// </summary>
internal sealed class EnvironmentOrder : IComparer<string>
{
    private readonly Dictionary<string, int> _places = new(StringComparer.OrdinalIgnoreCase);
    private readonly PlimsollConfiguration _configuration;

    public EnvironmentOrder(PlimsollConfiguration configuration)
    {
        _configuration = configuration;
        foreach (var name in configuration.Environments.Keys)
            Place(name, []);
    }

    public int Compare(string? x, string? y) => Key(x!).CompareTo(Key(y!)) is not 0 and var order ? order : StringComparer.Ordinal.Compare(x, y);

    /// <summary>Those that it requires first. Where they require each other, as listed.</summary>
    private void Place(string name, HashSet<string> asking)
    {
        if (_places.ContainsKey(name) || !asking.Add(name))
            return;
        foreach (var before in _configuration.RequiredBefore(name).Where(_configuration.Environments.ContainsKey))
            Place(before, asking);
        _places.TryAdd(name, _places.Count);
    }

    private (bool IsProduction, int Place) Key(string name) => (_configuration.IsProduction(name), _places.GetValueOrDefault(name, int.MaxValue));
}
