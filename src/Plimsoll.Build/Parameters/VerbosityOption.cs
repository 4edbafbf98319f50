
namespace Plimsoll.Build.Parameters;

/// <summary>How much the build prints: the one option of the engine that the environment may set.</summary>
internal static class VerbosityOption
{
    private const string Variable = "PLIMSOLL_VERBOSITY";

    /// <summary>Command line, then environment, then the CI host's debug switch, then files.</summary>
    /// <exception cref="BuildException">The text is not a valid verbosity (exit code 2).</exception>
    public static Verbosity Resolve(CommandLine line, IReadOnlyDictionary<string, string> environment, ParameterFiles files)
    {
        if (line.Verbosity is { } given)
            return Read(given, $"Option {BuiltInOption.Verbosity.Option}");
        if (environment.GetValueOrDefault(Variable) is { Length: > 0 } variable)
            return Read(variable, $"Environment variable {Variable}");
        if (environment.GetValueOrDefault("RUNNER_DEBUG") == "1" || bool.TryParse(environment.GetValueOrDefault("SYSTEM_DEBUG"), out var debug) && debug)
            return Verbosity.Debug;
        return files.Find(BuiltInOption.Verbosity.Key) is { } found ? Read(found.Value.ToString(), $"{found.File.Name}, Verbosity,") : Verbosity.Normal;
    }

    private static Verbosity Read(string text, string origin) =>
        Enum.GetValues<Verbosity>().Where(v => v.ToString().Equals(text, StringComparison.OrdinalIgnoreCase)).ToList() is [var verbosity]
            ? verbosity
            : throw BuildException.Usage($"{origin} is '{text}', but must be quiet, normal, verbose or debug.");
}
