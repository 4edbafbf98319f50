using System.Text;
using Plimsoll.Oci;
using Plimsoll.Publishing.Migration;
using Plimsoll.Testing;

namespace Plimsoll.Publishing.Tests.Migration;

public sealed class BuildMigratorTests : IDisposable
{
    private const string Project = """<Project><PropertyGroup><OutputType>Exe</OutputType></PropertyGroup><ItemGroup><PackageReference Include="Nuke.Common" Version="9.0.4" /></ItemGroup></Project>""";

    private readonly TempDirectory _folder = new();

    public BuildMigratorTests() => _folder.Write(".nuke/parameters.json", "{}");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Project_sources_and_scripts_change_once()
    {
        _folder.Write("build/_build.csproj", Project);
        _folder.Write("build/Build.cs", "using Nuke.Common;\nclass Build : NukeBuild { }\n");
        _folder.Write("build/obj/Generated.cs", "using Nuke.Common;\n");
        _folder.Write("build.sh", "BUILD_PROJECT_FILE=build/_build.csproj\n");

        var migration = await PlanAsync();
        Assert.Equal(["build/_build.csproj", "build/Build.cs", "build.sh", "build.cmd"], migration.Files.Select(file => file.Path));
        await migration.WriteAsync(CancellationToken.None);

        Assert.Equal("using Plimsoll.Build;\nclass Build : PlimsollBuild { }\n", File.ReadAllText(_folder["build/Build.cs"]));
        foreach (var script in BootstrapScripts.Names)
            Assert.Equal(File.ReadAllBytes(Path.Combine(NativeCommand.RepositoryRoot, script)), File.ReadAllBytes(_folder[script]));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(_folder["build.sh"]).HasFlag(UnixFileMode.UserExecute));
        Assert.Empty((await PlanAsync()).Files);
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.tmp", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Packages_that_sources_use_and_that_came_with_NUKE_are_referenced()
    {
        _folder.Write("build/_build.csproj", Project);
        _folder.Write("build/Build.cs", "using JetBrains.Annotations;\nclass Build : NukeBuild { Newtonsoft.Json.Linq.JObject A; string Octokit = \"YamlDotNet\"; } // NuGet.Versioning\n");

        await (await PlanAsync()).WriteAsync(CancellationToken.None);

        var project = File.ReadAllText(_folder["build/_build.csproj"]);
        Assert.Contains("<PackageReference Include=\"JetBrains.Annotations\" Version=\"2024.3.0\" /><PackageReference Include=\"Newtonsoft.Json\" Version=\"13.0.3\" /><PackageReference Include=\"Plimsoll.Build\"", project);
        Assert.DoesNotContain("YamlDotNet", project);
        Assert.DoesNotContain("NuGet.Versioning", project);
        Assert.Empty((await PlanAsync()).Files);
    }

