using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.AzurePipelines;

/// <summary>
/// Variables and parameters of Azure Pipelines. Names ignore case. What is set under a condition, <c>${{ if … }}</c>, is one of
/// several values; variable groups are unknown.
/// </summary>
internal static class AzureVariables
{
    private const string Prefix = "variables.";
    private const int MaximumDepth = 10;
    private const int MaximumEntries = 10_000;

    /// <summary>Finds <c>${{ }}</c>, <c>$(name)</c> and <c>$[ ]</c>.</summary>
    public static Placeholder? Find(string text, int from)
    {
        var start = text.IndexOf('$', from);
        while (start >= 0 && (start + 1 >= text.Length || text[start + 1] is not ('{' or '(' or '[')))
            start = text.IndexOf('$', start + 1);
        if (start < 0)
            return null;

        if (text[start + 1] == '{')
            return text.AsSpan(start).StartsWith("${{") ? ExpressionTerms.Find(text, start) : Placeholder.Unknown(start, start + 2);
        if (text[start + 1] == '[')
        {
            // Such an expression is the whole value.
            var last = text.LastIndexOf(']');
            return last <= start ? Placeholder.Unknown(start, text.Length) : ExpressionTerms.Placeholder(text, start, last + 1, start + 2, last);
        }

        var close = text.IndexOf(')', start);
        var name = close < 0 ? "" : text[(start + 2)..close].Trim();
        return name.Length == 0 || name.Contains('$') ? Placeholder.Unknown(start, text.Length) : Placeholder.Variable(start, close + 1, Prefix + name);
    }

    /// <summary>The variables that a block sets, and those of them that no condition decides about.</summary>
    internal sealed record Block(Dictionary<string, List<LocatedScalar>> Values, HashSet<string> Certain);

    /// <summary>Reads a block of variables.</summary>
    public static Block Read(SourceNode variables, ScanContext context)
    {
        var block = new Block(new(StringComparer.OrdinalIgnoreCase), new(StringComparer.OrdinalIgnoreCase));
        Collect(variables, null, isConditional: false, block.Values, block.Certain, context, depth: 0);
        return block;
    }

    /// <summary>The environment inside a block.</summary>
    public static ScalarLookup With(Block block, ScalarLookup outer) => name =>
        !block.Values.TryGetValue(name, out var values) ? outer(name)
        : block.Certain.Contains(name) ? values
        : outer(name) is { } others ? [.. others, .. values]
        : values;

    /// <summary>The environment of one entry of a matrix.</summary>
    public static ScalarLookup WithMatrix(SourceMapping entry, ScalarLookup outer) => name =>
        name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
        && entry.Effective().FirstOrDefault(pair => pair.Key.Value.Equals(name[Prefix.Length..], StringComparison.OrdinalIgnoreCase)).Value is { } value
            ? value is SourceScalar scalar ? [new LocatedScalar(scalar)] : null
            : outer(name);

    /// <summary>The environment that holds the defaults of a template's or a pipeline's parameters.</summary>
    public static ScalarLookup WithParameters(SourceNode? parameters, ScalarLookup outer)
    {
        const string prefix = "parameters.";
        var defaults = parameters switch
        {
            SourceMapping mapping => mapping.Effective().Select(entry => (Name: entry.Key.Value, Value: (SourceNode?)entry.Value)),
            SourceSequence sequence => sequence.Items.OfType<SourceMapping>().Select(item => (Name: item.Scalar("name")?.Value ?? "", Value: item["default"])),
            _ => [],
        };
        var byName = new Dictionary<string, SourceNode?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in defaults)
            byName.TryAdd(name, value);

        return name =>
        {
            if (!name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                return outer(name);

            var path = name[prefix.Length..].Split('.');
            var node = byName.GetValueOrDefault(path[0]);
            foreach (var key in path.AsSpan(1))
                node = (node as SourceMapping)?[key];
            return node is SourceScalar scalar ? [new LocatedScalar(scalar)] : null;
        };
    }

    private static void Collect(
        SourceNode? node, SourceText? source, bool isConditional, Dictionary<string, List<LocatedScalar>> own, HashSet<string> certain, ScanContext context, int depth)
    {
        if (depth > MaximumDepth)
            return;

        if (node is SourceSequence list)
        {
            foreach (var item in list.Items.OfType<SourceMapping>().Take(MaximumEntries))
            {
                if (item.Scalar("name") is { } name)
                    Set(name.Value, item["value"], source, isConditional, own, certain);
                else if (item.Scalar("template") is { } template)
                    Template(template.Value, isConditional, own, certain, context, depth);
                else
                    foreach (var (key, value) in item.Effective().Where(entry => IsExpression(entry.Key.Value)))
                        Collect(value, source, isConditional || !IsPlainInsert(key.Value), own, certain, context, depth + 1);
            }
        }
        else if (node is SourceMapping mapping)
        {
            foreach (var (key, value) in mapping.Effective().Take(MaximumEntries).Reverse())
            {
                if (IsExpression(key.Value))
                    Collect(value, source, isConditional || !IsPlainInsert(key.Value), own, certain, context, depth + 1);
                else
                    Set(key.Value, value, source, isConditional, own, certain);
            }
        }
    }

    private static void Template(string path, bool isConditional, Dictionary<string, List<LocatedScalar>> own, HashSet<string> certain, ScanContext context, int depth)
    {
        // A template of another repository has its name behind an '@'.
        if (path.Contains('@') || path.Contains('$'))
            return;

        var file = path.StartsWith('/') ? context.OpenFromRoot(path) : context.Open(path);
        if (file?.Root is { } root)
            Collect(root["variables"], file.Source, isConditional, own, certain, context, depth + 1);
    }

    private static void Set(string name, SourceNode? value, SourceText? source, bool isConditional, Dictionary<string, List<LocatedScalar>> own, HashSet<string> certain)
    {
        if (value is not SourceScalar scalar)
            return;

        name = Prefix + name;
        if (!own.TryGetValue(name, out var values))
            own[name] = values = [];
        if (!isConditional)
        {
            values.Clear();
            certain.Add(name);
        }

        values.Add(new LocatedScalar(scalar, source));
    }

    internal static bool IsExpression(string key) => key.StartsWith("${{", StringComparison.Ordinal);

    private static bool IsPlainInsert(string key) => key.AsSpan(3).TrimStart().StartsWith("insert");
}
