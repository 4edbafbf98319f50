namespace Plimsoll.Build.CI.Generation;

/// <summary>What parts of a file write, as lines.</summary>
internal static class EntityLines
{
    public static IReadOnlyList<string> Of(IEnumerable<ConfigurationEntity> parts)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var writer = new CustomFileWriter(text, indentationFactor: 2, commentPrefix: "#");
        foreach (var part in parts)
            part.Write(writer);
        return text.ToString().TrimEnd('\n').Split('\n');
    }
}
