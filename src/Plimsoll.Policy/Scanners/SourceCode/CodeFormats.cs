using System.Text.RegularExpressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.SourceCode;

/// <summary>Texts that a call puts together: <c>fmt.Sprintf("x:%s", tag)</c>, <c>Output.format("x:{0}", tag)</c>, <c>"x:%s" % tag</c>, <c>Output.concat("x:", tag)</c>, <c>pulumi.interpolate`x:${tag}`</c>.</summary>
internal static partial class CodeFormats
{
    private const int MaximumDepth = 8;

    private static readonly string[] Wrappers = ["String", "StringPtr"];

    /// <summary>What the expression says that starts here, with what it is given for the holes unknown; <c>null</c> where it is no text.</summary>
    public static CodeValue? ValueAt(CodeFile file, int start) => file.ValueAt(start) ?? Formatted(file, start, 0);

    /// <summary>The same for an argument.</summary>
    public static CodeValue? Value(CodeFile file, CodeArgument? argument) =>
        file.Value(argument) ?? (argument is { } given ? Formatted(file, given.Start, 0) : null);

    private static CodeValue? Formatted(CodeFile file, int start, int depth)
    {
        if (file.Language is CodeLanguage.Python or CodeLanguage.Jsonnet && start < file.Tokens.Count && file.Tokens[start].Text is { } format && file.IsMark(start + 1, '%'))
            return Holes(new CodeValue(format.Value, format.Value, format.Range, IsLiteral: false), Verb());

        var name = start;
        while (file.Word(name) is not null && file.IsMark(name + 1, '.') && file.Word(name + 2) is not null)
            name += 2;
        if (file.Word(name) is not { } call)
            return null;

        // A template with a tag.
        if (file.Language == CodeLanguage.JavaScript && call == "interpolate" && name + 1 < file.Tokens.Count && file.Tokens[name + 1].Text is not null)
            return file.ValueAt(name + 1);

        if (file.CallOf(name) is not { } open || file.Arguments(open) is not [var first, ..] arguments)
            return null;
        if (Wrappers.Contains(call))
            return depth < MaximumDepth ? Formatted(file, first.Start, depth + 1) : null;

        return call switch
        {
            "Sprintf" => Holes(file.Value(first), Verb()),
            "format" or "Format" => Holes(file.Value(first), file.Language == CodeLanguage.Jsonnet ? Verb() : Brace()),
            "concat" or "Concat" => Joined(file, arguments),
            _ => null,
        };
    }

    private static CodeValue? Holes(CodeValue? format, Regex hole) =>
        format is null ? null : format with { Resolved = hole.Replace(format.Resolved, ImageUse.Unknown.ToString()), IsLiteral = false };

    private static CodeValue? Joined(CodeFile file, List<CodeArgument> arguments)
    {
        var values = arguments.ConvertAll(argument => file.Value(argument));
        if (values[0] is not { } first)
            return null;

        var range = new TextRange(first.Range.Start, values[^1]?.Range.End is { } end && end > first.Range.Start ? end : first.Range.End);
        var resolved = string.Concat(values.Select(value => value?.Resolved ?? ImageUse.Unknown.ToString()));
        return new CodeValue(resolved.Replace(ImageUse.Unknown, '…'), resolved, range, IsLiteral: false);
    }

    [GeneratedRegex(@"%(?:\([^()]*\))?[-+#0-9.]*[a-zA-Z]", RegexOptions.CultureInvariant)]
    private static partial Regex Verb();

    [GeneratedRegex(@"\{[^{}]*\}", RegexOptions.CultureInvariant)]
    private static partial Regex Brace();
}
