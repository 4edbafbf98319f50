namespace Plimsoll.Build.Tools;

/// <summary>Runs the command of GitHub, <c>gh</c>, for <c>using static Plimsoll.Build.Tools.GhTasks;</c>.</summary>
public static partial class GhTasks
{
    private static readonly Tool Tool = ToolResolver.GetPathTool("gh");

    /// <summary>Runs <c>gh</c> with arguments in one text.</summary>
    /// <inheritdoc cref="Plimsoll.Build.Tools.Tool"/>
    public static IReadOnlyCollection<Output> Gh(
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
