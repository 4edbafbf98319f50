using System.Text;
using Plimsoll.Policy.Scanners;

namespace Plimsoll.Policy.Checking;

/// <summary>Which of the earlier files became which of the new ones: those that are half the same, as git has it.</summary>
internal sealed class EarlierPaths
{
    // A change that renames more than this is a move of everything; comparing each with each would take too long.
    private const int MostCompared = 1000;

    private readonly Dictionary<string, string> _now = new(StringComparer.Ordinal);

    /// <param name="added">The files that are new.</param>
    /// <param name="deleted">The files that are gone.</param>
    /// <param name="tree">Reads the new ones.</param>
    /// <param name="earlier">Reads those that are gone.</param>
    public EarlierPaths(IReadOnlyList<CandidateFile> added, IReadOnlyList<CandidateFile> deleted, SourceTree tree, EarlierFiles earlier)
    {
        if (added.Count == 0 || deleted.Count == 0 || (long)added.Count * deleted.Count > MostCompared * MostCompared)
            return;

        var gone = deleted.Select(file => (file.Path, Lines: LinesOf(earlier.Read(file.FullPath)))).ToList();
        var alike = added
            .Select(file => (file.Path, Lines: LinesOf(tree.Content(file.FullPath).Bytes)))
            .SelectMany(file => gone.Select(other => (file.Path, Earlier: other.Path, Likeness: Likeness(file.Lines, other.Lines))))
            .Where(pair => pair.Likeness >= 0.5)
            .OrderByDescending(pair => pair.Likeness).ThenBy(pair => pair.Path, StringComparer.Ordinal).ThenBy(pair => pair.Earlier, StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (path, before, _) in alike)
            if (!_now.ContainsKey(before) && taken.Add(path))
                _now[before] = path;
    }

    /// <summary>The path that an earlier file has now, as reported; its own where it was not renamed.</summary>
    public string Now(string earlier) => _now.GetValueOrDefault(earlier, earlier);

    private static Dictionary<string, int> LinesOf(byte[]? bytes)
    {
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in Encoding.UTF8.GetString(bytes ?? []).Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0))
            lines[line] = lines.GetValueOrDefault(line) + 1;
        return lines;
    }

    /// <summary>Which part of the lines of the larger file the other one has too.</summary>
    private static double Likeness(Dictionary<string, int> one, Dictionary<string, int> other)
    {
        var larger = Math.Max(one.Values.Sum(), other.Values.Sum());
        return larger == 0 ? 0 : (double)one.Sum(line => Math.Min(line.Value, other.GetValueOrDefault(line.Key))) / larger;
    }
}
