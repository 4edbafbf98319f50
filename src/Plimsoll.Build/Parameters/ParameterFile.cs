using System.Text.Json;

namespace Plimsoll.Build.Parameters;

/// <summary><c>.nuke/parameters.json</c> or the file of a profile: values that belong to the repository.</summary>
internal sealed class ParameterFile
{
    private readonly Dictionary<string, (string Name, JsonElement Value)> _values = [];

    private ParameterFile(string? profile) => Profile = profile;

    /// <summary>The profile it is of, or <c>null</c> for that which always holds.</summary>
    public string? Profile { get; }

    /// <summary>What messages call it: its path from the root.</summary>
    public string Name => GetRelativePath(Profile);

    /// <summary>Names in the file, as written.</summary>
    public IEnumerable<string> Names => _values.Values.Select(v => v.Name);

    /// <summary>The file of a profile, or of none.</summary>
    public static string GetRelativePath(string? profile) => profile is null ? ".nuke/parameters.json" : $".nuke/parameters.{profile}.json";

    /// <summary>Reads a file; a missing one has no values.</summary>
    /// <exception cref="BuildException">It is not a JSON object (exit code 2).</exception>
    public static ParameterFile Read(AbsolutePath root, string? profile)
    {
        var file = new ParameterFile(profile);
        var path = root / file.Name;
        if (path.Exists())
            file.Parse(SmallFile.Read(path, file.Name));
        return file;
    }

    /// <summary>The value of a parameter, or <c>null</c>.</summary>
    public JsonElement? Find(string key) => _values.TryGetValue(key, out var found) ? found.Value : null;

    private void Parse(string text)
    {
        try
        {
            foreach (var property in ValidJson.Parse(text).EnumerateObject().Where(p => p.Name != "$schema" && p.Value.ValueKind != JsonValueKind.Null))
                if (!_values.TryAdd(ParameterName.GetKey(property.Name), (property.Name, property.Value)))
                    throw BuildException.Usage($"{Name} sets {property.Name} twice, in two spellings.");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw BuildException.Usage($"{Name} cannot be read: {exception.Message}", "It must contain one JSON object of parameters.", exception);
        }
    }
}
