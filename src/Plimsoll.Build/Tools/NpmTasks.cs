namespace Plimsoll.Build.Tools;

/// <summary>Runs <c>npm</c>, for <c>using static Plimsoll.Build.Tools.NpmTasks;</c>.</summary>
public static partial class NpmTasks
{
    private static readonly Tool Tool = ToolResolver.GetPathTool("npm");

    /// <summary>The <c>npm</c> on <c>PATH</c>, or the bare name if there is none.</summary>
    public static string NpmPath => ExecutableLookup.Find("npm", ToolHost.Current.Root, ToolHost.Current.Environment.GetValueOrDefault("PATH")) ?? "npm";

    /// <summary>What receives the lines of <c>npm</c>, from several threads. The default is <see cref="ProcessTasks.DefaultLogger"/>.</summary>
    public static Action<OutputType, string> NpmLogger
    {
        get => ToolLoggers.Get("npm");
        set => ToolLoggers.Set("npm", value);
    }

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
        Tool(arguments, workingDirectory, environmentVariables, timeout, logOutput, logInvocation, ToolLoggers.For("npm", logger), exitHandler.AsAction());
}
