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

    private static string SourceRoot()
    {
        var directory = AbsolutePath.Create(AppContext.BaseDirectory);
        while (!(directory / "Plimsoll.slnx").FileExists())
            directory = directory.Parent ?? throw new InvalidOperationException("The tests do not run inside of the repository.");
        return directory;
    }
}
