namespace Plimsoll.Build.Parameters;

/// <summary>Finds the environment variable that sets a parameter.</summary>
internal static class ParameterVariable
{
    /// <summary>Finds the variable: by prefix and exact name, then by exact name alone where that is allowed, then by prefix and letters.</summary>
    /// <returns>Its name and value, or <c>null</c>. One without a value is none: CI hosts set what a workflow leaves out to an empty text.</returns>
    public static KeyValuePair<string, string>? Find(BuildParameter parameter, IReadOnlyDictionary<string, string> environment)
    {
        string[] exact = [ParameterName.EnvironmentPrefixes[0] + parameter.PlainVariable, .. parameter.PlainVariables];
        foreach (var name in exact)
            if (environment.TryGetValue(name, out var value) && IsGiven(value, environment))
                return KeyValuePair.Create(name, value);

        // PLIMSOLL_NU_GET_API_KEY for NuGetApiKey: it is hard to guess how a compound name is split into words.
        foreach (var prefix in ParameterName.EnvironmentPrefixes)
            foreach (var variable in environment.OrderBy(v => v.Key, StringComparer.Ordinal))
                if (IsGiven(variable.Value, environment) && variable.Key.StartsWith(prefix, StringComparison.Ordinal)
                    && ParameterName.GetKey(variable.Key[prefix.Length..]) == parameter.Key)
                    return variable;
        return null;
    }

    /// <summary>A variable that looks as if it were meant for the parameter but is not read, because it has no prefix; or <c>null</c>.</summary>
    public static string? FindUnread(BuildParameter parameter, IReadOnlyDictionary<string, string> environment) =>
        new[] { parameter.PlainVariable, parameter.Name }.Except(parameter.PlainVariables)
            .FirstOrDefault(name => environment.TryGetValue(name, out var value) && IsGiven(value, environment));

    /// <summary>Whether it is a value. Azure Pipelines leaves a variable that it does not have as it is written: <c>$(NuGetApiKey)</c>.</summary>
    private static bool IsGiven(string value, IReadOnlyDictionary<string, string> environment) => value.Length > 0
        && !(environment.ContainsKey("TF_BUILD") && value.StartsWith("$(", StringComparison.Ordinal) && value.IndexOf(')', StringComparison.Ordinal) == value.Length - 1);
}
