namespace Plimsoll.Build.CI.Generation.Yaml;

/// <summary>Writes YAML in block style, two spaces for each level.</summary>
internal static class YamlWriter
{
    private const string Level = "  ";

    /// <summary>Returns the lines of a map or a list, the outermost ones not indented.</summary>
    public static IReadOnlyList<string> ToLines(YamlNode node)
    {
        var lines = new List<string>();
        Write(lines, node, "");
        return lines;
    }

    private static void Write(List<string> lines, YamlNode node, string indent)
    {
        switch (node)
        {
            case YamlMap map:
                foreach (var (key, value) in map)
                    WriteValue(lines, $"{indent}{YamlQuoting.ToKey(key)}:", value, indent);
                break;
            case YamlList list:
                foreach (var item in list)
                    WriteItem(lines, item, indent);
                break;
            case YamlLines written:
                lines.AddRange(written.Lines.Select(line => line.Length == 0 ? "" : indent + line));
                break;
            default:
                throw new ArgumentException("A scalar needs a key or a list.", nameof(node));
        }
    }

    private static void WriteItem(List<string> lines, YamlNode item, string indent)
    {
        if (item is YamlScalar or YamlMap { Count: 0 } or YamlList { Count: 0 })
        {
            WriteValue(lines, $"{indent}-", item, indent);
            return;
        }

        // The dash stands where the first line is indented.
        var first = lines.Count;
        Write(lines, item, indent + Level);
        lines[first] = $"{indent}- {lines[first][(indent.Length + Level.Length)..]}";
    }

    private static void WriteValue(List<string> lines, string before, YamlNode value, string indent)
    {
        switch (value)
        {
            case YamlScalar scalar when !scalar.IsLiteral && YamlQuoting.ToBlock(scalar.Text, out var header) is { } block:
                lines.Add($"{before} {header}");
                lines.AddRange(block.Select(line => line.Length == 0 ? "" : indent + Level + line));
                break;
            case YamlScalar scalar:
                lines.Add($"{before} {(scalar.IsLiteral ? scalar.Text : YamlQuoting.ToLine(scalar.Text))}{(scalar.Comment is { } comment ? $" # {comment}" : "")}");
                break;
            case YamlMap { Count: 0 }:
                lines.Add($"{before} {{}}");
                break;
            case YamlList { Count: 0 }:
                lines.Add($"{before} []");
                break;
            default:
                lines.Add(before);
                Write(lines, value, indent + Level);
                break;
        }
    }
}
