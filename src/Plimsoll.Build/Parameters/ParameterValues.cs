using System.Reflection;

namespace Plimsoll.Build.Parameters;

/// <summary>The values given to parameters. The command line wins over the environment, which wins over the file.</summary>
internal sealed class ParameterValues
{
    private readonly Dictionary<string, object> _values = [];

    /// <summary>No values given: the defaults, as the help shows them.</summary>
    public static ParameterValues None { get; } = new();

    /// <summary>Reads all values.</summary>
    /// <param name="parameters">The build's parameters.</param>
    /// <param name="line">The command line; its paths are relative to the working directory.</param>
    /// <param name="environment">The environment; only names with the prefix are looked at.</param>
    /// <param name="file">The parameter file; its paths are relative to the root.</param>
    /// <param name="workingDirectory">Where the build was started.</param>
    /// <param name="root">The root directory.</param>
    /// <exception cref="BuildException">A text is not a valid value of its parameter's type (exit code 2).</exception>
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
            if (line.GetValues(parameter) is { } given)
                result.Set(parameter, given, $"option {parameter.Option}", workingDirectory);
            else if (FromEnvironment(parameter, environment) is { } variable)
                result.Set(parameter, [variable.Value], $"environment variable {variable.Key}", workingDirectory);
            else if (file.GetValues(parameter.Key) is { } values)
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

        // PLIMSOLL_NUGET_API_KEY for NuGetApiKey: it is hard to guess how a compound name is split into words.
        foreach (var variable in environment.OrderBy(v => v.Key, StringComparer.Ordinal))
            if (variable.Value.Length > 0 && variable.Key.StartsWith(ParameterName.EnvironmentPrefix, StringComparison.Ordinal)
                && ParameterName.GetKey(variable.Key[ParameterName.EnvironmentPrefix.Length..]) == parameter.Key)
                return variable;
        return null;
    }

    private void Set(BuildParameter parameter, IReadOnlyList<string> texts, string origin, AbsolutePath directory)
    {
        if (ValueReader.GetElementType(parameter.Type) is not { } element)
        {
            _values[parameter.Key] = texts is [var text]
                ? ReadOne(parameter, text, parameter.Type, origin, directory)
                : throw BuildException.Usage($"{Capitalised(origin)} has {texts.Count} values, but accepts only one.");
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
                $"{origin} is a secret encrypted by NUKE, which this build cannot decrypt.",
                $"Set {parameter.Variable} instead.");
        if (ValueReader.TryRead(text, type, directory, out var value))
            return value;
        var expected = ValueReader.DescribeExpected(type);
        throw BuildException.Usage(parameter.IsSecret
            ? $"{Capitalised(origin)} has a value (hidden because it is a secret) that is not {expected}."
            : $"{Capitalised(origin)} is '{text}', but must be {expected}.");
    }

    private static string Capitalised(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
