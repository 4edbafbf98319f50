namespace Plimsoll.Build.Tools;

/// <summary>Runs <c>npm</c>, for <c>using static Plimsoll.Build.Tools.NpmTasks;</c>.</summary>
public static partial class NpmTasks
{
    private static readonly Tool Tool = ToolResolver.GetPathTool("npm");

    /// <summary>Runs <c>npm</c> with arguments in one text.</summary>
    /// <inheritdoc cref="Plimsoll.Build.Tools.Tool"/>
    public static IReadOnlyCollection<Output> Npm(
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
