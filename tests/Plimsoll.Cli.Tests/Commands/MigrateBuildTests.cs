using System.Text.Json;
using Plimsoll.Cli.Tests.Schemas;
using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

public sealed class MigrateBuildTests : IDisposable
{
    private const string Source = "using Nuke.Common;\nusing Nuke.Common.IO;\n\nclass Build : NukeBuild\n{\n    [NerdbankGitVersioning] readonly object Version;\n}\n";

    private readonly GitRepository _repository = GitRepository.Init();
    private readonly CommandWorld _world;

    public MigrateBuildTests()
    {
        _repository.Write(".nuke/parameters.json", "{}\n");
        _repository.Write("build/_build.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\">\n  <PropertyGroup>\n    <OutputType>Exe</OutputType>\n    <NukeRootDirectory>..</NukeRootDirectory>\n  </PropertyGroup>\n  <ItemGroup>\n    <PackageReference Include=\"Nuke.Common\" Version=\"9.0.4\" />\n  </ItemGroup>\n</Project>\n");
        _repository.Write("build/Build.cs", Source);
        _repository.Write("build.cmd", "powershell -File \"%~dp0build.ps1\" %*\r\n");
        _repository.Write("global.json", "{}\n");
        _repository.Run("add", "--all");
        _repository.Run("commit", "--quiet", "--message", "A build");
        _world = new CommandWorld(_repository.Path);
    }

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task The_changes_are_shown_and_git_applies_them_to_what_writing_gives()
    {
        var shown = await _world.SucceedAsync("migrate-build");

        Assert.Contains("""
            --- a/build/Build.cs
            +++ b/build/Build.cs
            @@ -1,7 +1,6 @@
            -using Nuke.Common;
            -using Nuke.Common.IO;
            +using Plimsoll.Build;
             
            -class Build : NukeBuild
            +class Build : PlimsollBuild
             {
                 [NerdbankGitVersioning] readonly object Version;
             }

            """, shown.Output);
        Assert.Contains("warning: build/Build.cs:6: [NerdbankGitVersioning]: ", shown.Error);
        Assert.Contains("4 files to change, 1 place to move by hand; nothing was written: add --write\n", shown.Error);
        Assert.Equal(Source, File.ReadAllText(_repository["build/Build.cs"]));

        _repository.Write("../migration.patch", shown.Output);
        _repository.Run("apply", "../migration.patch");
        var applied = Files();
        _repository.Run("checkout", "--quiet", ".");
        File.Delete(_repository["build.sh"]);

        Assert.Equal(["build/_build.csproj", "build/Build.cs", "build.sh", "build.cmd"], (await _world.SucceedAsync("migrate-build", "--write")).Lines);
        Assert.Equal(applied, Files());
    }

    [Fact]
    public async Task A_check_ends_with_changes_pending_until_they_are_written()
    {
        var pending = await _world.RunAsync("migrate-build", "--check");
        Assert.Equal(ExitCode.ChangesPending, pending.ExitCode);
        Assert.DoesNotContain("not committed", pending.Error);
        await _world.SucceedAsync("migrate-build", "--write");

        var again = await _world.SucceedAsync("migrate-build", "--check");

        Assert.Equal("", again.Output);
        Assert.Contains("nothing to change; 1 place to move by hand\n", again.Error);
    }

    [Fact]
    public async Task The_report_has_files_and_what_remains()
    {
        var result = await _world.SucceedAsync("migrate-build", "build", "--output", "json");
        using var report = JsonDocument.Parse(result.Output);

        await PublishedSchemas.AssertValidAsync("migrate-build", result.Output, "migrate-build");
        var root = report.RootElement;
        Assert.Equal(["build/_build.csproj"], root.GetProperty("projects").EnumerateArray().Select(project => project.GetString()));
        Assert.Equal(["False", "False", "True", "False"], root.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("isNew").GetBoolean().ToString()));
        Assert.Equal("[NerdbankGitVersioning]", Assert.Single(root.GetProperty("remaining").EnumerateArray()).GetProperty("name").GetString());
    }

    [Fact]
    public async Task Changes_that_are_not_committed_are_warned_of()
    {
        _repository.Write("build/Build.cs", Source + "// more\n");

        Assert.Contains("warning: build/Build.cs has changes that are not committed\n", (await _world.SucceedAsync("migrate-build")).Error);
    }

    [Fact]
    public async Task Without_a_build_the_error_names_the_line_that_works()
    {
        _repository.Write("docs/a.md", "");

        var error = await _world.FailAsync(ExitCode.Usage, "migrate-build", "docs");

        Assert.Contains("There is no build of NUKE or Fallout in ", error);
        Assert.Contains("plimsoll migrate-build DIR", error);
        Assert.Contains("exclude each other", await _world.FailAsync(ExitCode.Usage, "migrate-build", "--write", "--check"));
        Assert.Contains("does not exist", await _world.FailAsync(ExitCode.Usage, "migrate-build", "none"));
    }

    private List<string> Files() =>
        [.. new[] { "build/_build.csproj", "build/Build.cs", "build.sh", "build.cmd" }.Select(file => File.ReadAllText(_repository[file]))];
}
