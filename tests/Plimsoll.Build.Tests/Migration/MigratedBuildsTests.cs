using System.Text;
using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;
using Plimsoll.Publishing.Migration;
using Plimsoll.Testing;

namespace Plimsoll.Build.Tests.Migration;

/// <summary>Builds as NUKE's users write them. What uses only what Plimsoll.Build has compiles afterwards and plans the same targets.</summary>
public sealed class MigratedBuildsTests : IDisposable
{
    private readonly TempDirectory _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("plain", false, "Restore Compile Pack")]
    [InlineData("components", true, "CompileCode RunTests")]
    public async Task A_build_compiles_and_plans_the_same_targets(string name, bool isOfWindows, string expected)
    {
        Copy(name, isOfWindows);
        var migration = await MigrateAsync();
        Assert.DoesNotContain(migration.Remaining, work => work.File.EndsWith(".cs", StringComparison.Ordinal));

        var result = await RunAsync("--plan", "json");
        Assert.True(result.ExitCode == 0, result.StandardOutput + result.StandardError);
        using var plan = JsonDocument.Parse(result.StandardOutput);
        Assert.Equal(expected, string.Join(' ', plan.RootElement.GetProperty("targets").EnumerateArray().Select(target => target.GetProperty("name").GetString())));

        var run = await RunAsync();
        Assert.True(run.ExitCode == 0, run.StandardOutput + run.StandardError);
        Assert.Contains(name == "plain" ? "Compiles my repo as Release" : "Tests as Debug", run.StandardOutput);
        Assert.Empty((await BuildMigrator.PlanAsync(_temp["my repo"], "2.0.0", CancellationToken.None))!.Files);
    }

    [Fact]
    public async Task What_a_build_has_to_change_by_hand_is_listed_by_place()
    {
        Copy("classic", isOfWindows: false);

        var migration = await MigrateAsync();

        Assert.Equal(
            """
            build/Build.cs:7 using Nuke.Common.Tools.NerdbankGitVersioning
            build/Build.cs:18 [NerdbankGitVersioning]
            build/Build.cs:18 NerdbankGitVersioning
            """.ReplaceLineEndings("\n"),
            string.Join('\n', migration.Remaining.Where(work => work.Line > 1 || work.File.EndsWith(".cs", StringComparison.Ordinal)).Select(work => $"{work.File}:{work.Line} {work.Name}")));
        Assert.Contains("<PackageDownload Include=\"GitVersion.Tool\" Version=\"[5.12.0]\" />", File.ReadAllText(_temp["my repo/build/_build.csproj"]));
    }

    /// <param name="name">A folder of <c>Builds</c>.</param>
    /// <param name="isOfWindows">Whether its sources have a byte order mark and carriage returns.</param>
    private void Copy(string name, bool isOfWindows)
    {
        var source = Path.Combine(NativeCommand.RepositoryRoot, "tests/Plimsoll.Build.Tests/Migration/Builds", name);
        foreach (var file in Directory.EnumerateFiles(source, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }))
        {
            var path = _temp.Write($"my repo/{Path.GetRelativePath(source, file)}", "");
            var text = File.ReadAllText(file);
            File.WriteAllText(path, isOfWindows ? text.ReplaceLineEndings("\r\n") : text, new UTF8Encoding(isOfWindows && file.EndsWith(".cs", StringComparison.Ordinal)));
        }

        File.Copy(Path.Combine(NativeCommand.RepositoryRoot, "global.json"), _temp["my repo/global.json"]);
    }

    /// <summary>Migrates the build, and lets its project use the library of this repository instead of the package.</summary>
    private async Task<BuildMigration> MigrateAsync()
    {
        var migration = await BuildMigrator.PlanAsync(_temp["my repo"], "2.0.0", CancellationToken.None);
        await migration!.WriteAsync(CancellationToken.None);
        var project = _temp[$"my repo/{Assert.Single(migration.Projects)}"];
        var text = File.ReadAllText(project);
        Assert.Contains("<PackageReference Include=\"Plimsoll.Build\"", text);
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(project)!, "Directory.Build.targets"), $"""
            <Project>
              <ItemGroup>
                <PackageReference Remove="Plimsoll.Build" />
                <Reference Include="{AppContext.BaseDirectory}Plimsoll.Build.dll" />
              </ItemGroup>
            </Project>
            """);
        return migration;
    }

    private async Task<BufferedCommandResult> RunAsync(params string[] arguments) => await Cli.Wrap(_temp["my repo/build.sh"])
        .WithArguments([.. arguments, "--no-logo"])
        .WithWorkingDirectory(_temp.Path)
        .WithEnvironmentVariables(e => e.Set("GITHUB_ACTIONS", null).Set("TF_BUILD", null))
        .WithValidation(CommandResultValidation.None)
        .ExecuteBufferedAsync();
}
