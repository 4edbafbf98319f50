namespace Plimsoll.Build.Targets.Planning;

/// <summary>When a target runs, with its source text for the summary.</summary>
internal sealed record Condition(Func<bool> Holds, string Text);

/// <summary>What a target needs before the build may start.</summary>
/// <param name="IsMet">Whether the condition holds, or the parameter has a value.</param>
/// <param name="Text">The source text; where it names a parameter, the message names that.</param>
internal sealed record Requirement(Func<bool> IsMet, string Text)
{
    public static Requirement Of<T>(Func<T> requirement, string text) => new(() => HasValue(requirement()), text);

    private static bool HasValue(object? value) => value switch
    {
        null => false,
        bool condition => condition,
        string text => text.Length > 0,
        System.Collections.ICollection list => list.Count > 0,
        _ => true,
    };
}

/// <summary>The source text of a lambda, as the compiler hands it over.</summary>
internal static class LambdaText
{
    /// <summary>Returns what follows the arrow, in one line.</summary>
    public static string Body(string text)
    {
        var arrow = text.IndexOf("=>", StringComparison.Ordinal);
        var body = arrow >= 0 ? text[(arrow + 2)..] : text;
        return string.Join(' ', body.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Returns the member that a body names last: <c>Name</c> of <c>this.Name</c> or <c>((IGreet)this).Name</c>.</summary>
    public static string Member(string body) => body[(body.LastIndexOf('.') + 1)..].TrimEnd('!');
}
