namespace Plimsoll.Build.Tools;

/// <summary>Runs Windows PowerShell, for <c>using static Plimsoll.Build.Tools.PowerShellTasks;</c>.</summary>
public static partial class PowerShellTasks
{
    /// <summary>Runs Windows PowerShell with arguments in one text.</summary>
    /// <inheritdoc cref="Plimsoll.Build.Tools.Tool"/>
    public static IReadOnlyCollection<Output> PowerShell(
        ArgumentStringHandler arguments,
        string? workingDirectory = null,
        IReadOnlyDictionary<string, string>? environmentVariables = null,
        int? timeout = null,
        bool? logOutput = null,
        bool? logInvocation = null,
        Action<OutputType, string>? logger = null,
        Func<IProcess, object?>? exitHandler = null) =>
        ToolResolver.GetPathTool("powershell")(arguments, workingDirectory, environmentVariables, timeout, logOutput, logInvocation, logger, exitHandler.AsAction());
}
