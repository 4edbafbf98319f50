namespace Plimsoll.Build.Tools;

/// <summary>Runs <c>nuget</c>, for <c>using static Plimsoll.Build.Tools.NuGetTasks;</c>.</summary>
public static partial class NuGetTasks
{
    private static readonly Tool Tool = ToolResolver.GetPathTool("nuget");

    /// <summary>Runs <c>nuget</c> with arguments in one text.</summary>
    /// <inheritdoc cref="Plimsoll.Build.Tools.Tool"/>
    public static IReadOnlyCollection<Output> NuGet(
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
