namespace Plimsoll.Build.Tools;

/// <summary>Runs PowerShell, for <c>using static Plimsoll.Build.Tools.PwshTasks;</c>.</summary>
public static partial class PwshTasks
{
    /// <summary>The <c>pwsh</c> on <c>PATH</c>, or the bare name if there is none.</summary>
    public static string PwshPath => ExecutableLookup.Find("pwsh", ToolHost.Current.Root, ToolHost.Current.Environment.GetValueOrDefault("PATH")) ?? "pwsh";

    /// <summary>What receives the lines of <c>pwsh</c>, from several threads. The default is <see cref="ProcessTasks.DefaultLogger"/>.</summary>
    public static Action<OutputType, string> PwshLogger
    {
        get => ToolLoggers.Get("pwsh");
        set => ToolLoggers.Set("pwsh", value);
    }

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
        ToolResolver.GetPathTool("pwsh")(arguments, workingDirectory, environmentVariables, timeout, logOutput, logInvocation, ToolLoggers.For("pwsh", logger), exitHandler.AsAction());
}
