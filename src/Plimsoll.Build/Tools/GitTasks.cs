namespace Plimsoll.Build.Tools;

/// <summary>Runs <c>git</c>, for <c>using static Plimsoll.Build.Tools.GitTasks;</c>.</summary>
public static partial class GitTasks
{
    private static readonly Tool Tool = ToolResolver.GetPathTool("git");

    /// <summary>Runs <c>git</c> with arguments in one text.</summary>
    /// <inheritdoc cref="Plimsoll.Build.Tools.Tool"/>
    public static IReadOnlyCollection<Output> Git(
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
