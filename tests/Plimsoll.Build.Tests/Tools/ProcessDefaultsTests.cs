using Plimsoll.Build.Tools;

namespace Plimsoll.Build.Tests.Tools;

/// <summary>What holds for all processes of a build. Nothing else runs meanwhile: it would hold there too.</summary>
[CollectionDefinition(nameof(ProcessDefaultsTests), DisableParallelization = true)]
[Collection(nameof(ProcessDefaultsTests))]
public sealed class ProcessDefaultsTests : IDisposable
{
    private readonly ToolFixture _build = new();

    public void Dispose()
    {
        (ProcessTasks.DefaultWorkingDirectory, ProcessTasks.DefaultLogOutput, ProcessTasks.DefaultLogInvocation) = (null, true, true);
        _build.Dispose();
    }

    [Fact]
    public void Processes_with_settings_have_them_too()
    {
        _build.Begin();
        _build.Root.Write("sub/file", "");
        var lines = new List<string>();
        var shell = new ShellSettings().SetScript("pwd").SetProcessLogger((_, line) => lines.Add(line));
        (ProcessTasks.DefaultWorkingDirectory, ProcessTasks.DefaultLogOutput, ProcessTasks.DefaultLogInvocation) = ("sub", false, false);

        Assert.Equal(_build.Root["sub"], ToolTasks.Run(shell).StdToText());
        Assert.Equal(_build.Root["sub"], ProcessTasks.StartProcess(shell).AssertZeroExitCode().Output.StdToText());
        Assert.Equal(_build.Root.Path, ToolTasks.Run(shell.SetProcessWorkingDirectory(_build.Root.Path)).StdToText());

        Assert.Empty(lines);
        Assert.Equal("", _build.Output);
    }
}
