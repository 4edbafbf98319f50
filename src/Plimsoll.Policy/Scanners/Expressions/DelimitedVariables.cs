namespace Plimsoll.Policy.Scanners.Expressions;

/// <summary>Variables between delimiters: CircleCI's <c>&lt;&lt; name &gt;&gt;</c>, Tekton's <c>$(name)</c> and <c>{name}</c> of manifests of Aspire.</summary>
internal static class DelimitedVariables
{
    /// <summary>The first <c>&lt;&lt; name &gt;&gt;</c> at or behind a position.</summary>
    public static Placeholder? FindAngled(string text, int from) => Find(text, from, "<<", ">>");

    /// <summary>The first <c>$(name)</c> at or behind a position; <c>$(params["name"])</c> is <c>params.name</c>.</summary>
    public static Placeholder? FindParenthesised(string text, int from) => Find(text, from, "$(", ")");

    /// <summary>The first <c>{name}</c> at or behind a position.</summary>
    public static Placeholder? FindBraced(string text, int from) => Find(text, from, "{", "}");

    private static Placeholder? Find(string text, int from, string open, string close)
    {
        var start = text.IndexOf(open, from, StringComparison.Ordinal);
        if (start < 0)
            return null;

        var end = text.IndexOf(close, start + open.Length, StringComparison.Ordinal);
        if (end < 0)
            return Placeholder.Unknown(start, text.Length);

        var name = text[(start + open.Length)..end].Trim();
        if (name.EndsWith(']') && name.IndexOf('[') is var bracket and > 0)
            name = $"{name[..bracket]}.{name[(bracket + 1)..^1].Trim('\'', '"')}";
        return Placeholder.Variable(start, end + close.Length, name);
    }
}
