namespace Plimsoll.Build.Tools;

/// <summary>What runs the tools of a build: static methods have no build at hand.</summary>
/// <param name="processes">Runs commands.</param>
/// <param name="root">The root directory of the build.</param>
/// <param name="environment">The environment of the build.</param>
/// <param name="token">Gives the token of the running target.</param>
internal sealed class ToolHost(ProcessRunner processes, AbsolutePath root, IReadOnlyDictionary<string, string> environment, Func<CancellationToken> token)
{
    private static readonly AsyncLocal<ToolHost?> Ambient = new();

    /// <summary>That of the build of the current flow of control.</summary>
    /// <exception cref="BuildException">No build runs here (exit code 2).</exception>
    public static ToolHost Current
    {
        get => Ambient.Value ?? throw BuildException.Usage("A tool can only run within a build.", "Call it in a target, or from there.");
        set => Ambient.Value = value;
    }

    public CancellationToken CancellationToken => token();

    public AbsolutePath Root => root;

    public IReadOnlyDictionary<string, string> Environment => environment;

    /// <summary>Runs a tool and returns the lines of both its streams.</summary>
    public async Task<IReadOnlyCollection<Output>> RunAsync(
        string tool, IReadOnlyList<string> arguments, IReadOnlyList<string> secrets, ProcessOptions options, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, CancellationToken);
        processes.Hide(secrets);
        var lines = new List<Output>();
        await processes.RunAsync(tool, arguments, options, Keep, either.Token);
        lock (lines)
            return [.. lines];

        void Keep(OutputType type, string line)
        {
            lock (lines)
                lines.Add(new Output(type, line));
        }
    }
}
