namespace Plimsoll.Policy.Scanners.Helm;

/// <summary>What an expression prints.</summary>
/// <param name="Text">The text; empty where nothing is set; <c>null</c> where it is unknown.</param>
/// <param name="IsSet">Whether anything gives it a value.</param>
/// <param name="IsLiteral">Whether a letter or digit of it is written in the template itself.</param>
internal readonly record struct TemplateValue(string? Text, bool IsSet, bool IsLiteral)
{
    /// <summary>Whether it is the number zero or the boolean false, in place of which <c>default</c> puts another value.</summary>
    public bool IsZero { get; init; }

    public static TemplateValue Unknown { get; } = new(null, true, false);
}
