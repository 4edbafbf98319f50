using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Declarations;

/// <summary>The values that one file of HCL gives to its own names: <c>variable</c> with a default, and <c>locals</c>.</summary>
internal static class FileValues
{
    /// <summary>Its references, resolved.</summary>
    /// <param name="root">The file.</param>
    /// <param name="source">Its text.</param>
    /// <param name="hasBareNames">Whether a variable is its name alone, as in the files of buildx; else <c>var.name</c>.</param>
    public static DeclarationScope Scope(SourceMapping root, SourceText source, bool hasBareNames = false)
    {
        var values = new Dictionary<string, SourceNode>(StringComparer.Ordinal);
        foreach (var (key, value) in root.Entries)
        {
            if (value is not SourceMapping block)
                continue;
            if (key is SourceScalar { Value: "locals" })
                foreach (var (name, local) in block.Entries)
                    values[$"local.{(name as SourceScalar)?.Value}"] = local;
            else if (key is SourceScalar { Value: "variable" })
                foreach (var (name, variable) in block.Entries)
                    if ((variable as SourceMapping)?["default"] is { } byDefault)
                        values[$"var.{(name as SourceScalar)?.Value}"] = byDefault;
        }

        return new DeclarationScope(path =>
            path.Length > 1 && values.TryGetValue($"{path[0]}.{path[1]}", out var value) ? (new LocatedNode(value, source), 2)
            : hasBareNames && values.TryGetValue($"var.{path[0]}", out var variable) ? (new LocatedNode(variable, source), 1)
            : null);
    }

    /// <summary>The bodies of all blocks with a type and labels, whose last label names it: <c>source "docker" "x" {}</c>.</summary>
    public static IEnumerable<SourceMapping> Blocks(SourceMapping root, params string[] labels)
    {
        IEnumerable<SourceMapping> blocks = [root];
        foreach (var label in labels)
            blocks = blocks.SelectMany(block => block.Entries.Where(entry => entry.Key is SourceScalar key && key.Value == label).Select(entry => entry.Value).OfType<SourceMapping>());
        return blocks.SelectMany(block => block.Entries.Select(entry => entry.Value).OfType<SourceMapping>());
    }
}
