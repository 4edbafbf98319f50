namespace Plimsoll.Build.Tools;

/// <summary>Runs the command of Docker, <c>docker</c>, for <c>using static Plimsoll.Build.Tools.DockerTasks;</c>.</summary>
public static partial class DockerTasks
{
    private static readonly Tool Tool = ToolResolver.GetPathTool("docker");

    /// <summary>The <c>docker</c> on <c>PATH</c>, or the bare name if there is none.</summary>
    public static string DockerPath => ExecutableLookup.Find("docker", ToolHost.Current.Root, ToolHost.Current.Environment.GetValueOrDefault("PATH")) ?? "docker";

    /// <summary>What receives the lines of <c>docker</c>, from several threads. The default is <see cref="ProcessTasks.DefaultLogger"/>.</summary>
    public static Action<OutputType, string> DockerLogger
    {
        get => ToolLoggers.Get("docker");
        set => ToolLoggers.Set("docker", value);
    }

    /// <summary>Runs <c>docker</c> with arguments in one text.</summary>
    /// <inheritdoc cref="Plimsoll.Build.Tools.Tool"/>
    public static IReadOnlyCollection<Output> Docker(
        ArgumentStringHandler arguments,
        string? workingDirectory = null,
        IReadOnlyDictionary<string, string>? environmentVariables = null,
        int? timeout = null,
        bool? logOutput = null,
        bool? logInvocation = null,
        Action<OutputType, string>? logger = null,
        Func<IProcess, object?>? exitHandler = null) =>
        Tool(arguments, workingDirectory, environmentVariables, timeout, logOutput, logInvocation, ToolLoggers.For("docker", logger), exitHandler.AsAction());
}
