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
    public static T SetProcessAdditionalArguments<T>(this T settings, params IEnumerable<string> values) where T : ToolSettings =>
        settings with { AdditionalArguments = [.. values.SelectMany(CommandText.Split)] };

    /// <summary>Adds arguments that have no member, as they are typed: separated by blanks, unless these are in double quotes.</summary>
    public static T AddProcessAdditionalArguments<T>(this T settings, params IEnumerable<string> values) where T : ToolSettings =>
        settings with { AdditionalArguments = [.. settings.AdditionalArguments, .. values.SelectMany(CommandText.Split)] };

    /// <summary>Removes what was added of arguments that have no member.</summary>
    public static T ClearProcessAdditionalArguments<T>(this T settings) where T : ToolSettings => settings with { AdditionalArguments = [] };

    /// <summary>Runs the tool's own executable again.</summary>
    public static T ResetProcessToolPath<T>(this T settings) where T : ToolSettings => settings.SetProcessToolPath(null);

    /// <summary>Runs in the root of the build again.</summary>
    public static T ResetProcessWorkingDirectory<T>(this T settings) where T : ToolSettings => settings.SetProcessWorkingDirectory(null);

    /// <summary>Adds variables to the environment, or changes them.</summary>
    public static T AddProcessEnvironmentVariables<T, TValue>(this T settings, IEnumerable<KeyValuePair<string, TValue>> values) where T : ToolSettings =>
        values.Aggregate(settings, (changed, pair) => changed.SetProcessEnvironmentVariable(pair.Key, pair.Value));

    /// <summary>Leaves the environment as it is.</summary>
    public static T ResetProcessEnvironmentVariables<T>(this T settings) where T : ToolSettings => settings.ClearProcessEnvironmentVariables();

    /// <summary>Takes the time limit away.</summary>
    public static T ResetProcessExecutionTimeout<T>(this T settings) where T : ToolSettings => settings.SetProcessExecutionTimeout((TimeSpan?)null);

    /// <summary>Shows the output or not, as by default.</summary>
    public static T ResetProcessOutputLogging<T>(this T settings) where T : ToolSettings => settings.SetProcessOutputLogging(true);

    /// <summary>Says whether the command line is shown; <c>null</c> is yes.</summary>
    public static T SetProcessLogInvocation<T>(this T settings, bool? value) where T : ToolSettings => settings.SetProcessInvocationLogging(value);

    /// <summary>Shows the command line.</summary>
    public static T EnableProcessLogInvocation<T>(this T settings) where T : ToolSettings => settings.SetProcessInvocationLogging(true);

    /// <summary>Shows the command line, as by default.</summary>
    public static T ResetProcessInvocationLogging<T>(this T settings) where T : ToolSettings => settings.SetProcessInvocationLogging(true);

    /// <summary>Says whether an exit code other than 0 is a failure; <c>null</c> is yes.</summary>
    public static T SetProcessExitHandling<T>(this T settings, bool? value) where T : ToolSettings =>
        settings.WithProcess(process => process with { AllowAnyExitCode = value == false });

    /// <summary>Takes an exit code other than 0 for a failure.</summary>
    public static T EnableProcessExitHandling<T>(this T settings) where T : ToolSettings => settings.SetProcessExitHandling(true);

    /// <summary>Accepts any exit code.</summary>
    public static T DisableProcessExitHandling<T>(this T settings) where T : ToolSettings => settings.SetProcessExitHandling(false);

    /// <summary>Takes an exit code other than 0 for a failure, as by default.</summary>
    public static T ResetProcessExitHandling<T>(this T settings) where T : ToolSettings => settings.SetProcessExitHandling(true);

    /// <summary>Calls a method with the process that ended, instead of a check that its exit code is 0.</summary>
    public static T SetProcessExitHandler<T>(this T settings, Action<IProcess>? handler) where T : ToolSettings =>
        settings with { ExitHandler = handler is null ? null : (_, process) => handler(process) };

    /// <summary>Calls a method with the process that ended, instead of a check that its exit code is 0; what it returns has no meaning.</summary>
    public static T SetProcessExitHandler<T>(this T settings, Func<IProcess, object?> handler) where T : ToolSettings =>
        settings with { ExitHandler = (_, process) => handler(process) };

    /// <summary>Calls a method with the settings and the process that ended, instead of a check that its exit code is 0.</summary>
    public static T SetProcessExitHandler<T>(this T settings, Action<T, IProcess> handler) where T : ToolSettings =>
        settings with { ExitHandler = (ended, process) => handler((T)ended, process) };

    /// <summary>Calls a method with the settings and the process that ended, instead of a check that its exit code is 0; what it returns has no meaning.</summary>
    public static T SetProcessExitHandler<T>(this T settings, Func<T, IProcess, object?> handler) where T : ToolSettings =>
        settings with { ExitHandler = (ended, process) => handler((T)ended, process) };

    /// <summary>Sets the texts that are masked in everything that is printed.</summary>
    public static T SetProcessRedactedSecrets<T>(this T settings, params IEnumerable<string> values) where T : ToolSettings =>
        settings with { RedactedSecrets = [.. values] };

    /// <summary>Adds texts that are masked in everything that is printed.</summary>
    public static T AddProcessRedactedSecrets<T>(this T settings, params IEnumerable<string> values) where T : ToolSettings =>
        settings with { RedactedSecrets = [.. settings.RedactedSecrets, .. values] };

    /// <summary>Masks no text that was added before.</summary>
    public static T ClearProcessRedactedSecrets<T>(this T settings) where T : ToolSettings => settings with { RedactedSecrets = [] };

    private static T WithProcess<T>(this T settings, Func<ProcessOptions, ProcessOptions> change) where T : ToolSettings =>
        settings with { Process = change(settings.Process) };
}
