namespace Plimsoll.Build.Tools;

/// <summary>Starts processes, for <c>using static Plimsoll.Build.Tools.ProcessTasks;</c>. They are killed with all their children when the build is interrupted.</summary>
public static class ProcessTasks
{
    /// <summary>Whether output is shown where nothing else says so. The default is <c>true</c>.</summary>
    public static bool DefaultLogOutput { get; set; } = true;

    /// <summary>Whether command lines are shown where nothing else says so. The default is <c>true</c>.</summary>
    public static bool DefaultLogInvocation { get; set; } = true;

    /// <summary>Whether the directory is shown with a command line, if it is not the default one. The default is <c>true</c>.</summary>
    public static bool LogWorkingDirectory { get; set; } = true;

    /// <summary>The directory that processes run in where nothing else says so. The default is the root of the build.</summary>
    public static string? DefaultWorkingDirectory { get; set; }

    /// <summary>Starts a process with arguments in one text.</summary>
    /// <param name="toolPath">A path, or a name that is looked up on <c>PATH</c>. An assembly (<c>.dll</c>) is started by <c>dotnet</c>.</param>
    /// <param name="arguments">The arguments: <c>$"push {image}"</c>; see <see cref="ArgumentStringHandler"/>.</param>
    /// <param name="workingDirectory">The working directory; a relative one is below the root. The default is <see cref="DefaultWorkingDirectory"/>.</param>
    /// <param name="environmentVariables">Variables added to the environment of the build.</param>
    /// <param name="timeout">Kills the process and its children after so many milliseconds. The default is never.</param>
    /// <param name="logOutput">Shows the output. The default is <see cref="DefaultLogOutput"/>.</param>
    /// <param name="logInvocation">Shows the command line. The default is <see cref="DefaultLogInvocation"/>.</param>
    /// <param name="logger">Receives the lines, from several threads, instead of the build's output; none, if the output is not to be shown.</param>
    /// <param name="outputFilter">Changes the command line and each line before they are shown or logged; secrets are masked without it.</param>
    /// <exception cref="BuildException">It was not found, or cannot be started.</exception>
    public static IProcess StartProcess(
        string toolPath,
        ArgumentStringHandler arguments,
        string? workingDirectory = null,
        IReadOnlyDictionary<string, string>? environmentVariables = null,
        int? timeout = null,
        bool? logOutput = null,
        bool? logInvocation = null,
        Action<OutputType, string>? logger = null,
        Func<string, string>? outputFilter = null)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var options = GetOptions(workingDirectory, environmentVariables, timeout, logOutput, logInvocation, logger) with { OutputFilter = outputFilter };
        return Start(toolPath, arguments.ToList(), arguments.Secrets, options);
    }

    /// <summary>Starts a process with arguments as they are typed: separated by blanks, unless these are in double quotes.</summary>
    /// <inheritdoc cref="StartProcess(string, ArgumentStringHandler, string, IReadOnlyDictionary{string, string}, int?, bool?, bool?, Action{OutputType, string}, Func{string, string})"/>
    public static IProcess StartProcess(
        string toolPath,
        string? arguments = null,
        string? workingDirectory = null,
        IReadOnlyDictionary<string, string>? environmentVariables = null,
        int? timeout = null,
        bool? logOutput = null,
        bool? logInvocation = null,
        Action<OutputType, string>? logger = null,
        Func<string, string>? outputFilter = null) =>
        StartProcess(toolPath, (ArgumentStringHandler)(arguments ?? ""), workingDirectory, environmentVariables, timeout, logOutput, logInvocation, logger, outputFilter);

    /// <summary>Starts a tool with its settings.</summary>
    /// <exception cref="BuildException">It was not found, or cannot be started.</exception>
    public static IProcess StartProcess(ToolSettings toolSettings)
    {
        ArgumentNullException.ThrowIfNull(toolSettings);
        var start = ToolStart.Prepare(toolSettings, ToolHost.Current);
        return Start(start.File, start.Arguments, start.Secrets, start.Options);
    }

    /// <summary>Starts a command of the shell: <c>bash</c>, or <c>sh</c> where there is none; on Windows <c>cmd</c>.</summary>
    /// <param name="command">What the shell reads. Never put a value into it that comes from elsewhere.</param>
    /// <inheritdoc cref="StartProcess(string, ArgumentStringHandler, string, IReadOnlyDictionary{string, string}, int?, bool?, bool?, Action{OutputType, string}, Func{string, string})"/>
#pragma warning disable CS1573 // The others are inherited.
    public static IProcess StartShell(
        string command,
        string? workingDirectory = null,
        IReadOnlyDictionary<string, string>? environmentVariables = null,
        int? timeout = null,
        bool? logOutput = null,
        bool? logInvocation = null,
        Action<OutputType, string>? logger = null,
        Func<string, string>? outputFilter = null)
#pragma warning restore CS1573
    {
        var options = GetOptions(workingDirectory, environmentVariables, timeout, logOutput, logInvocation, logger) with { OutputFilter = outputFilter };
        if (OperatingSystem.IsWindows())
            return Start("cmd", ["/c", command], [], options with { IsShell = true });
        var host = ToolHost.Current;
        return Start(ExecutableLookup.Find("bash", host.Root, host.Environment.GetValueOrDefault("PATH")) ?? "sh", ["-c", command], [], options);
    }

    /// <summary>Shows a line as output of a process. Errors are shown as they are too: many tools write what is none to standard error.</summary>
    public static void DefaultLogger(OutputType type, string output)
    {
        _ = type;
        ToolHost.Current.Show(output);
    }

    /// <summary>Warns of each directory of <c>PATH</c> that does not exist.</summary>
    public static void CheckPathEnvironmentVariable()
    {
        var host = ToolHost.Current;
        foreach (var directory in (host.Environment.GetValueOrDefault("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            if (!Directory.Exists(Environment.ExpandEnvironmentVariables(directory)))
                host.Warn($"PATH has {directory}, which does not exist.");
    }

    /// <summary>How a process with these arguments of a method is run.</summary>
    internal static ProcessOptions GetOptions(
        string? workingDirectory,
        IReadOnlyDictionary<string, string>? environmentVariables,
        int? timeout,
        bool? logOutput,
        bool? logInvocation,
        Action<OutputType, string>? logger) => new()
        {
            WorkingDirectory = GetWorkingDirectory(workingDirectory),
            Environment = environmentVariables?.ToDictionary(variable => variable.Key, string? (variable) => variable.Value) ?? [],
            Timeout = timeout is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null,
            LogOutput = logOutput ?? DefaultLogOutput,
            LogInvocation = logInvocation ?? DefaultLogInvocation,
            Logger = (logOutput ?? DefaultLogOutput) ? logger : null,
        };

    /// <summary>The directory that a process runs in, or <c>null</c> for the root.</summary>
    /// <param name="named">What the call says, or <c>null</c>; a relative one is below the root.</param>
    internal static AbsolutePath? GetWorkingDirectory(string? named) =>
        (named ?? DefaultWorkingDirectory) is { } directory ? AbsolutePath.Create(directory, ToolHost.Current.Root) : null;

    private static RunningProcess Start(string file, IReadOnlyList<string> arguments, IReadOnlyList<string> secrets, ProcessOptions options)
    {
        var host = ToolHost.Current;
        if (LogWorkingDirectory && options.LogInvocation && options.WorkingDirectory is { } directory && directory != host.Root)
            host.Show($"@ {directory}");
        return host.Start(file, arguments, secrets, options);
    }
}