    [Fact]
    public async Task Byte_order_marks_stay_and_what_is_no_utf_8_is_listed()
    {
        _folder.Write("build/_build.csproj", Project);
        File.WriteAllText(_folder["build/Build.cs"], "class Build : NukeBuild { }\r\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        File.WriteAllBytes(_folder["build/Old.cs"], [.. "// "u8, 0xE9, .. "\nclass A : NukeBuild;"u8]);

        var migration = await PlanAsync();
        await migration.WriteAsync(CancellationToken.None);

        Assert.Equal([0xEF, 0xBB, 0xBF, .. "class Build : PlimsollBuild { }\r\n"u8], File.ReadAllBytes(_folder["build/Build.cs"]));
        Assert.Contains(migration.Remaining, work => work.File == "build/Old.cs" && work.Advice.Contains("UTF-8", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Central_versions_change_where_they_stand()
    {
        _folder.Write("tools/build/Automation.csproj", Project.Replace(" Version=\"9.0.4\"", "", StringComparison.Ordinal).Replace("</OutputType>", "</OutputType><AssemblyName>$(MSBuildProjectName)</AssemblyName>", StringComparison.Ordinal));
        _folder.Write("Directory.Packages.props", "<Project><ItemGroup><PackageVersion Include=\"Nuke.Common\" Version=\"9.0.4\" /><PackageVersion Include=\"A\" Version=\"1\" /></ItemGroup></Project>");

        var migration = await PlanAsync();

        Assert.Equal(["tools/build/Automation.csproj", "Directory.Packages.props", "build.sh", "build.cmd"], migration.Files.Select(file => file.Path));
        Assert.Contains("Include=\"Plimsoll.Build\" Version=\"2.0.0\" /><PackageVersion Include=\"A\" Version=\"1\"", migration.Files[1].After);
        Assert.Contains("\"$root/tools/build/Automation.csproj\"", migration.Files[2].After);
        Assert.Contains("/bin/Automation/release/Automation\n", migration.Files[2].After);
        Assert.Contains("\"$root\"/{tools/build,global.json", migration.Files[2].After);
        Assert.Contains(@"dotnet build ""%root%\tools\build\Automation.csproj""", migration.Files[3].After);
        Assert.Contains(@"robocopy ""%root%\tools\build"" ""%mirror%\build""", migration.Files[3].After);
        Assert.Contains(@"\bin\Automation\release\Automation.exe", migration.Files[3].After);
        Assert.All(migration.Files.Skip(2), script => Assert.DoesNotContain("_build", script.After));
    }

    [Fact]
    public async Task Scripts_of_others_stay_and_are_listed()
    {
        _folder.Write("build/_build.csproj", Project);
        _folder.Write("build.sh", "make all\n");
        _folder.Write("build.ps1", "");

        var migration = await PlanAsync();

        Assert.Equal(["build/_build.csproj", "build.cmd"], migration.Files.Select(file => file.Path));
        Assert.Equal(["build.ps1", "build.sh", "global.json"], migration.Remaining.Select(work => work.File));
    }

    [Fact]
    public async Task Of_several_builds_the_folder_of_one_is_named()
    {
        _folder.Write("a/a.csproj", Project);
        _folder.Write("b/b.csproj", Project);

        var error = await Assert.ThrowsAsync<PlimsollException>(() => PlanAsync());

        Assert.Equal("There are several builds: a/a.csproj, b/b.csproj.", error.Message);
        Assert.Equal(["b/b.csproj"], (await PlanAsync("b")).Projects);
        Assert.Contains((await PlanAsync("b")).Files, file => file.Path == "build.sh");
    }

    [Fact]
    public async Task Lines_are_known_before_and_after()
    {
        _folder.Write("build/_build.csproj", Project);
        _folder.Write("build/Build.cs", "using Nuke.Common;\nusing Nuke.Common.IO;\nusing Nuke.Common.Tools.Slack;\n\nclass Build : NukeBuild\n{\n    [NerdbankGitVersioning] string A;\n}\n");

        var migration = await PlanAsync();

        Assert.Equal([3, 7], migration.Remaining.Where(work => work.File == "build/Build.cs").Select(work => work.Line));
        Assert.Equal([2, 5], migration.RemainingAfter.Where(work => work.File == "build/Build.cs").Select(work => work.Line));
    }

    [Theory]
    [InlineData("[GitVersion] readonly GitVersion GitVersion;", "Plimsoll.Build.Components")]
    [InlineData("[MinVer] readonly MinVer MinVer;", "Plimsoll.Build.Components")]
    [InlineData("Nuke.Common.Tools.OctoVersion.OctoVersionInfo Info;", "Plimsoll.Build.Components")]
    [InlineData("[GitRepository] readonly GitRepository GitRepository;", "Plimsoll.Build")]
    [InlineData("class GitVersion; GitVersion Own;", "Plimsoll.Build")]
    public async Task What_calculates_versions_comes_with_the_package_of_components(string member, string package)
    {
        _folder.Write("build/_build.csproj", Project);
        _folder.Write("build/Build.cs", $"using Nuke.Common;\n\nclass Build : NukeBuild\n{{\n    {member}\n}}\n");

        var migration = await PlanAsync();

        Assert.Contains($"<PackageReference Include=\"{package}\"", Assert.Single(migration.Files, file => file.Path == "build/_build.csproj").After);
        Assert.DoesNotContain(migration.Remaining, work => work.File == "build/Build.cs");
    }

    [Fact]
    public async Task A_repository_without_the_folder_that_a_build_looks_for_gets_it()
    {
        _folder.Write("inner/.git/HEAD", "");
        _folder.Write("inner/build/_build.csproj", Project);

        var migration = await PlanAsync("inner");
        await migration.WriteAsync(CancellationToken.None);

        Assert.Equal(["build/_build.csproj", "build.sh", "build.cmd", ".nuke/parameters.json"], migration.Files.Select(file => file.Path));
        Assert.Empty((await PlanAsync("inner")).Files);
    }

    [Fact]
    public async Task There_may_be_none()
    {
        _folder.Write("src/app.csproj", "<Project><!-- Nuke.Common --></Project>");

        Assert.Null(await BuildMigrator.PlanAsync(_folder.Path, "2.0.0", CancellationToken.None));
    }

    private async Task<BuildMigration> PlanAsync(string folder = "") =>
        await BuildMigrator.PlanAsync(_folder[folder].TrimEnd('/'), "2.0.0", CancellationToken.None) ?? throw new InvalidOperationException("There is no build.");
}
