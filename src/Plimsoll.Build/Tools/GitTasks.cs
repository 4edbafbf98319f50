namespace Plimsoll.Build.Tools;

/// <summary>Runs <c>git</c>, for <c>using static Plimsoll.Build.Tools.GitTasks;</c>.</summary>
public static partial class GitTasks
{
    private static readonly Tool Tool = ToolResolver.GetPathTool("git");

    /// <summary>The <c>git</c> on <c>PATH</c>, or the bare name if there is none.</summary>
    public static string GitPath => ExecutableLookup.Find("git", ToolHost.Current.Root, ToolHost.Current.Environment.GetValueOrDefault("PATH")) ?? "git";

    /// <summary>What receives the lines of <c>git</c>, from several threads. The default is <see cref="ProcessTasks.DefaultLogger"/>.</summary>
    public static Action<OutputType, string> GitLogger
    {
        get => ToolLoggers.Get("git");
        set => ToolLoggers.Set("git", value);
    }

    /// <summary>Runs <c>git</c> with arguments in one text.</summary>
    /// <inheritdoc cref="Plimsoll.Build.Tools.Tool"/>
    public static IReadOnlyCollection<Output> Git(
        ArgumentStringHandler arguments,
        string? workingDirectory = null,
        IReadOnlyDictionary<string, string>? environmentVariables = null,
        int? timeout = null,
        bool? logOutput = null,
        bool? logInvocation = null,
        Action<OutputType, string>? logger = null,
        Func<IProcess, object?>? exitHandler = null) =>
        Tool(arguments, workingDirectory, environmentVariables, timeout, logOutput, logInvocation, ToolLoggers.For("git", logger), exitHandler.AsAction());

    /// <summary>Whether a commit is checked out and no branch.</summary>
    /// <param name="workingDirectory">A directory of the repository; the default is the root of the build.</param>
    public static bool GitIsDetached(string? workingDirectory = null) => Ask($"branch --show-current", workingDirectory).Count == 0;

    /// <summary>Whether no file is changed, added, removed or untracked.</summary>
    /// <param name="workingDirectory">A directory of the repository; the default is the root of the build.</param>
    public static bool GitHasCleanWorkingCopy(string? workingDirectory = null) => Ask($"-c core.fsmonitor=false status --short", workingDirectory).Count == 0;

    /// <summary>The branch that is checked out, or <c>HEAD</c> where a commit is.</summary>
    /// <param name="workingDirectory">A directory of the repository; the default is the root of the build.</param>
    public static string GitCurrentBranch(string? workingDirectory = null) => Ask($"rev-parse --abbrev-ref HEAD", workingDirectory)[0];

    /// <summary>The commit that is checked out.</summary>
    /// <param name="workingDirectory">A directory of the repository; the default is the root of the build.</param>
    public static string GitCurrentCommit(string? workingDirectory = null) => Ask($"rev-parse HEAD", workingDirectory)[0];

    private static List<string> Ask(ArgumentStringHandler arguments, string? workingDirectory) =>
        [.. Git(arguments, workingDirectory, logOutput: false).Where(line => line.Type == OutputType.Std).Select(line => line.Text)];
}
