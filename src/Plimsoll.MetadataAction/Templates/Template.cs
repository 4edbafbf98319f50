using System.Diagnostics.CodeAnalysis;
using Plimsoll.Oci;

namespace Plimsoll.MetadataAction.Templates;

/// <summary>
/// A text with expressions in braces, in the language of Handlebars that the action has: <c>{{name}}</c> is escaped for HTML,
/// <c>{{{name}}}</c> is not, and a name that is not known gives nothing.
/// </summary>
internal sealed class Template
{
    private readonly TemplateProgram _program;

    private Template(TemplateProgram program) => _program = program;

    /// <exception cref="PlimsollException">The template is wrong (exit code 2).</exception>
    public static Template Parse(string text)
    {
        var program = TemplateParser.Parse(text);
        WhitespaceControl.Apply(program);
        return new Template(program);
    }

    /// <summary>Whether a text is exactly one expression that names <c>raw</c>.</summary>
    public static bool IsRaw(string text) =>
        TryParse(text, out var program) && program.Body is [MustacheNode { Call.Callee: PathExpression { Parts: ["raw"] } }];

    /// <summary>Renders the template with the members of an object as names.</summary>
    /// <exception cref="PlimsollException">A name is called that cannot be, or with arguments it does not take (exit code 2).</exception>
    public string Render(TemplateObject scope) => TemplateRenderer.Render(_program, scope);

    private static bool TryParse(string text, [NotNullWhen(true)] out TemplateProgram? program)
    {
        try
        {
            program = TemplateParser.Parse(text);
        }
        catch (PlimsollException)
        {
            program = null;
        }
        return program is not null;
    }
}
