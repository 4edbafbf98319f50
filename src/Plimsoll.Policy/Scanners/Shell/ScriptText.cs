using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Shell;

/// <summary>A script, wherever it stands: in a file of its own, in a scalar of a pipeline, in a word of another script.</summary>
/// <param name="text">The commands.</param>
/// <param name="places">The place in the file of each character.</param>
internal sealed class ScriptText(string text, Func<int, TextRange> places)
{
    private static readonly IReadOnlyDictionary<int, Placeholder> None = new Dictionary<int, Placeholder>();

    public string Text { get; } = text;

    /// <summary>What the host of the script replaces before a shell sees it, by where it starts.</summary>
    public IReadOnlyDictionary<int, Placeholder> Holes { get; init; } = None;

    /// <summary>The script that is a file's whole text.</summary>
    public static ScriptText Of(SourceText source) => new(source.Text, static i => new TextRange(i, i + 1));

    /// <summary>
    /// The script in a scalar. Where the file does not have it character by character, all of it has the place of the scalar.
    /// </summary>
    /// <param name="source">The text of the file.</param>
    /// <param name="scalar">The scalar.</param>
    /// <param name="find">The host's variables, <c>null</c> for none.</param>
    public static ScriptText Of(SourceText source, SourceScalar scalar, PlaceholderFinder? find)
    {
        var whole = new TextRange(scalar.Start, scalar.End);
        var offsets = ScalarOffsets.Find(source.Text, scalar);
        return new ScriptText(scalar.Value, i => offsets is null ? whole : new TextRange(offsets[i], offsets[i] + 1)) { Holes = HolesOf(scalar.Value, find) };
    }

    /// <summary>The place of the characters from <paramref name="start"/> up to, not including, <paramref name="end"/>.</summary>
    public TextRange Range(int start, int end) =>
        end > start ? new TextRange(places(start).Start, places(end - 1).End)
        : start < Text.Length ? new TextRange(places(start).Start, places(start).Start)
        : Text.Length == 0 ? default
        : new TextRange(places(Text.Length - 1).End, places(Text.Length - 1).End);

    private static IReadOnlyDictionary<int, Placeholder> HolesOf(string text, PlaceholderFinder? find)
    {
        if (find is null)
            return None;

        var holes = new Dictionary<int, Placeholder>();
        for (var hole = find(text, 0); hole is not null; hole = find(text, hole.End))
        {
            holes[hole.Start] = hole;
            if (hole.End <= hole.Start || hole.End >= text.Length)
                break;
        }

        return holes;
    }
}
