namespace Plimsoll.Build.Tools;

/// <summary>Runs <c>nuget</c>, for <c>using static Plimsoll.Build.Tools.NuGetTasks;</c>.</summary>
public static partial class NuGetTasks
{
    private static readonly Tool Tool = ToolResolver.GetPathTool("nuget");

    /// <summary>The <c>nuget</c> on <c>PATH</c>, or the bare name if there is none.</summary>
    public static string NuGetPath => ExecutableLookup.Find("nuget", ToolHost.Current.Root, ToolHost.Current.Environment.GetValueOrDefault("PATH")) ?? "nuget";

    /// <summary>What receives the lines of <c>nuget</c>, from several threads. The default is <see cref="ProcessTasks.DefaultLogger"/>.</summary>
    public static Action<OutputType, string> NuGetLogger
    {
        get => ToolLoggers.Get("nuget");
        set => ToolLoggers.Set("nuget", value);
    }

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
        Tool(arguments, workingDirectory, environmentVariables, timeout, logOutput, logInvocation, ToolLoggers.For("nuget", logger), exitHandler.AsAction());
}
