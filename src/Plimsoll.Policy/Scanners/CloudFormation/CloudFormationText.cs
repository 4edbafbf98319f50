using System.Text;
using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.CloudFormation;

/// <summary>
/// Texts of CloudFormation, which functions may put together: <c>!Sub</c>, <c>!Ref</c>, <c>!Join</c>, <c>!If</c>, or the same
/// as <c>Fn::Sub</c>. All become one form, a text in which <c>${Name}</c> stands for a value.
/// </summary>
internal static class CloudFormationText
{
    private const string UnknownPlaceholder = "${?}";
    private const int MaximumDepth = 8;
    private const int MaximumTexts = 64;

    /// <summary>The texts that a node can come to: more than one where a condition decides.</summary>
    public static IReadOnlyList<SourceScalar> Resolve(SourceNode? node) => Resolve(node, 0);

    /// <summary>The branches of a condition, at any depth; of anything else, itself.</summary>
    public static IReadOnlyList<SourceNode> Branches(SourceNode? node) => Branches(node, 0);

    /// <summary>The first placeholder at or behind a position.</summary>
    public static Placeholder? FindPlaceholder(string text, int from)
    {
        var start = text.IndexOf("${", from, StringComparison.Ordinal);
        if (start < 0)
            return null;

        var close = text.IndexOf('}', start);
        if (close < 0)
            return Placeholder.Unknown(start, text.Length);

        var name = text[(start + 2)..close].Trim();
        return name.StartsWith('!')
            ? Placeholder.Literal(start, close + 1, $"${{{name[1..]}}}")
            : Placeholder.Variable(start, close + 1, name);
    }

    /// <summary>The default of a parameter; <c>null</c> where there is none, or where it only names a place that holds the value.</summary>
    public static IReadOnlyList<LocatedScalar>? Parameter(SourceMapping? parameters, string name)
    {
        if (name == "AWS::NoValue")
            return [];

        return parameters?[name] is SourceMapping parameter
            && parameter.Scalar("Default") is { IsNull: false } value
            && parameter.Scalar("Type")?.Value.StartsWith("AWS::SSM::", StringComparison.Ordinal) != true
            ? [new LocatedScalar(WithoutPlaceholders(value))]
            : null;
    }

    private static List<SourceNode> Branches(SourceNode? node, int depth)
    {
        if (node is null || depth > MaximumDepth)
            return [];

        return Function(node) is ("If", SourceSequence { Items.Count: 3 } condition)
            ? [.. Branches(condition.Items[1], depth + 1).Concat(Branches(condition.Items[2], depth + 1)).Take(MaximumTexts)]
            : [node];
    }

    private static List<SourceScalar> Resolve(SourceNode? node, int depth)
    {
        if (node is null || depth > MaximumDepth)
            return [];

        return Function(node) switch
        {
            ("Ref", SourceScalar name) => [Made($"${{{name.Value}}}", name)],
            ("Sub", SourceScalar text) => [Made(text.Value, text)],
            ("Sub", SourceSequence { Items: [SourceScalar text, SourceMapping values] }) => [Made(Substitute(text.Value, values, depth), text)],
            ("Join", SourceSequence { Items: [SourceScalar separator, SourceSequence parts] }) => Joined(separator.Value, parts, depth),
            ("If", SourceSequence { Items.Count: 3 } condition) => [.. Resolve(condition.Items[1], depth + 1).Concat(Resolve(condition.Items[2], depth + 1)).Take(MaximumTexts)],
            (not null, var argument) => [.. FirstScalar(argument, depth) is { } scalar ? [Made(UnknownPlaceholder, scalar)] : Array.Empty<SourceScalar>()],
            _ when node is SourceScalar { IsNull: false } literal => [WithoutPlaceholders(literal)],
            _ => [],
        };
    }

    /// <summary>The function that a node calls, without <c>!</c> or <c>Fn::</c>, and its argument; <c>null</c> for none.</summary>
    private static (string? Name, SourceNode Argument) Function(SourceNode node)
    {
        if (node.Tag is { } tag)
            return (tag[1..], node);

        return node is SourceMapping { Entries: [{ Key: SourceScalar { Value: var key }, Value: var argument }] } && (key == "Ref" || key.StartsWith("Fn::", StringComparison.Ordinal))
            ? (key.StartsWith("Fn::", StringComparison.Ordinal) ? key[4..] : key, argument)
            : (null, node);
    }

    private static string Substitute(string text, SourceMapping values, int depth)
    {
        foreach (var (key, value) in values.Effective().Take(MaximumTexts))
            text = text.Replace($"${{{key.Value}}}", Resolve(value, depth + 1) is [var only] ? only.Value : UnknownPlaceholder, StringComparison.Ordinal);
        return text;
    }

    private static List<SourceScalar> Joined(string separator, SourceSequence parts, int depth)
    {
        var text = new StringBuilder();
        SourceScalar? first = null;
        SourceScalar? last = null;
        foreach (var part in parts.Items.Take(MaximumTexts))
        {
            var made = Resolve(part, depth + 1) is [var only] ? only : null;
            text.Append(text.Length > 0 ? separator : "").Append(made?.Value ?? UnknownPlaceholder);
            (first, last) = (first ?? made, made ?? last);
        }

        return first is null ? [] : [new SourceScalar(text.ToString(), isPlain: false, Math.Min(first.Start, last!.Start), Math.Max(first.End, last.End))];
    }

    private static SourceScalar? FirstScalar(SourceNode node, int depth) => node switch
    {
        _ when depth > MaximumDepth => null,
        SourceScalar scalar => scalar,
        SourceSequence sequence => sequence.Items.Select(item => FirstScalar(item, depth + 1)).FirstOrDefault(),
        SourceMapping mapping => mapping.Entries.Select(entry => FirstScalar(entry.Value, depth + 1)).FirstOrDefault(),
        _ => null,
    };

    /// <summary>Outside of <c>Sub</c> nothing is replaced by CloudFormation; what looks like a variable is another tool's.</summary>
    private static SourceScalar WithoutPlaceholders(SourceScalar scalar) =>
        scalar.Value.Contains("${", StringComparison.Ordinal) ? Made(scalar.Value.Replace("${", "${?", StringComparison.Ordinal), scalar) : scalar;

    private static SourceScalar Made(string text, SourceScalar place) => new(text, isPlain: false, place.Start, place.End);
}
