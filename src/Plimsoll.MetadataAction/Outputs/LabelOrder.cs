namespace Plimsoll.MetadataAction.Outputs;

/// <summary>
/// The order of <c>localeCompare</c> for the keys of labels (Unicode collation, root): punctuation, digits, letters whatever
/// their case, and only between equals lower case first. Exact for ASCII; letters of Latin-1 go with those they are made of,
/// and other characters come after by their code.
/// </summary>
internal sealed class LabelOrder : IComparer<string>
{
    private const string Order = "\t\n\v\f\r _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789abcdefghijklmnopqrstuvwxyz";

    /// <summary>The letters that U+00C0 to U+00FF are made of; a space where there is no ASCII letter.</summary>
    private const string Latin1 = "aaaaaa ceeeeiiii nooooo  uuuuy  aaaaaa ceeeeiiii nooooo  uuuuy y";

    public static LabelOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var left = Significant(x ?? "");
        var right = Significant(y ?? "");
        var primary = Compare(left, right, Weight);
        if (primary != 0)
            return primary;
        var accents = Compare(left, right, character => character < '\u0080' ? 0 : char.ToLowerInvariant(character));
        return accents != 0 ? accents : Compare(left, right, character => char.IsUpper(character) ? 1 : 0);
    }

    private static int Compare(string left, string right, Func<char, int> rank)
    {
        for (var index = 0; index < Math.Min(left.Length, right.Length); index++)
            if (rank(left[index]).CompareTo(rank(right[index])) is not 0 and var order)
                return order;
        return left.Length.CompareTo(right.Length);
    }

    /// <summary>Control characters count for nothing.</summary>
    private static string Significant(string text) => string.Concat(text.Where(character => character >= ' ' ? character is < '\x7F' or > '\x9F' : character is >= '\t' and <= '\r'));

    private static int Weight(char character)
    {
        var letter = character is >= '\u00C0' and <= '\u00FF' && Latin1[character - '\u00C0'] is not ' ' and var plain ? plain : char.ToLowerInvariant(character);
        return Order.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var index ? index : Order.Length + character;
    }
}
