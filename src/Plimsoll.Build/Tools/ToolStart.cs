namespace Plimsoll.Build.Tools;

/// <summary>What is started for a tool with settings.</summary>
/// <param name="Settings">The settings, with the defaults that the build has for them.</param>
/// <param name="File">The executable.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Secrets">What is masked.</param>
/// <param name="Options">How it is run.</param>
internal sealed record ToolStart(ToolSettings Settings, string File, IReadOnlyList<string> Arguments, IReadOnlyList<string> Secrets, ProcessOptions Options)
{
    /// <summary>Prepares a start with settings, where what they leave open is as the build says for all processes and for this tool.</summary>
    /// <exception cref="BuildException">The tool was not found.</exception>
    public static ToolStart Prepare(ToolSettings settings, ToolHost host)
    {
        var prepared = settings.In(host);
        var arguments = prepared.GetArguments();
        var (file, first) = prepared.Locate(host);
        var process = prepared.Process;
        var logOutput = process.LogOutput && ProcessTasks.DefaultLogOutput;
        return new ToolStart(prepared, file, [.. first, .. arguments.ToList()], [.. arguments.Secrets, .. prepared.RedactedSecrets], process with
        {
            WorkingDirectory = process.WorkingDirectory ?? ProcessTasks.GetWorkingDirectory(null),
            Logger = logOutput ? ToolLoggers.For(prepared.Tool, process.Logger) : null,
            LogOutput = logOutput,
            LogInvocation = process.LogInvocation && ProcessTasks.DefaultLogInvocation,
        });
    }
}
