using System.Collections.Concurrent;

namespace Plimsoll.Build.Tools;

/// <summary>What runs the tools of a build: static methods have no build at hand.</summary>
/// <param name="processes">Runs commands.</param>
/// <param name="root">The root directory of the build.</param>
/// <param name="environment">The environment of the build.</param>
/// <param name="token">Gives the token of the running target.</param>
internal sealed class ToolHost(ProcessRunner processes, AbsolutePath root, IReadOnlyDictionary<string, string> environment, Func<CancellationToken> token)
{
    private static readonly AsyncLocal<ToolHost?> Ambient = new();

    private readonly ConcurrentDictionary<string, Action<OutputType, string>> _loggers = [];

    /// <summary>That of the build of the current flow of control.</summary>
    /// <exception cref="BuildException">No build runs here (exit code 2).</exception>
    public static ToolHost Current
    {
        get => Ambient.Value ?? throw BuildException.Usage("A tool can only run within a build.", "Call it in a target, or from there.");
        set => Ambient.Value = value;
    }

    public CancellationToken CancellationToken => token();

    /// <summary>The verbosity of <c>dotnet</c> commands whose settings name none, or <c>null</c> for that of <c>dotnet</c> itself.</summary>
    public string? DotNetVerbosity { get; set; }

    /// <summary>Finds the project that the build is compiled from, or returns <c>null</c>, as by default.</summary>
    public Func<AbsolutePath?> FindProject { get; init; } = () => null;

    public AbsolutePath Root => root;

    public IReadOnlyDictionary<string, string> Environment => environment;

    /// <summary>What receives the lines of a tool instead of the build's output, or <c>null</c>.</summary>
    public Action<OutputType, string>? FindLogger(string tool) => _loggers.GetValueOrDefault(tool);

    /// <summary>Sets what receives the lines of a tool.</summary>
    public void SetLogger(string tool, Action<OutputType, string> logger) => _loggers[tool] = logger;

    /// <summary>Runs a tool and returns the lines of both its streams.</summary>
    /// <param name="tool">The executable.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="secrets">What is masked from now on.</param>
    /// <param name="options">How it is run.</param>
    /// <param name="exitHandler">What is called when it has ended, instead of a check of its exit code; or <c>null</c>.</param>
    /// <param name="cancellationToken">Kills it; the build's own token does so too.</param>
    public async Task<IReadOnlyCollection<Output>> RunAsync(
        string tool,
        IReadOnlyList<string> arguments,
        IReadOnlyList<string> secrets,
        ProcessOptions options,
        Action<IProcess>? exitHandler,
        CancellationToken cancellationToken)
    {
        using var process = Start(tool, arguments, secrets, options);
        process.AssertInTime(await process.WaitAsync(cancellationToken));
        if (exitHandler is not null)
            exitHandler(process);
        else
            process.AssertSuccess();
        return process.Output;
    }

    /// <summary>Starts a tool: an assembly by <c>dotnet</c>, and elsewhere than on Windows a program of the .NET Framework by <c>mono</c>.</summary>
    public RunningProcess Start(string tool, IReadOnlyList<string> arguments, IReadOnlyList<string> secrets, ProcessOptions options)
    {
        processes.Hide(secrets);
        if (tool.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
            (tool, arguments) = ("dotnet", [tool, .. arguments]);
        else if (!OperatingSystem.IsWindows() && tool.EndsWith(".exe", StringComparison.OrdinalIgnoreCase))
            (tool, arguments) = ("mono", [tool, .. arguments]);
        return processes.Start(tool, arguments, options, keepsLines: true, CancellationToken);
    }

    /// <summary>Writes a line as output of a tool.</summary>
    public void Show(string line) => processes.Show(line);

    /// <summary>Writes a warning.</summary>
    public void Warn(string message) => processes.Warn(message);
}
