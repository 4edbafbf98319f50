using System.Reflection;
using System.Text.Json;
using Plimsoll.Build.Secrets;

namespace Plimsoll.Build.Parameters;

/// <summary>The values given to parameters. The command line wins over the environment, which wins over the files.</summary>
internal sealed class ParameterValues
{
    private readonly Dictionary<string, object> _values = [];
    private readonly Dictionary<string, string> _problems = [];
    private readonly HashSet<string> _secrets = [];
    private readonly Dictionary<string, string> _given = [];
    private SecretCipher? _cipher;

    /// <summary>No values given: the defaults, as the help shows them.</summary>
    public static ParameterValues None { get; } = new();

    /// <summary>All texts that are or belong to the value of a secret.</summary>
    public IReadOnlyCollection<string> Secrets => _secrets;

    /// <summary>Reads all values.</summary>
    /// <param name="parameters">The build's parameters.</param>
    /// <param name="line">The command line; its paths are relative to the working directory.</param>
    /// <param name="environment">The environment: see <see cref="ParameterVariable"/>.</param>
    /// <param name="files">The parameter files; their paths are relative to the root.</param>
    /// <param name="passwords">What decrypts the files' secrets, or <c>null</c> to leave these out.</param>
    /// <param name="workingDirectory">Where the build was started.</param>
    /// <param name="root">The root directory.</param>
    /// <exception cref="BuildException">A text is not a valid value of its parameter's type, or a secret cannot be decrypted (exit code 2).</exception>
    public static ParameterValues Read(
        IReadOnlyList<BuildParameter> parameters,
        CommandLine line,
        IReadOnlyDictionary<string, string> environment,
        ParameterFiles files,
        SecretPasswords? passwords,
        AbsolutePath workingDirectory,
        AbsolutePath root)
    {
        var result = new ParameterValues();
        foreach (var parameter in parameters)
        {
            ValueOrigin From(string text, AbsolutePath directory) => new(text, directory, parameter.IsSecret);

            if (line.GetValues(parameter) is { } given)
                result.Set(parameter, given, From($"Option {parameter.Option}", workingDirectory));
            else if (ParameterVariable.Find(parameter, environment) is { } variable)
                result.Set(parameter, [variable.Value], From($"Environment variable {variable.Key}", workingDirectory));
            else if (files.Find(parameter.Key) is { } found)
                result.SetFromFile(parameter, found.Value, From($"{found.File.Name}, {parameter.Name}", root), passwords, found.File.Profile);
            else if (parameter.Member.GetCustomAttribute<SolutionAttribute>() is { } solution)
                result._values[parameter.Key] = SolutionLookup.Find(solution, parameter, root);
        }

        return result;
    }

    /// <summary>
    /// The texts that were given for parameters other than secrets, by the keys of these, in their order. Two runs whose texts are equal have
    /// the same parameters, but for secrets.
    /// </summary>
    public IEnumerable<KeyValuePair<string, string>> Given => _given.OrderBy(pair => pair.Key, StringComparer.Ordinal);

    public bool TryGet(BuildParameter parameter, out object? value) => _values.TryGetValue(parameter.Key, out value);

    /// <summary>Why a value that is there was not read, as a sentence; or <c>null</c>.</summary>
    public string? GetProblem(BuildParameter parameter) => _problems.GetValueOrDefault(parameter.Key);

    /// <summary>Sets a value from texts: of a list, each is an item, or one has all of them with the separator between.</summary>
    /// <exception cref="BuildException">A text is not a valid value of the parameter's type (exit code 2).</exception>
    public void Set(BuildParameter parameter, IReadOnlyList<string> texts, ValueOrigin origin)
    {
        Remember(parameter, string.Join('\0', texts), origin);
        if (ValueShape.GetElementType(parameter.Type) is { } item)
            _values[parameter.Key] = ReadList(parameter, item, texts, origin);
        else if (texts is [var text])
            _values[parameter.Key] = ReadOne(parameter, text, parameter.Type, origin);
        else
            throw BuildException.Usage($"{origin.Text} has {texts.Count} values, but accepts only one.");
    }

    /// <summary>Writes the values into the build's fields and properties; a property of a component reads its own.</summary>
    public void Inject(object build, IReadOnlyList<BuildParameter> parameters)
    {
        foreach (var parameter in parameters)
            if (TryGet(parameter, out var value))
                MemberDiscovery.Set(parameter.Member, build, value);
    }

