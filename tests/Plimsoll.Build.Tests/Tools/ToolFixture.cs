using Plimsoll.Build.Execution;
using Plimsoll.Build.Servers;
using Plimsoll.Build.Output;
using Plimsoll.Build.Tools;
using Plimsoll.Testing;

namespace Plimsoll.Build.Tests.Tools;

/// <summary>What a running build is to tools: a root, a log and a token. Begin it in the test itself, whose flow of control it is for.</summary>
internal sealed class ToolFixture : IDisposable
{
    private readonly StringWriter _output = new() { NewLine = "\n" };

    public TempDirectory Root { get; } = new();

    public AbsolutePath RootPath => AbsolutePath.Create(Root.Path);

    public Dictionary<string, string> Environment { get; } = new() { ["PATH"] = System.Environment.GetEnvironmentVariable("PATH")! };

    /// <summary>That of the build.</summary>
    public AbsolutePath Assembly => RootPath / "artifacts" / "_build.dll";

    public CancellationTokenSource Cancellation { get; } = new();

    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    public void Begin(TimeProvider? clock = null)
    {
        var sink = new OutputSink(TextWriter.Synchronized(_output), BuildServer.None, new Style(false));
        var processes = new ProcessRunner(sink, Verbosity.Normal, RootPath, clock ?? TimeProvider.System);
        ToolHost.Current = new ToolHost(processes, RootPath, Environment, () => Cancellation.Token)
        {
            FindProject = () => BuildProject.TryFind(Assembly, RootPath),
        };
    }

    public void Dispose()
    {
        Cancellation.Dispose();
        Root.Dispose();
    }
}
