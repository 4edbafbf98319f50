namespace Plimsoll.Policy.Scanners.Pipelines;

/// <summary>A stretch of text that another text takes the place of before the pipeline runs.</summary>
/// <param name="Start">Its first character.</param>
/// <param name="End">One past its last character.</param>
/// <param name="Terms">What it may stand for: each is a possible value, none means nothing at all.</param>
internal sealed record Placeholder(int Start, int End, IReadOnlyList<PlaceholderTerm> Terms)
{
    /// <summary>One that stands for a variable.</summary>
    public static Placeholder Variable(int start, int end, string name) => new(start, end, [PlaceholderTerm.Variable(name)]);

    /// <summary>One that stands for what nobody knows.</summary>
    public static Placeholder Unknown(int start, int end) => new(start, end, [PlaceholderTerm.Unknown]);

    /// <summary>One that stands for a text, such as an escaped dollar.</summary>
    public static Placeholder Literal(int start, int end, string text) => new(start, end, [new PlaceholderTerm(null, text)]);
}

/// <summary>A possible value of a placeholder: a variable, a text, or, with neither, something unknown.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Text">The text; of a variable its default, where it has no value of its own.</param>
internal sealed record PlaceholderTerm(string? Name, string? Text)
{
    public static PlaceholderTerm Unknown { get; } = new(null, null);

    /// <summary>Where the text stands within the text of the placeholder, or <c>null</c> where it does not stand there as it is.</summary>
    public TextRange? Range { get; init; }

    /// <summary>Whether the terms behind this one count only if it turns out to be empty, as in <c>a || b</c>.</summary>
    public bool IsPreferred { get; init; }

    public static PlaceholderTerm Variable(string name) => new(name, null);
}

/// <summary>Finds the first placeholder at or behind a position: the syntax of one kind of pipeline.</summary>
internal delegate Placeholder? PlaceholderFinder(string text, int from);

/// <summary>A scalar and the text that it stands in, <c>null</c> for the file that is scanned.</summary>
internal readonly record struct PlacedScalar(SourceScalar Scalar, SourceText? Source = null);

/// <summary>
/// Gives the values that a variable may have, more than one where a condition decides; none where it is known to be
/// empty, and <c>null</c> where nobody knows it.
/// </summary>
internal delegate IReadOnlyList<PlacedScalar>? ScalarLookup(string name);
