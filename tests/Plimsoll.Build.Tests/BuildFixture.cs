using Microsoft.Extensions.Time.Testing;
using Plimsoll.Build.Execution;
using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Build.Tests;

/// <summary>A repository with <c>.nuke</c>, and a process around a build that tests control.</summary>
internal sealed class BuildFixture : IDisposable
{
    public BuildFixture() => Directory.CreateDirectory(Root[".nuke"]);

    public TempDirectory Root { get; } = new();

    public AbsolutePath RootPath => AbsolutePath.Create(Root.Path);

    public Dictionary<string, string> Environment { get; } = new() { ["PATH"] = System.Environment.GetEnvironmentVariable("PATH")! };

    public Interruption Interruption { get; } = new();

    public bool IsTerminal { get; set; }

    /// <summary>Standard input.</summary>
    public string Input { get; set; } = "";

    /// <summary>Whoever sits at the terminal, if somebody does.</summary>
    public ScriptedPrompt? Prompt { get; set; }

    /// <summary>Runs a build. The clock stands still, so all durations are zero.</summary>
    public async Task<BuildResult> RunAsync<T>(Func<T, Target>? defaultTarget, params string[] arguments) where T : PlimsollBuild, new()
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var host = new BuildHost
        {
            Arguments = arguments,
            Environment = Environment,
            WorkingDirectory = RootPath,
            BuildDirectory = RootPath,
            Output = output,
            Error = error,
            IsTerminal = IsTerminal,
            Input = () => new StringReader(Input),
            Terminal = Prompt,
            Clock = new FakeTimeProvider(),
            Interruption = Interruption,
        };
        var exitCode = await BuildRunner.RunAsync<T>(host, defaultTarget is null ? [] : [defaultTarget]);
        return new BuildResult((ExitCode)exitCode, output.ToString(), error.ToString());
    }

    public Task<BuildResult> RunAsync<T>(params string[] arguments) where T : PlimsollBuild, new() =>
        RunAsync<T>(null, [.. arguments, "--no-logo"]);

    public void Dispose()
    {
        Interruption.Dispose();
        Root.Dispose();
    }
}

internal sealed record BuildResult(ExitCode ExitCode, string Output, string Error)
{
    /// <summary>The names of the targets whose actions began, in order.</summary>
    public string Ran => string.Join(' ', Output.Split('\n').Where(l => l.StartsWith("── ", StringComparison.Ordinal)).Select(l => l.Split(' ')[1]));
}
