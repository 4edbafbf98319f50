using System.Globalization;
using System.Text;

namespace Plimsoll.MetadataAction.JavaScript;

/// <summary>
/// JSON to the byte as <c>JSON.stringify</c> writes it, because the action's output <c>json</c> is a text that scripts
/// compare: nothing is escaped that need not be.
/// </summary>
internal static class JavaScriptJson
{
    /// <summary>A string in quotes.</summary>
    public static string Quote(string text)
    {
        var json = new StringBuilder(text.Length + 2).Append('"');
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            var isLone = char.IsSurrogate(character) && !IsPaired(text, index);
            _ = character switch
            {
                '"' => json.Append("\\\""),
                '\\' => json.Append(@"\\"),
                '\b' => json.Append(@"\b"),
                '\f' => json.Append(@"\f"),
                '\n' => json.Append(@"\n"),
                '\r' => json.Append(@"\r"),
                '\t' => json.Append(@"\t"),
                < ' ' => json.Append(@"\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture)),
                _ when isLone => json.Append(@"\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture)),
                _ => json.Append(character),
            };
        }
        return json.Append('"').ToString();
    }

    /// <summary>An array of strings, or an object of them, on one line or indented by two spaces.</summary>
    /// <param name="value">A string, a list of strings, or a list of members, whose values are such again.</param>
    /// <param name="isIndented">Whether each member has its own line.</param>
    public static string Write(object value, bool isIndented = false)
    {
        var json = new StringBuilder();
        Write(json, value, isIndented ? "\n" : null);
        return json.ToString();
    }

    private static void Write(StringBuilder json, object value, string? lineBreak)
    {
        switch (value)
        {
            case string text:
                json.Append(Quote(text));
                break;
            case IReadOnlyList<string> items:
                Join(json, items.ToList(), "[]", lineBreak, (item, _) => json.Append(Quote(item)));
                break;
            case IReadOnlyList<JsonMember> members:
                Join(json, Ordered(members), "{}", lineBreak, (member, inner) =>
                {
                    json.Append(Quote(member.Name)).Append(inner is null ? ":" : ": ");
                    Write(json, member.Value, inner);
                });
                break;
            default:
                throw new ArgumentException($"No JSON for {value.GetType()}.", nameof(value));
        }
    }

    private static void Join<T>(StringBuilder json, List<T> items, string brackets, string? lineBreak, Action<T, string?> write)
    {
        json.Append(brackets[0]);
        var inner = lineBreak is null ? null : lineBreak + "  ";
        for (var index = 0; index < items.Count; index++)
        {
            json.Append(index == 0 ? "" : ",").Append(inner);
            write(items[index], inner);
        }
        json.Append(items.Count == 0 ? null : lineBreak).Append(brackets[1]);
    }

    /// <summary>An object of JavaScript has the names that are array indices first, by number.</summary>
    private static List<JsonMember> Ordered(IReadOnlyList<JsonMember> members) =>
    [
        .. members.Where(member => ArrayIndex(member.Name) is not null).OrderBy(member => ArrayIndex(member.Name)),
        .. members.Where(member => ArrayIndex(member.Name) is null),
    ];

    private static uint? ArrayIndex(string name) =>
        uint.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index != uint.MaxValue && index.ToString(CultureInfo.InvariantCulture) == name
            ? index
            : null;

    private static bool IsPaired(string text, int index) =>
        char.IsHighSurrogate(text[index])
            ? index + 1 < text.Length && char.IsLowSurrogate(text[index + 1])
            : index > 0 && char.IsHighSurrogate(text[index - 1]);
}
