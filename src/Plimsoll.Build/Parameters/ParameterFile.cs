using System.Text.Json;

namespace Plimsoll.Build.Parameters;

/// <summary><c>.nuke/parameters.json</c>: values that belong to the repository.</summary>
internal sealed class ParameterFile
{
    public const string RelativePath = ".nuke/parameters.json";

    private readonly Dictionary<string, (string Name, IReadOnlyList<string> Values)> _values = [];

    /// <summary>Names in the file, as written.</summary>
    public IEnumerable<string> Names => _values.Values.Select(v => v.Name);

    /// <summary>Reads the file; a missing one has no values.</summary>
    /// <exception cref="BuildException">It is not a JSON object of strings, numbers, booleans and lists of these (exit code 2).</exception>
    public static ParameterFile Read(AbsolutePath root)
    {
        var result = new ParameterFile();
        var path = root / RelativePath;
        if (!path.FileExists())
            return result;
        try
        {
            using var stream = File.OpenRead(path);
            using var document = JsonDocument.Parse(
                stream, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            foreach (var property in document.RootElement.EnumerateObject().Where(p => p.Name != "$schema" && p.Value.ValueKind != JsonValueKind.Null))
                result._values[ParameterName.GetKey(property.Name)] = (property.Name, Texts(property.Value, property.Name));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw BuildException.Usage($"{RelativePath} cannot be read: {exception.Message}", "It must contain one JSON object of parameters.", exception);
        }

        return result;
    }

    public IReadOnlyList<string>? GetValues(string key) => _values.TryGetValue(key, out var value) ? value.Values : null;

    private static IReadOnlyList<string> Texts(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray().Select(e => Text(e, name))] : [Text(element, name)];

    private static string Text(JsonElement element, string name) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString()!,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => element.GetRawText(),
        _ => throw BuildException.Usage(
            $"{RelativePath} sets {name} to a JSON {element.ValueKind.ToString().ToLowerInvariant()}, but it must be a string, a number, a boolean, or a list of these."),
    };
}
