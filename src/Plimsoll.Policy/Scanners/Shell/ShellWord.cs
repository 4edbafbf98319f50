using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Shell;

/// <summary>A word of a command as the shell understands it: without quotes and escapes.</summary>
/// <param name="Script">Where it stands.</param>
/// <param name="Text">Its characters; each expansion is one <see cref="ImageUse.Unknown"/>.</param>
/// <param name="Places">The stretch of the script that each character comes from.</param>
/// <param name="Expansions">What its expansions are, in their order.</param>
/// <param name="IsQuoted">Whether any of it is quoted.</param>
internal sealed record ShellWord(ScriptText Script, string Text, IReadOnlyList<TextRange> Places, IReadOnlyList<ShellExpansion> Expansions, bool IsQuoted)
{
    /// <summary>The words of an array, <c>NAME=(…)</c>, or <c>null</c>.</summary>
    public IReadOnlyList<ShellWord>? Items { get; init; }

    /// <summary>Whether the shell replaces nothing in it.</summary>
    public bool IsLiteral => Expansions.Count == 0;

    /// <summary>The expansion that is the whole word, or <c>null</c>.</summary>
    public ShellExpansion? Whole => Text.Length == 1 && Expansions.Count == 1 ? Expansions[0] : null;

    /// <summary>The word as written, from its first character to its last.</summary>
    public string Raw => Places.Count == 0 ? "" : Script.Text[Places[0].Start..Places[^1].End];

    /// <summary>Where it stands in the file, without the quotes around it.</summary>
    public TextRange Token => Places.Count == 0 ? default : Script.Range(Places[0].Start, Places[^1].End);

    /// <summary>A whole text as one word, without any quoting.</summary>
    public static ShellWord Of(ScriptText script)
    {
        var word = new ShellWordBuilder(script);
        for (var i = 0; i < script.Text.Length;)
        {
            if (script.Holes.TryGetValue(i, out var hole) && hole.End > i)
            {
                word.Add(new ShellExpansion(null as string) { Hole = hole }, i, hole.End);
                i = hole.End;
            }
            else
            {
                word.Add(script.Text[i], i, ++i);
            }
        }

        return word.ToWord();
    }

    /// <summary>Two words of one script as one.</summary>
    public static ShellWord Join(ShellWord left, ShellWord right) =>
        new(left.Script, left.Text + right.Text, [.. left.Places, .. right.Places], [.. left.Expansions, .. right.Expansions], left.IsQuoted || right.IsQuoted);

    /// <summary>The part behind its first characters.</summary>
    public ShellWord From(int start) => Part(start, Text.Length - start);

    /// <summary>A part of it.</summary>
    public ShellWord Part(int start, int length)
    {
        var before = Text.AsSpan(0, start).Count(ImageUse.Unknown);
        var inside = Text.AsSpan(start, length).Count(ImageUse.Unknown);
        return new ShellWord(Script, Text.Substring(start, length), [.. Places.Skip(start).Take(length)], [.. Expansions.Skip(before).Take(inside)], IsQuoted);
    }

    /// <summary>What it holds as a script of its own, as <c>sh -c</c> reads it.</summary>
    public ScriptText Nested()
    {
        // Variables are the inner shell's as far as can be told.
        var (text, places) = (new System.Text.StringBuilder(), new List<TextRange>());
        for (var i = 0; i < Text.Length; i++)
        {
            var place = Places[i];
            if (Text[i] == ImageUse.Unknown)
            {
                for (var raw = place.Start; raw < place.End; raw++)
                {
                    text.Append(Script.Text[raw]);
                    places.Add(Script.Range(raw, raw + 1));
                }
            }
            else
            {
                text.Append(Text[i]);
                places.Add(Script.Range(place.Start, place.End));
            }
        }

        return new ScriptText(text.ToString(), i => places[i]) { Holes = NestedHoles() };
    }

    private Dictionary<int, Expressions.Placeholder> NestedHoles()
    {
        var holes = new Dictionary<int, Expressions.Placeholder>();
        for (int i = 0, at = 0, index = 0; i < Text.Length; i++)
        {
            var length = Text[i] == ImageUse.Unknown ? Places[i].End - Places[i].Start : 1;
            if (Text[i] == ImageUse.Unknown && Expansions[index++].Hole is { } hole)
                holes[at] = hole with { Start = at, End = at + length };
            at += length;
        }

        return holes;
    }
}
