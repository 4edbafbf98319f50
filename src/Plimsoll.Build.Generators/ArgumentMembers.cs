using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace Plimsoll.Build.Generators;

/// <summary>The members of a settings record that say which tool, and with which arguments.</summary>
internal static class ArgumentMembers
{
    public static void Append(StringBuilder text, SettingsRecord record)
    {
        text.Append($"partial record {record.Name}\n{{\n");
        if (record.Tool is { } tool)
            text.Append($"    /// <inheritdoc />\n    protected override string ToolName => {Literal(tool)};\n\n");
        if (record.Command is { } command)
            text.Append($"    /// <inheritdoc />\n    protected override string ToolCommand => {Literal(command)};\n\n");
        var arguments = record.Properties.Where(p => p.ArgumentAttribute is not null).ToList();
        if (arguments.Count > 0)
        {
            text.Append("    /// <inheritdoc />\n    protected override void AddTo(global::Plimsoll.Build.Tools.Arguments arguments)\n    {\n");
            text.Append("        base.AddTo(arguments);\n");
            foreach (var property in arguments)
                text.Append($"        arguments.Add({ArgumentOf(property)}, {property.Name});\n");
            text.Append("    }\n");
        }

        text.Append("}\n\n");
    }

    /// <summary>The attribute again, as an expression.</summary>
    private static string ArgumentOf(SettingsProperty property)
    {
        var attribute = property.ArgumentAttribute!;
        var format = Literal((string)attribute.ConstructorArguments[0].Value!);
        var named = attribute.NamedArguments.Select(a => $"{a.Key} = {a.Value.ToCSharpString()}").ToList();
        return named.Count == 0
            ? $"new global::Plimsoll.Build.Tools.ArgumentAttribute({format})"
            : $"new global::Plimsoll.Build.Tools.ArgumentAttribute({format}) {{ {string.Join(", ", named)} }}";
    }

    private static string Literal(string value) => SymbolDisplay.FormatLiteral(value, quote: true);
}
