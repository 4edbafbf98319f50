namespace Plimsoll.Build.Planning;

/// <summary>A condition or parameter that a target requires before any target runs.</summary>
/// <param name="IsMet">Whether the condition holds, or the parameter has a value.</param>
/// <param name="Text">The source text; where it names a parameter, the message names that.</param>
internal sealed record Requirement(Func<bool> IsMet, string Text)
{
    public static Requirement Create<T>(Func<T> requirement, string text) => new(() => HasValue(requirement()), text);

    /// <summary>Whether a value is there: not null, no blank text, no empty list, and no condition that is false.</summary>
    public static bool HasValue(object? value) => value switch
    {
        null => false,
        bool condition => condition,
        string text => !string.IsNullOrWhiteSpace(text),
        System.Collections.ICollection list => list.Count > 0,
        _ => true,
    };
}
