using System.Text.RegularExpressions;
using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Ansible;

/// <summary>The variables that count at a task: its own, those of the blocks and the play around it, those of the role.</summary>
internal sealed partial class AnsibleScope
{
    // GitHub's limit for a matrix is as good for a loop; what has more is read without its items.
    private const int MaximumItems = 256;

    private readonly IReadOnlyList<Layer> _layers;
    private readonly IReadOnlySet<string> _computed;

    private AnsibleScope(IReadOnlyList<Layer> layers, IReadOnlySet<string> computed) => (_layers, _computed) = (layers, computed);

    /// <summary>Variables of one place, and the text that they stand in, <c>null</c> for the file that is scanned.</summary>
    private readonly record struct Layer(SourceMapping Variables, SourceText? Source);

    /// <summary>The outermost scope.</summary>
    /// <param name="computed">The variables that tasks of the file set, which are not known.</param>
    public static AnsibleScope Create(IReadOnlySet<string> computed) => new([], computed);

    /// <summary>A scope within this one.</summary>
    /// <param name="variables">What is set there; nothing else changes anything.</param>
    /// <param name="source">The text that they stand in, <c>null</c> for the file that is scanned.</param>
    public AnsibleScope With(SourceNode? variables, SourceText? source = null) =>
        variables is SourceMapping mapping ? new AnsibleScope([new Layer(mapping, source), .. _layers], _computed) : this;

    /// <summary>The variables outside of any task.</summary>
    public IReadOnlyList<ScalarLookup> Environment => [Lookup(null, default)];

    /// <summary>The variables of a task, once for each item of its loop.</summary>
    public IReadOnlyList<ScalarLookup> Environments(SourceMapping task)
    {
        var inner = With(task["vars"]);
        var name = (task["loop_control"] as SourceMapping)?.Scalar("loop_var")?.Value ?? "item";
        return inner.Items(task) is { Count: > 0 and <= MaximumItems } items ? [.. items.Select(item => inner.Lookup(name, item))] : inner.Environment;
    }

    private ScalarLookup Lookup(string? loopVariable, (SourceNode Node, SourceText? Source) item) => path =>
    {
        var segments = path.Split('.');
        var (node, source) = segments[0] == loopVariable ? item : Find(segments[0]);
        foreach (var segment in segments.AsSpan(1))
            node = (node as SourceMapping)?[segment];
        return node is SourceScalar scalar ? [new LocatedScalar(scalar, source)] : null;
    };

    private (SourceNode? Node, SourceText? Source) Find(string name)
    {
        if (!_computed.Contains(name))
            foreach (var layer in _layers)
                if (layer.Variables[name] is { } value)
                    return (value, layer.Source);
        return (null, null);
    }

    private List<(SourceNode Node, SourceText? Source)> Items(SourceMapping task)
    {
        var (node, source) = ((task["loop"] ?? task["with_items"] ?? task["with_list"] ?? task["with_dict"]), null as SourceText);
        var isDictionary = task["with_dict"] is not null;
        if (node is SourceScalar text && Variable().Match(text.Value) is { Success: true } variable)
        {
            (node, source) = Find(variable.Groups["name"].Value);
            isDictionary |= variable.Groups["dictionary"].Success;
        }

        if (node is SourceSequence list && !isDictionary)
            return [.. list.Items.Select(item => (item, source))];
        return isDictionary && node is SourceMapping mapping ? [.. mapping.Effective().OrderBy(entry => entry.Key.Start).Select(entry => ((SourceNode)Pair(entry.Key, entry.Value), source))] : [];
    }

    private static SourceMapping Pair(SourceScalar key, SourceNode value)
    {
        var pair = new SourceMapping();
        pair.Entries.Add(new(new SourceScalar("key", isPlain: false, key.Start, key.End), key));
        pair.Entries.Add(new(new SourceScalar("value", isPlain: false, key.Start, key.End), value));
        return pair;
    }

    [GeneratedRegex(@"^\s*\{\{\s*(?<name>\w+)\s*(?<dictionary>\|\s*dict2items\s*)?\}\}\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}
