namespace Plimsoll.Tags.Context;

/// <summary>Gives out numbers for ids, from one on, in the order in which they are first asked for.</summary>
/// <param name="first">The first number.</param>
internal sealed class NumberedIds(int first)
{
    private readonly List<string> _ids = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <summary>The number of an id.</summary>
    public int NumberOf(string id)
    {
        if (_numbers.TryGetValue(id, out var number))
            return number;

        _ids.Add(id);
        return _numbers[id] = first + _ids.Count - 1;
    }

    /// <summary>The id of a number that was given out.</summary>
    public string IdOf(int number) => _ids[number - first];
}
