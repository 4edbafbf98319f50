using System.Text.RegularExpressions;

namespace Plimsoll.Publishing.Migration;

/// <summary>A start tag of a project file, by its places in the text.</summary>
/// <param name="Name">The element's name.</param>
/// <param name="Start">Its first character.</param>
/// <param name="End">One past its last character.</param>
/// <param name="Attributes">Where the values are between their quotes, by name.</param>
/// <param name="Content">Where the element's text is, if it has one and no element; else <c>null</c>.</param>
/// <param name="ElementEnd">One past the end tag, if the element has a text or is empty; else <paramref name="End"/>.</param>
internal sealed partial record XmlTag(string Name, int Start, int End, IReadOnlyDictionary<string, Range> Attributes, Range? Content, int ElementEnd)
{
    /// <summary>The tags outside of comments, in order.</summary>
    public static IEnumerable<XmlTag> Read(string text)
    {
        var visible = Comment.Replace(text, comment => new string(' ', comment.Length));
        foreach (Match tag in Tag.Matches(visible))
        {
            var (names, values) = (tag.Groups["key"].Captures, tag.Groups["value"].Captures);
            var attributes = new Dictionary<string, Range>();
            for (var i = 0; i < names.Count; i++)
                attributes[names[i].Value] = (values[i].Index + 1)..(values[i].Index + values[i].Length - 1);
            var (name, end) = (tag.Groups["name"].Value, tag.Index + tag.Length);
            var close = tag.Value.EndsWith("/>", StringComparison.Ordinal) ? -1 : visible.IndexOf('<', end);
            var isText = close >= 0 && string.CompareOrdinal(visible, close, $"</{name}>", 0, name.Length + 3) == 0;
            yield return new XmlTag(name, tag.Index, end, attributes, isText ? end..close : null, isText ? close + name.Length + 3 : end);
        }
    }

    /// <summary>An attribute's value, or <c>null</c>.</summary>
    public string? Value(string text, string attribute) => Attributes.TryGetValue(attribute, out var range) ? text[range] : null;

    [GeneratedRegex("<!--.*?-->|<!\\[CDATA\\[.*?\\]\\]>", RegexOptions.Singleline)]
    private static partial Regex Comment { get; }

    [GeneratedRegex("<(?<name>[A-Za-z_][\\w.-]*)(?:\\s+(?<key>[\\w.:-]+)\\s*=\\s*(?<value>\"[^\"]*\"|'[^']*'))*\\s*/?>")]
    private static partial Regex Tag { get; }
}
