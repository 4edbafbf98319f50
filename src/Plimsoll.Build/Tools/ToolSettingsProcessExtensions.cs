namespace Plimsoll.Build.Tools;

/// <summary>How the process of a tool is run, in fluent methods. Each returns a changed copy.</summary>
public static class ToolSettingsProcessExtensions
{
    /// <summary>Sets another executable: a path, or a name to be looked up on <c>PATH</c>.</summary>
    public static T SetProcessToolPath<T>(this T settings, string? value) where T : ToolSettings => settings with { ToolPath = value };

    /// <summary>Sets the working directory; a relative one is below the root of the build.</summary>
    public static T SetProcessWorkingDirectory<T>(this T settings, string? value) where T : ToolSettings =>
        settings.WithProcess(process => process with
        {
            WorkingDirectory = value is null ? null : Path.IsPathFullyQualified(value) ? AbsolutePath.Create(value) : ToolHost.Current.Root / value,
        });

    /// <summary>Sets the variables that are added to the environment of the build.</summary>
    public static T SetProcessEnvironmentVariables<T, TValue>(this T settings, IEnumerable<KeyValuePair<string, TValue>> values) where T : ToolSettings =>
        settings.WithProcess(process => process with { Environment = values.ToDictionary(pair => pair.Key, pair => Arguments.ToText(pair.Value)) });

    /// <summary>Adds a variable to the environment, or changes it; <c>null</c> removes it.</summary>
    public static T SetProcessEnvironmentVariable<T>(this T settings, string name, object? value) where T : ToolSettings =>
        settings.WithProcess(process => process with
        {
            Environment = new Dictionary<string, string?>(process.Environment) { [name] = Arguments.ToText(value) },
        });

    /// <summary>Adds a variable to the environment, or changes it; <c>null</c> removes it.</summary>
    public static T AddProcessEnvironmentVariable<T>(this T settings, string name, object? value) where T : ToolSettings =>
        settings.SetProcessEnvironmentVariable(name, value);

    /// <summary>Takes back what was said of a variable: it is then what it is in the build's own environment.</summary>
    public static T RemoveProcessEnvironmentVariable<T>(this T settings, string name) where T : ToolSettings =>
        settings.WithProcess(process => process with
        {
            Environment = process.Environment.Where(variable => variable.Key != name).ToDictionary(),
        });

    /// <summary>Leaves the environment as it is.</summary>
    public static T ClearProcessEnvironmentVariables<T>(this T settings) where T : ToolSettings =>
        settings.WithProcess(process => process with { Environment = ProcessOptions.Default.Environment });

    /// <summary>Kills the process and its children after so many milliseconds; <c>null</c> is never.</summary>
    public static T SetProcessExecutionTimeout<T>(this T settings, int? milliseconds) where T : ToolSettings =>
        settings.WithProcess(process => process with { Timeout = milliseconds is { } value ? TimeSpan.FromMilliseconds(value) : null });

    /// <summary>Kills the process and its children after this time; <c>null</c> is never.</summary>
    public static T SetProcessExecutionTimeout<T>(this T settings, TimeSpan? timeout) where T : ToolSettings =>
        settings.WithProcess(process => process with { Timeout = timeout });

    /// <summary>Says whether the output is shown; <c>null</c> is yes.</summary>
    public static T SetProcessOutputLogging<T>(this T settings, bool? value) where T : ToolSettings =>
        settings.WithProcess(process => process with { LogOutput = value ?? true });

    /// <summary>Shows the output.</summary>
    public static T EnableProcessOutputLogging<T>(this T settings) where T : ToolSettings => settings.SetProcessOutputLogging(true);

    /// <summary>Does not show the output.</summary>
    public static T DisableProcessOutputLogging<T>(this T settings) where T : ToolSettings => settings.SetProcessOutputLogging(false);

    /// <summary>Says whether the output is shown; <c>null</c> is yes.</summary>
    public static T SetProcessLogOutput<T>(this T settings, bool? value) where T : ToolSettings => settings.SetProcessOutputLogging(value);

    /// <summary>Shows the output.</summary>
    public static T EnableProcessLogOutput<T>(this T settings) where T : ToolSettings => settings.SetProcessOutputLogging(true);

    /// <summary>Does not show the output.</summary>
    public static T DisableProcessLogOutput<T>(this T settings) where T : ToolSettings => settings.SetProcessOutputLogging(false);

    /// <summary>Says whether the command line is shown; <c>null</c> is yes.</summary>
    public static T SetProcessInvocationLogging<T>(this T settings, bool? value) where T : ToolSettings =>
        settings.WithProcess(process => process with { LogInvocation = value ?? true });

    /// <summary>Shows the command line.</summary>
    public static T EnableProcessInvocationLogging<T>(this T settings) where T : ToolSettings => settings.SetProcessInvocationLogging(true);

    /// <summary>Does not show the command line.</summary>
    public static T DisableProcessInvocationLogging<T>(this T settings) where T : ToolSettings => settings.SetProcessInvocationLogging(false);

    /// <summary>Does not show the command line.</summary>
    public static T DisableProcessLogInvocation<T>(this T settings) where T : ToolSettings => settings.SetProcessInvocationLogging(false);

    /// <summary>Receives the lines, from several threads, instead of the build's output.</summary>
    public static T SetProcessLogger<T>(this T settings, Action<OutputType, string>? logger) where T : ToolSettings =>
        settings.WithProcess(process => process with { Logger = logger });

    /// <summary>Adds arguments as code does: <c>arguments =&gt; arguments.Add("--verbose")</c>.</summary>
    public static T SetProcessArgumentConfigurator<T>(this T settings, Func<Arguments, Arguments>? configurator) where T : ToolSettings =>
        settings with { ArgumentConfigurator = configurator };

    /// <summary>Sets arguments that have no member, as they are typed: separated by blanks, unless these are in double quotes.</summary>
    public static T SetProcessAdditionalArguments<T>(this T settings, params string[] values) where T : ToolSettings =>
        settings with { AdditionalArguments = [.. values.SelectMany(CommandText.Split)] };

    /// <summary>Adds arguments that have no member, as they are typed: separated by blanks, unless these are in double quotes.</summary>
    public static T AddProcessAdditionalArguments<T>(this T settings, params string[] values) where T : ToolSettings =>
        settings with { AdditionalArguments = [.. settings.AdditionalArguments, .. values.SelectMany(CommandText.Split)] };

    /// <summary>Removes what was added of arguments that have no member.</summary>
    public static T ClearProcessAdditionalArguments<T>(this T settings) where T : ToolSettings => settings with { AdditionalArguments = [] };

    private static T WithProcess<T>(this T settings, Func<ProcessOptions, ProcessOptions> change) where T : ToolSettings =>
        settings with { Process = change(settings.Process) };
}
