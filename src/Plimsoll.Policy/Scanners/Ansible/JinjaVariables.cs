using System.Text.RegularExpressions;
using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Ansible;

/// <summary>
/// Variables of Jinja: <c>{{ name }}</c>, <c>{{ item.image }}</c>, <c>{{ images['web'] }}</c>, with <c>default('text')</c>. What is more
/// than a variable, its default and filters that change nothing is unknown.
/// </summary>
internal static partial class JinjaVariables
{
    /// <summary>The first one at or behind a position; statements reach to the last one.</summary>
    public static Placeholder? Find(string text, int from)
    {
        var start = text.IndexOf('{', from);
        while (start >= 0 && start + 1 < text.Length && text[start + 1] is not ('{' or '%' or '#'))
            start = text.IndexOf('{', start + 1);
        if (start < 0 || start + 1 >= text.Length)
            return null;

        if (text[start + 1] != '{')
            return Placeholder.Unknown(start, text.LastIndexOf('}') is var last && last > start ? last + 1 : text.Length);

        var end = text.IndexOf("}}", start, StringComparison.Ordinal);
        if (end < 0)
            return Placeholder.Unknown(start, text.Length);

        var match = Expression().Match(text, start + 2, end - start - 2);
        if (!match.Success)
            return Placeholder.Unknown(start, end + 2);

        var name = Index().Replace(match.Groups["name"].Value, ".$1");
        var fallback = match.Groups["default"];
        return fallback.Success
            ? new Placeholder(start, end + 2, [new PlaceholderTerm(name, fallback.Value) { Range = new TextRange(fallback.Index, fallback.Index + fallback.Length) }])
            : Placeholder.Variable(start, end + 2, name);
    }

    [GeneratedRegex(@"^\s*(?<name>[A-Za-z_]\w*(?:\.\w+|\[['""]\w+['""]\])*)\s*(?:\|\s*(?:string|trim|mandatory|(?:default|d)\(\s*(?:'(?<default>[^'{}]*)'|""(?<default>[^""{}]*)"")\s*(?:,\s*(?:boolean=)?[Tt]rue\s*)?\))\s*)*$", RegexOptions.CultureInvariant)]
    private static partial Regex Expression();

    [GeneratedRegex(@"\[['""](\w+)['""]\]", RegexOptions.CultureInvariant)]
    private static partial Regex Index();
}
