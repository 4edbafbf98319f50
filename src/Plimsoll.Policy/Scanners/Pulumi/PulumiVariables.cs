using Plimsoll.Policy.Scanners.Expressions;

namespace Plimsoll.Policy.Scanners.Pulumi;

/// <summary>Variables in texts of Pulumi: <c>${name}</c>, <c>${resource.property}</c>; <c>$${</c> is none.</summary>
internal static class PulumiVariables
{
    /// <summary>The first variable at or behind a position.</summary>
    public static Placeholder? Find(string text, int from)
    {
        var start = text.IndexOf("${", from, StringComparison.Ordinal);
        if (start < 0)
            return null;
        if (start > from && text[start - 1] == '$')
            return Placeholder.Literal(start - 1, start + 2, "${");

        var close = text.IndexOf('}', start);
        return close < 0 ? Placeholder.Unknown(start, text.Length) : Placeholder.Variable(start, close + 1, text[(start + 2)..close].Trim());
    }
}
