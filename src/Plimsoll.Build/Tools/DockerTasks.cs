namespace Plimsoll.Build.Tools;

/// <summary>Runs the command of Docker, <c>docker</c>, for <c>using static Plimsoll.Build.Tools.DockerTasks;</c>.</summary>
public static partial class DockerTasks
{
    private static readonly Tool Tool = ToolResolver.GetPathTool("docker");

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
        Tool(arguments, workingDirectory, environmentVariables, timeout, logOutput, logInvocation, logger, exitHandler.AsAction());
}
