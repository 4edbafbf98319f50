namespace Plimsoll.Build.Tools;

/// <summary>A tool whose file is looked up when it runs, or when a target requires it.</summary>
/// <param name="find">Finds the file, or the name of a command.</param>
internal sealed class ResolvedTool(Func<string> find)
{
    private readonly Func<string> _find = find;

    /// <summary>Why a method that runs a tool cannot run, or <c>null</c> if it can or is no tool.</summary>
    public static BuildException? GetProblem(object? value)
    {
        if (value is not Tool { Target: ResolvedTool tool })
            return null;
        try
        {
            var path = tool._find();
            var host = ToolHost.Current;
            return ExecutableLookup.Find(path, host.Root, host.Environment.GetValueOrDefault("PATH")) is not null || File.Exists(path)
                ? null
                : new BuildException(BuildExitCode.Failed, $"Command '{path}' was not found.", "Install it, or put its directory on PATH.");
        }
        catch (BuildException exception)
        {
            return exception;
        }
    }

    /// <summary>Runs the tool, as <see cref="Tool"/>.</summary>
    public IReadOnlyCollection<Output> Run(
        ArgumentStringHandler arguments,
        string? workingDirectory = null,
        IReadOnlyDictionary<string, string>? environmentVariables = null,
        int? timeout = null,
        bool? logOutput = null,
        bool? logInvocation = null,
        Action<OutputType, string>? logger = null,
        Action<IProcess>? exitHandler = null)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var options = ProcessTasks.GetOptions(workingDirectory, environmentVariables, timeout, logOutput, logInvocation, logger);
        return ToolHost.Current.RunAsync(_find(), arguments.ToList(), arguments.Secrets, options, exitHandler, default).GetAwaiter().GetResult();
    }
}
