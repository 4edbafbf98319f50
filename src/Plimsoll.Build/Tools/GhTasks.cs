namespace Plimsoll.Build.Tools;

/// <summary>Runs the command of GitHub, <c>gh</c>, for <c>using static Plimsoll.Build.Tools.GhTasks;</c>.</summary>
public static partial class GhTasks
{
    private static readonly Tool Tool = ToolResolver.GetPathTool("gh");

    /// <summary>The <c>gh</c> on <c>PATH</c>, or the bare name if there is none.</summary>
    public static string GhPath => ExecutableLookup.Find("gh", ToolHost.Current.Root, ToolHost.Current.Environment.GetValueOrDefault("PATH")) ?? "gh";

    /// <summary>What receives the lines of <c>gh</c>, from several threads. The default is <see cref="ProcessTasks.DefaultLogger"/>.</summary>
    public static Action<OutputType, string> GhLogger
    {
        get => ToolLoggers.Get("gh");
        set => ToolLoggers.Set("gh", value);
    }

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
        Tool(arguments, workingDirectory, environmentVariables, timeout, logOutput, logInvocation, ToolLoggers.For("gh", logger), exitHandler.AsAction());
}
