using System.Diagnostics;
using System.Text;
using CliWrap;
using CliWrap.Buffered;
using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Build.Tests;

/// <summary>Runs the real <c>build.sh</c> in a small repository whose path has a space, with the real SDK.</summary>
public sealed class BootstrapTests : IDisposable
{
    private readonly TempDirectory _temp = new();

    public BootstrapTests()
    {
        foreach (var file in (string[])["build.sh", "global.json"])
        {
            _temp.Write($"my repo/{file}", "");
            File.Copy(Path.Combine(SourceRoot(), file), _temp[$"my repo/{file}"], overwrite: true);
        }

        Directory.CreateDirectory(_temp["my repo/.nuke"]);
        _temp.Write("my repo/build/Build.cs", """
            using System;
            using Plimsoll.Build;

            class Build : PlimsollBuild
            {
                Target Hello => _ => _.Description("Greets").Executes(() => Log.Information($"hello from {RootDirectory.Name}"));

                [Parameter("The token"), Secret] readonly string Token;

                Target Ask => _ => _.Requires(() => Token).Executes(() => Log.Information($"It has {Token.Length} characters"));

                Target Conflict => _ => _.Executes(() => throw new BuildException(5, "taken"));

                public static int Main() => Execute<Build>(x => x.Hello);
            }
            """);
        _temp.Write("my repo/build/_build.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{AppContext.BaseDirectory}Plimsoll.Build.dll" />
              </ItemGroup>
            </Project>
            """);
    }

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task A_build_is_compiled_once_and_again_only_when_an_input_changed()
    {
        var first = await RunAsync("--help");
        Assert.Equal("", first.StandardError);
        Assert.Equal(0, first.ExitCode);
        Assert.Contains("Hello (default)  Greets", first.StandardOutput);
        Assert.StartsWith("Usage:", first.StandardOutput);

        var app = _temp["my repo/.nuke/temp/build/bin/_build/release/_build.dll"];
        var compiled = File.GetLastWriteTimeUtc(app);
        Assert.Contains("hello from my repo", (await RunAsync()).StandardOutput);
        Assert.Equal(compiled, File.GetLastWriteTimeUtc(app));

        // Exit codes pass through: a cause that is known, and usage.
        Assert.Equal((int)ExitCode.TagConflict, (await RunAsync("Conflict")).ExitCode);
        Assert.Equal((int)ExitCode.Usage, (await RunAsync("--no-such-option")).ExitCode);

        // At a terminal a secret is asked for, and what is typed is not shown, not even right after the question.
        var asked = await AnswerAsync("Ask", "The token (--token): ", "hunter22\n");
        Assert.Contains("It has 8 characters", asked);
        Assert.Contains("The token (--token): \n", asked);
        Assert.DoesNotContain("hunter22", asked);

        // Through a link, from another directory.
        File.CreateSymbolicLink(_temp["link.sh"], "my repo/build.sh");
        var linked = await Cli.Wrap(_temp["link.sh"]).WithWorkingDirectory("/").ExecuteBufferedAsync();
        Assert.Contains("hello from my repo", linked.StandardOutput);
        Assert.Equal(compiled, File.GetLastWriteTimeUtc(app));

        // A new file is an input, and so is its disappearance.
        _temp.Write("my repo/build/Extra.cs", "class Extra { this does not compile }");
        var broken = await RunAsync("--help");
        Assert.Equal(1, broken.ExitCode);
        Assert.Contains("Extra.cs(1,", broken.StandardError);
        Assert.Equal("", broken.StandardOutput);
        File.Delete(_temp["my repo/build/Extra.cs"]);
        Assert.Equal(0, (await RunAsync("--help")).ExitCode);

        // A changed file is compiled once, however many ask for it at the same time.
        var source = _temp["my repo/build/Build.cs"];
        await File.WriteAllTextAsync(source, (await File.ReadAllTextAsync(source)).Replace("hello from", "goodbye from"));
        var all = await Task.WhenAll(RunAsync(), RunAsync(), RunAsync());
        Assert.All(all, r => Assert.Contains("goodbye from my repo", r.StandardOutput));
    }

    private async Task<BufferedCommandResult> RunAsync(params string[] arguments) => await Cli.Wrap(_temp["my repo/build.sh"])
        .WithArguments(arguments)
        .WithWorkingDirectory(_temp.Path)
        .WithEnvironmentVariables(e => e.Set("GITHUB_ACTIONS", null).Set("TF_BUILD", null))
        .WithValidation(CommandResultValidation.None)
        .ExecuteBufferedAsync();

    /// <summary>Runs a target at a terminal, and types the answer as soon as the question is there.</summary>
    private async Task<string> AnswerAsync(string target, string question, string answer)
    {
        var start = new ProcessStartInfo("script", ["-qec", $"'{_temp["my repo/build.sh"]}' {target}", "/dev/null"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var variable in (string[])["CI", "GITHUB_ACTIONS", "TF_BUILD", "GITLAB_CI", "JENKINS_URL", "TEAMCITY_VERSION", "BITBUCKET_COMMIT", "CIRCLECI", "APPVEYOR"])
            start.Environment.Remove(variable);
        using var process = Process.Start(start)!;
        var output = new StringBuilder();
        var buffer = new char[1024];
        for (int read; (read = await process.StandardOutput.ReadAsync(buffer)) > 0;)
        {
            var before = output.ToString();
            output.Append(buffer, 0, read);
            if (output.ToString().Contains(question, StringComparison.Ordinal) && !before.Contains(question, StringComparison.Ordinal))
            {
                await process.StandardInput.WriteAsync(answer);
                await process.StandardInput.FlushAsync();
            }
        }

        await process.WaitForExitAsync();
        return output.ToString().ReplaceLineEndings("\n");
    }

    private static string SourceRoot()
    {
        var directory = AbsolutePath.Create(AppContext.BaseDirectory);
        while (!(directory / "Plimsoll.slnx").FileExists())
            directory = directory.Parent ?? throw new InvalidOperationException("The tests do not run inside of the repository.");
        return directory;
    }
}
