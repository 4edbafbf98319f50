namespace Plimsoll.Policy.Scanners.Expressions;

/// <summary>A part of a text that is replaced before the pipeline runs.</summary>
/// <param name="Start">Its first character.</param>
/// <param name="End">One past its last character.</param>
/// <param name="Terms">What it may stand for: each is a possible value, none means nothing at all.</param>
internal sealed record Placeholder(int Start, int End, IReadOnlyList<PlaceholderTerm> Terms)
{
    /// <summary>A placeholder for a variable.</summary>
    public static Placeholder Variable(int start, int end, string name) => new(start, end, [PlaceholderTerm.Variable(name)]);

    /// <summary>A placeholder with an unknown value.</summary>
    public static Placeholder Unknown(int start, int end) => new(start, end, [PlaceholderTerm.Unknown]);

    /// <summary>A placeholder for a text, such as an escaped dollar.</summary>
    public static Placeholder Literal(int start, int end, string text) => new(start, end, [new PlaceholderTerm(null, text)]);
}
