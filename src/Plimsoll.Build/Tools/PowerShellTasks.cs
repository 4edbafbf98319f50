namespace Plimsoll.Build.Tools;

/// <summary>Runs Windows PowerShell, for <c>using static Plimsoll.Build.Tools.PowerShellTasks;</c>.</summary>
public static partial class PowerShellTasks
{
    /// <summary>The <c>powershell</c> on <c>PATH</c>, or the bare name if there is none.</summary>
    public static string PowerShellPath => ExecutableLookup.Find("powershell", ToolHost.Current.Root, ToolHost.Current.Environment.GetValueOrDefault("PATH")) ?? "powershell";

    /// <summary>What receives the lines of <c>powershell</c>, from several threads. The default is <see cref="ProcessTasks.DefaultLogger"/>.</summary>
    public static Action<OutputType, string> PowerShellLogger
    {
        get => ToolLoggers.Get("powershell");
        set => ToolLoggers.Set("powershell", value);
    }

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
        ToolResolver.GetPathTool("powershell")(arguments, workingDirectory, environmentVariables, timeout, logOutput, logInvocation, ToolLoggers.For("powershell", logger), exitHandler.AsAction());
}
