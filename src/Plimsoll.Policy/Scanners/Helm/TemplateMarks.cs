using System.Text.RegularExpressions;

namespace Plimsoll.Policy.Scanners.Helm;

/// <summary>The marks of templates of other languages, turned into those of Go, every character where it was.</summary>
internal static partial class TemplateMarks
{
    private static readonly string[] Extensions = [".j2", ".jinja", ".jinja2", ".tmpl", ".tpl", ".gotmpl", ".erb"];

    /// <summary>The name of what a template makes: <c>web.yaml</c> for <c>web.yaml.j2</c>; any other name as it is.</summary>
    public static string NameOfResult(string name)
    {
        foreach (var extension in Extensions)
            if (name.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
                return name[..^extension.Length];
        return name;
    }

    /// <summary>Whether a text has such marks.</summary>
    public static bool StandIn(string text) =>
        text.Contains("{{", StringComparison.Ordinal) || text.Contains("{%", StringComparison.Ordinal) || text.Contains("<%", StringComparison.Ordinal);

    /// <summary>Whether a value without quotes is one, which is valid YAML and would be read as a mapping.</summary>
    public static bool StandBare(string text) => !text.Contains("${{", StringComparison.Ordinal) && BareValue().IsMatch(text);

    /// <summary>Statements and comments become white space, outputs become those of Go.</summary>
    public static string AsGo(string text)
    {
        if (!text.Contains("{%", StringComparison.Ordinal) && !text.Contains("{#", StringComparison.Ordinal) && !text.Contains("<%", StringComparison.Ordinal))
            return text;

        return Marks().Replace(text, match =>
        {
            if (!match.Value.StartsWith("<%=", StringComparison.Ordinal))
                return string.Create(match.Length, match.Value, static (characters, mark) =>
                {
                    for (var i = 0; i < mark.Length; i++)
                        characters[i] = mark[i] is '\r' or '\n' ? mark[i] : ' ';
                });

            // What is inside is of another language, whose quotes must not count.
            return "{{ " + match.Value[3..^2].Replace('"', '_').Replace('\'', '_').Replace('`', '_').Replace('}', '_') + "}}";
        });
    }

    [GeneratedRegex(@"\{%(?:(?!\{%).)*?%\}|\{#.*?#\}|<%(?:(?!<%).)*?%>", RegexOptions.Singleline)]
    private static partial Regex Marks();

    [GeneratedRegex(@"^[ \t]*(?:-[ \t]+)*(?:[\w.-]+:)?[ \t]+\{\{", RegexOptions.Multiline)]
    private static partial Regex BareValue();
}
