namespace Plimsoll.Build.Tools;

/// <summary>Makes a method that runs a tool of an executable.</summary>
public static class ToolResolver
{
    /// <summary>The tool of an executable that is looked up on <c>PATH</c> when it runs.</summary>
    public static Tool GetPathTool(string name) => GetTool(name);

    /// <summary>The tool of an executable.</summary>
    /// <param name="path">A path, or a name that is looked up on <c>PATH</c> when the tool runs.</param>
    public static Tool GetTool(string path) => (arguments, workingDirectory, environmentVariables, timeout, logOutput, logInvocation, logger) =>
    {
        var host = ToolHost.Current;
        var options = new ProcessOptions
        {
            WorkingDirectory = workingDirectory is null ? null : AbsolutePath.Create(workingDirectory, host.Root),
            Environment = environmentVariables?.ToDictionary(variable => variable.Key, string? (variable) => variable.Value) ?? [],
            Timeout = timeout is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null,
            LogOutput = logOutput ?? true,
            LogInvocation = logInvocation ?? true,
            Logger = logger,
        };
        return host.RunAsync(path, arguments.ToList(), arguments.Secrets, options, default).GetAwaiter().GetResult();
    };
}
