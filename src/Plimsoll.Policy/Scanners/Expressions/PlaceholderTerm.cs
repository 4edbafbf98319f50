using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Expressions;

/// <summary>A possible value of a placeholder: a variable, a text, or, with neither, something unknown.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Text">The text; of a variable its default, where it has no value of its own.</param>
internal sealed record PlaceholderTerm(string? Name, string? Text)
{
    public static PlaceholderTerm Unknown { get; } = new(null, null);

    /// <summary>Where the text stands within the text of the placeholder, or <c>null</c> where it does not stand there as it is.</summary>
    public TextRange? Range { get; init; }

    /// <summary>Whether the text holds placeholders itself.</summary>
    public bool IsTemplate { get; init; }

    /// <summary>Whether the terms behind this one count only if it turns out to be empty, as in <c>a || b</c>.</summary>
    public bool IsPreferred { get; init; }

    public static PlaceholderTerm Variable(string name) => new(name, null);
}
