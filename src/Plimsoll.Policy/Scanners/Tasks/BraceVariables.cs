using Plimsoll.Policy.Scanners.Expressions;

namespace Plimsoll.Policy.Scanners.Tasks;

/// <summary>Variables in two braces: <c>{{.NAME}}</c> of Task, <c>{{ name }}</c> of just.</summary>
internal static class BraceVariables
{
    /// <summary>The first one at or behind a position; what is more than a name is unknown.</summary>
    public static Placeholder? Find(string text, int from)
    {
        var start = text.IndexOf("{{", from, StringComparison.Ordinal);
        if (start < 0)
            return null;

        var end = text.IndexOf("}}", start, StringComparison.Ordinal);
        if (end < 0)
            return Placeholder.Unknown(start, text.Length);

        var name = text[(start + 2)..end].Trim().TrimStart('.');
        return name.Length > 0 && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') ? Placeholder.Variable(start, end + 2, name) : Placeholder.Unknown(start, end + 2);
    }
}
