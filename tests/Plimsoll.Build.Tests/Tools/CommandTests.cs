using Plimsoll.Build.Tools;
using static Plimsoll.Build.Tools.DotNetTasks;
using static Plimsoll.Build.Tools.NpmTasks;

namespace Plimsoll.Build.Tests.Tools;

/// <summary>Tools that every machine of ours has really run.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly ToolFixture _build = new();

    public void Dispose() => _build.Dispose();

    [Fact]
    public void Git_runs()
    {
        _build.Begin();

        GitTasks.Git("init --quiet");
        GitTasks.Git($"config user.name {"A B"}");

        Assert.Equal("A B", GitTasks.Git("config user.name", logOutput: false).StdToText());
    }

    [Fact]
    public void Npm_runs_a_script_with_arguments()
    {
        _build.Begin();
        _build.Root.Write("app/package.json", """{ "scripts": { "say": "printf '[%s]'" } }""");

        var output = NpmRun(_ => _.SetCommand("say").SetArguments("a b", "c").SetProcessWorkingDirectory("app"));

        Assert.Contains("[a b][c]", output.StdToText());
    }

    [Fact]
    public void An_assembly_is_started_by_dotnet()
    {
        _build.Begin();
        var assembly = typeof(CommandTests).Assembly.Location;

        // It has no entry point that takes this; that the runtime looks into it is enough.
        var exception = Assert.Throws<ProcessFailedException>(() => ToolTasks.Run(new NpmCiSettings().SetProcessToolPath(assembly[..^4] + ".missing.dll")));

        Assert.StartsWith($"dotnet {assembly[..^4]}.missing.dll ci exited", exception.Message, StringComparison.Ordinal);
        Assert.True(Path.IsPathFullyQualified(DotNetPath));
    }
}
