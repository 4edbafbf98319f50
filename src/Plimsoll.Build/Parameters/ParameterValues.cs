using System.Reflection;

namespace Plimsoll.Build.Parameters;

/// <summary>The values given to parameters. Command line, then environment, then file; the first that names one wins.</summary>
internal sealed class ParameterValues
{
    private readonly Dictionary<string, object> _values = [];

    /// <summary>Nothing given: what a help text shows as defaults.</summary>
    public static ParameterValues None { get; } = new();

    /// <summary>Reads all values.</summary>
    /// <param name="parameters">The build's parameters.</param>
    /// <param name="line">The command line; its paths are relative to the working directory.</param>
    /// <param name="environment">The environment; only names with the prefix are looked at.</param>
    /// <param name="file">The parameter file; its paths are relative to the root.</param>
    /// <param name="workingDirectory">Where the build was started.</param>
    /// <param name="root">The root directory.</param>
    /// <exception cref="BuildException">A text is no value of its parameter's type (exit code 2).</exception>
    public static ParameterValues Read(
        IReadOnlyList<BuildParameter> parameters,
        CommandLine line,
        IReadOnlyDictionary<string, string> environment,
        ParameterFile file,
        AbsolutePath workingDirectory,
        AbsolutePath root)
    {
        var result = new ParameterValues();
        foreach (var parameter in parameters)
        {
            if (line.Values(parameter) is { } given)
                result.Set(parameter, given, $"option {parameter.Option}", workingDirectory);
            else if (FromEnvironment(parameter, environment) is { } variable)
                result.Set(parameter, [variable.Value], $"environment variable {variable.Key}", workingDirectory);
            else if (file.Values(parameter.Key) is { } values)
                result.Set(parameter, values, $"{ParameterFile.RelativePath}, {parameter.Name}", root);
        }

        return result;
    }

    public bool TryGet(BuildParameter parameter, out object? value) => _values.TryGetValue(parameter.Key, out value);

    /// <summary>Writes the values into the build's fields and properties; a property of a component reads its own.</summary>
    public void Inject(object build, IReadOnlyList<BuildParameter> parameters)
    {
        foreach (var parameter in parameters)
        {
            if (!TryGet(parameter, out var value))
                continue;
            if (parameter.Member is FieldInfo field)
                field.SetValue(build, value);
            else if (parameter.Member is PropertyInfo { SetMethod: not null } property && !property.DeclaringType!.IsInterface)
                property.SetValue(build, value);
            else if (parameter.Member.DeclaringType!.GetField($"<{parameter.Member.Name}>k__BackingField", BindingFlags.Instance | BindingFlags.NonPublic) is { } backing)
                backing.SetValue(build, value);
        }
    }

    private static KeyValuePair<string, string>? FromEnvironment(BuildParameter parameter, IReadOnlyDictionary<string, string> environment)
    {
        // CI hosts set what a workflow leaves out to an empty text.
        if (environment.TryGetValue(parameter.Variable, out var exact) && exact.Length > 0)
            return KeyValuePair.Create(parameter.Variable, exact);

        // PLIMSOLL_NUGET_API_KEY for NuGetApiKey: nobody guesses where a compound name is cut into words.
        foreach (var variable in environment.OrderBy(v => v.Key, StringComparer.Ordinal))
            if (variable.Value.Length > 0 && variable.Key.StartsWith(ParameterName.EnvironmentPrefix, StringComparison.Ordinal)
                && ParameterName.Key(variable.Key[ParameterName.EnvironmentPrefix.Length..]) == parameter.Key)
                return variable;
        return null;
    }

    private void Set(BuildParameter parameter, IReadOnlyList<string> texts, string origin, AbsolutePath directory)
    {
        if (ValueReader.ElementType(parameter.Type) is not { } element)
        {
            _values[parameter.Key] = texts is [var text]
                ? ReadOne(parameter, text, parameter.Type, origin, directory)
                : throw BuildException.Usage($"{Capitalised(origin)} holds {texts.Count} values, and takes one.");
            return;
        }

        var items = texts
            .SelectMany(t => t.Split(parameter.Separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Select(t => ReadOne(parameter, t, element, origin, directory))
            .ToList();
        var array = Array.CreateInstance(element, items.Count);
        for (var i = 0; i < items.Count; i++)
            array.SetValue(items[i], i);
        _values[parameter.Key] = array;
    }

    private static object ReadOne(BuildParameter parameter, string text, Type type, string origin, AbsolutePath directory)
    {
        if (parameter.IsSecret && text.StartsWith("v1:", StringComparison.Ordinal) && origin.StartsWith('.'))
            throw BuildException.Usage(
                $"{origin} is a secret that was encrypted by NUKE, which this build cannot decrypt.",
                $"Give it in {parameter.Variable}.");
        if (ValueReader.TryRead(text, type, directory, out var value))
            return value;
        var shown = parameter.IsSecret ? "a value that is hidden here" : $"'{text}'";
        throw BuildException.Usage($"{Capitalised(origin)} holds {shown}, where {ValueReader.Expected(type)} is expected.");
    }

    private static string Capitalised(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
