namespace Plimsoll.Build.Tools;

/// <summary>Runs PowerShell, for <c>using static Plimsoll.Build.Tools.PwshTasks;</c>.</summary>
public static partial class PwshTasks
{
    /// <summary>Runs PowerShell with arguments in one text.</summary>
    /// <inheritdoc cref="Plimsoll.Build.Tools.Tool"/>
    public static IReadOnlyCollection<Output> Pwsh(
        ArgumentStringHandler arguments,
        string? workingDirectory = null,
        IReadOnlyDictionary<string, string>? environmentVariables = null,
        int? timeout = null,
        bool? logOutput = null,
        bool? logInvocation = null,
        Action<OutputType, string>? logger = null,
        Func<IProcess, object?>? exitHandler = null) =>
        ToolResolver.GetPathTool("pwsh")(arguments, workingDirectory, environmentVariables, timeout, logOutput, logInvocation, logger, exitHandler.AsAction());
}
