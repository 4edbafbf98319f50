namespace Plimsoll.Build.Tools;

/// <summary>Runs <c>dotnet</c>, for <c>using static Plimsoll.Build.Tools.DotNetTasks;</c>. The methods of single commands are generated.</summary>
public static partial class DotNetTasks
{
    private static readonly Tool Tool = ToolResolver.GetPathTool("dotnet");

    /// <summary>The <c>dotnet</c> on <c>PATH</c>, or the bare name if there is none.</summary>
    public static string DotNetPath =>
        ExecutableLookup.Find("dotnet", ToolHost.Current.Root, ToolHost.Current.Environment.GetValueOrDefault("PATH")) ?? "dotnet";

    /// <summary>What receives the lines of <c>dotnet</c>, from several threads. The default is <see cref="ProcessTasks.DefaultLogger"/>.</summary>
    public static Action<OutputType, string> DotNetLogger
    {
        get => ToolLoggers.Get("dotnet");
        set => ToolLoggers.Set("dotnet", value);
    }

    /// <summary>Runs <c>dotnet</c> with arguments in one text: <c>DotNet($"tool run {name}")</c>.</summary>
    /// <inheritdoc cref="Plimsoll.Build.Tools.Tool"/>
    public static IReadOnlyCollection<Output> DotNet(
        ArgumentStringHandler arguments,
        string? workingDirectory = null,
        IReadOnlyDictionary<string, string>? environmentVariables = null,
        int? timeout = null,
        bool? logOutput = null,
        bool? logInvocation = null,
        Action<OutputType, string>? logger = null,
        Func<IProcess, object?>? exitHandler = null) =>
        Tool(arguments, workingDirectory, environmentVariables, timeout, logOutput, logInvocation, ToolLoggers.For("dotnet", logger), exitHandler.AsAction());
}
