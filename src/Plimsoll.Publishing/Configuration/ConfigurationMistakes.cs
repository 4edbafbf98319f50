using Plimsoll.Oci;

namespace Plimsoll.Publishing.Configuration;

/// <summary>The mistakes of one file, collected while it is read, so that one run reports all of them.</summary>
internal sealed class ConfigurationMistakes
{
    /// <summary>Who has made more does not read them; most then have one cause.</summary>
    private const int MaximumShown = 20;

    private readonly List<ConfigurationMistake> _found = [];
    private readonly HashSet<string> _messages = new(StringComparer.Ordinal);

    /// <summary>Adds a mistake; one that is found twice is one.</summary>
    public void Add(ConfigurationMistake mistake)
    {
        if (_messages.Add(mistake.Message))
            _found.Add(mistake);
    }

    /// <summary>Reads something of the file; a mistake in it is added, and <paramref name="fallback"/> stands for it.</summary>
    public T Read<T>(Func<T> read, T fallback)
    {
        try
        {
            return read();
        }
        catch (ConfigurationMistake mistake)
        {
            Add(mistake);
            return fallback;
        }
    }

    /// <summary>Throws what was found.</summary>
    /// <exception cref="PlimsollException">There are mistakes: each of the first is a line, in the order of the file, with its advice (exit code 2).</exception>
    public void ThrowIfAny()
    {
        if (_found is [var only])
            throw only.ToException();
        if (_found.Count == 0)
            return;

        var lines = _found.OrderBy(mistake => mistake.Line).ThenBy(mistake => mistake.Column).Take(MaximumShown).Select(Describe).ToList();
        if (_found.Count > MaximumShown)
            lines.Add($"… and {_found.Count - MaximumShown} more.");
        throw PlimsollException.Usage(string.Join('\n', lines));
    }

    private static string Describe(ConfigurationMistake mistake) =>
        (mistake.Advice is null ? mistake.Message : $"{mistake.Message} {mistake.Advice}").ReplaceLineEndings(" ");
}
