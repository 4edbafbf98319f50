using System.Text;

namespace Plimsoll.Policy.Pinning;

/// <summary>A change to a file's text: the characters from <paramref name="Start"/> up to <paramref name="End"/> become <paramref name="Text"/>.</summary>
/// <param name="Start">The first character, from 0, without a byte order mark.</param>
/// <param name="End">One past the last; equal to <paramref name="Start"/> where something is put in.</param>
/// <param name="Text">What stands there afterwards.</param>
internal readonly record struct TextEdit(int Start, int End, string Text)
{
    /// <summary>The text with edits applied, which do not overlap.</summary>
    public static string Apply(string text, IEnumerable<TextEdit> edits)
    {
        var (changed, position) = (new StringBuilder(text.Length + 1024), 0);
        foreach (var edit in edits.OrderBy(edit => edit.Start))
        {
            changed.Append(text, position, edit.Start - position).Append(edit.Text);
            position = edit.End;
        }

        return changed.Append(text, position, text.Length - position).ToString();
    }
}

