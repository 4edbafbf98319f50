using Plimsoll.Oci;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Configuration;

/// <summary>The names of tag strategies as a user types them.</summary>
internal static class StrategyList
{
    /// <summary>Reads names, each word of which may itself be a list with commas.</summary>
    /// <returns>The strategies, or <c>null</c> where there is no word.</returns>
    /// <exception cref="PlimsollException">A name is not known; the advice says which was probably meant (exit code 2).</exception>
    public static IReadOnlyList<string>? Parse(IEnumerable<string> words)
    {
        var given = words.ToList();
        if (given.Count == 0)
            return null;

        var names = given.SelectMany(word => word.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct().ToList();
        foreach (var name in names)
            if (!StrategyNames.All.Contains(name))
                throw PlimsollException.Usage($"'{name}' is not a tag strategy.", Spelling.Advice(name, [.. StrategyNames.All]));
        return names.Count > 0 ? names : throw PlimsollException.Usage("No tag strategy is specified.", $"Known: {string.Join(", ", StrategyNames.All)}.");
    }
}