    private void SetFromFile(BuildParameter parameter, JsonElement json, ValueOrigin origin, SecretPasswords? passwords, string? profile)
    {
        if (parameter.IsSecret && passwords is null)
            return;
        if (parameter.IsSecret && IsEncrypted(json))
        {
            if (Decrypt(parameter, json, origin, passwords!, profile) is not { } texts)
                return;
            if (json.ValueKind == JsonValueKind.Array && ValueShape.GetElementType(parameter.Type) is { } secret)
                _values[parameter.Key] = ReadItems(parameter, secret, texts, origin);
            else
                Set(parameter, texts, origin);
        }
        else if (json.ValueKind == JsonValueKind.Array && !parameter.IsList)
        {
            throw BuildException.Usage($"{origin.Text} has {json.GetArrayLength()} values, but accepts only one.");
        }
        else if (json.ValueKind != JsonValueKind.Array && ValueShape.GetElementType(parameter.Type) is { } item && ValueShape.IsScalar(item))
        {
            Set(parameter, [JsonValueReader.Text(json, origin)], origin);
        }
        else
        {
            Remember(parameter, json.GetRawText(), origin);
            _values[parameter.Key] = ReadJson(parameter, json, parameter.Type, origin);
        }
    }

    private void Remember(BuildParameter parameter, string text, ValueOrigin origin)
    {
        if (!parameter.IsSecret)
            _given[parameter.Key] = ValueShape.HasPaths(parameter.Type) ? $"{origin.Directory}\0{text}" : text;
    }

    /// <summary>Decrypts a value of a file, or the items of a list; <c>null</c> without a password.</summary>
    private List<string>? Decrypt(BuildParameter parameter, JsonElement json, ValueOrigin origin, SecretPasswords passwords, string? profile)
    {
        var file = ParameterFile.GetRelativePath(profile);
        if (passwords.Find(profile, file) is not { } password)
        {
            _problems[parameter.Key] = $"{origin.Text} is encrypted, and {SecretPasswords.GetVariable(profile)}, its password, is not set.";
            return null;
        }

        var cipher = _cipher ??= new SecretCipher();
        var texts = (json.ValueKind == JsonValueKind.Array ? json.EnumerateArray() : (IEnumerable<JsonElement>)[json]).Select(e => e.GetString()!);
        return [.. texts.Select(text => !SecretCipher.IsEncrypted(text) ? text : cipher.Decrypt(text, password, profile, parameter.Key) ?? throw BuildException.Usage(
            $"{origin.Text} cannot be decrypted: the password is wrong, or the value was changed, or encrypted for another parameter or profile.",
            $"The password is that of {file}, from {SecretPasswords.GetVariable(profile)}."))];
    }

    private static bool IsEncrypted(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => SecretCipher.IsEncrypted(json.GetString()!),
        JsonValueKind.Array => json.EnumerateArray().All(e => e.ValueKind == JsonValueKind.String) && json.EnumerateArray().Any(IsEncrypted),
        _ => false,
    };

    private object ReadList(BuildParameter parameter, Type item, IReadOnlyList<string> texts, ValueOrigin origin)
    {
        if (!ValueShape.IsScalar(item) && texts is [var json] && json.TrimStart().StartsWith('['))
            return ReadJson(parameter, ParseJson(json, parameter.Type, origin), parameter.Type, origin);
        return ReadItems(parameter, item, ValueShape.IsScalar(item) ? texts.SelectMany(t => Split(parameter, t)) : texts, origin);
    }

    private object ReadItems(BuildParameter parameter, Type item, IEnumerable<string> texts, ValueOrigin origin) =>
        ValueList.Create(parameter.Type, item, [.. texts.Select(t => ReadOne(parameter, t, item, origin))]);

    private static string[] Split(BuildParameter parameter, string text) => parameter.Separator.Length > 0
        ? text.Split(parameter.Separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        : [text];

    private object ReadOne(BuildParameter parameter, string text, Type type, ValueOrigin origin)
    {
        if (!ValueShape.IsScalar(type))
            return ReadJson(parameter, ParseJson(text, type, origin), type, origin);
        var value = origin.Read(text, type);

        // A secret may print itself in another way than it was given.
        if (parameter.IsSecret)
            _secrets.UnionWith([text, value.ToString() ?? ""]);
        return value;
    }

    private object ReadJson(BuildParameter parameter, JsonElement json, Type type, ValueOrigin origin)
    {
        if (parameter.IsSecret)
            Hide(json);
        return JsonValueReader.Read(json, type, origin);
    }

    private static JsonElement ParseJson(string text, Type type, ValueOrigin origin)
    {
        try
        {
            return ValidJson.Parse(text);
        }
        catch (JsonException exception)
        {
            throw BuildException.Usage(
                origin.IsSecret ? $"{origin.Text} is not valid JSON." : $"{origin.Text} is not valid JSON: {exception.Message}", $"A {type.Name} is written as JSON.");
        }
    }

    /// <summary>Remembers all texts in a secret.</summary>
    private void Hide(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Array)
            foreach (var item in json.EnumerateArray())
                Hide(item);
        else if (json.ValueKind == JsonValueKind.Object)
            foreach (var property in json.EnumerateObject())
                Hide(property.Value);
        else if (json.ValueKind is JsonValueKind.String or JsonValueKind.Number)
            _secrets.Add(json.ValueKind == JsonValueKind.String ? json.GetString()! : json.GetRawText());
    }
}
