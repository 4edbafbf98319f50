namespace Plimsoll.Build.Tools;

/// <summary>What a build set to receive the lines of all runs of a tool, as <c>DockerTasks.DockerLogger</c>.</summary>
internal static class ToolLoggers
{
    /// <summary>What receives the lines of a tool.</summary>
    public static Action<OutputType, string> Get(string tool) => ToolHost.Current.FindLogger(tool) ?? ProcessTasks.DefaultLogger;

    /// <summary>Sets what receives the lines of a tool.</summary>
    public static void Set(string tool, Action<OutputType, string> logger) => ToolHost.Current.SetLogger(tool, logger);

    /// <summary>The logger of one run: its own, else that of the tool; <c>null</c> for the build's output. It gets no lines where output is not shown.</summary>
    public static Action<OutputType, string>? For(string tool, Action<OutputType, string>? own) => own ?? ToolHost.Current.FindLogger(tool);
}
