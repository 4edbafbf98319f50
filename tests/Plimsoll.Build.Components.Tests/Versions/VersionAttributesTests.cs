using Plimsoll.Build.Components.Versions;
using Plimsoll.Build.Tests;
using Plimsoll.Publishing;

namespace Plimsoll.Build.Components.Tests.Versions;

/// <summary>The versions that attributes named as GitVersion, MinVer and OctoVersion give to a build, with the real git.</summary>
public sealed class VersionAttributesTests : IDisposable
{
    private readonly ReleasedRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task At_a_release_tag_all_forms_are_that_release()
    {
        var sha = _repository.Head;

        Assert.Equal(
            $"""
            2 1 0; 2.1.0 2.1.0 2.1.0 2.1.0+Branch.main.Sha.{sha} 2.1.0.0 2.1.0.0 2.1.0 2.1.0; [] [] [] [] []; Branch.main.Sha.{sha}; main main {sha} {sha[..7]} 2026-01-02 {sha} 0 0000 0
            2.1.0 2 1 0 [] [] 2.0.0.0 2.1.0.0 2.1.0
            2 1 0 2.1.0 2.1.0 2.1.0 [] 2.1.0+Branch.main.Sha.{sha}
            """,
            await ShowAsync());
    }

    [Fact]
    public async Task Behind_it_all_forms_are_a_prerelease_of_the_next()
    {
        var released = _repository.Head;
        _repository.Commit("more");
        _repository.Git("checkout", "--quiet", "-b", "feature/a_b");
        var sha = _repository.Commit("even more");

        Assert.Equal(
            $"""
            2 1 1; 2.1.1 2.1.1-alpha.0.2 2.1.1-alpha.0.2 2.1.1-alpha.0.2+Branch.feature-a-b.Sha.{sha} 2.1.1.0 2.1.1.0 2.1.1-alpha.0.2 2.1.1-alpha.0.2; [alpha.0.2] [-alpha.0.2] [alpha] [-alpha] [2]; Branch.feature-a-b.Sha.{sha}; feature/a_b feature-a-b {sha} {sha[..7]} 2026-01-02 {released} 2 0002 0
            2.1.1-alpha.0.2 2 1 1 [alpha.0.2] [] 2.0.0.0 2.1.1.0 2.1.1-alpha.0.2
            2 1 1 2.1.1-alpha.0.2 2.1.1 2.1.1-alpha.0.2 [-alpha.0.2] 2.1.1-alpha.0.2+Branch.feature-a-b.Sha.{sha}
            """,
            await ShowAsync());
    }

    [Fact]
    public async Task A_detached_head_a_linked_working_tree_and_changes_have_the_version_of_the_commit()
    {
        _repository.Git("checkout", "--quiet", "--detach");
        _repository.Fixture.Root.Write("app.txt", "changed");

        Assert.Matches(@"; \(no branch\) -no-branch- [0-9a-f]{40} .* 0 0000 1\n2\.1\.0 ", await ShowAsync());
    }

    [Fact]
    public async Task Settings_are_those_of_the_attribute_then_the_environment_then_the_configuration()
    {
        _repository.Commit("more");
        _repository.Fixture.Root.Write("plimsoll.yml", "version:\n  autoIncrement: minor\n  defaultPreReleaseIdentifiers: beta.1\n");
        Assert.Contains("configured 2.2.0-beta.1.1; own 3.0.0-rc.0.1+5", (await RunAsync<Sample>("Settings")).Output);

        _repository.Fixture.Environment["PLIMSOLL_AUTO_INCREMENT"] = "major";
        Assert.Contains("configured 3.0.0-beta.1.1; own 3.0.0-rc.0.1+5", (await RunAsync<Sample>("Settings")).Output);
    }

    [Fact]
    public async Task It_is_calculated_only_when_it_is_used_and_fails_as_the_command_does()
    {
        _repository.Fixture.Root.Write(".git/shallow", _repository.Head + "\n");

        Assert.Equal(ExitCode.Done, (await RunAsync<Sample>("Idle")).ExitCode);
        var result = await RunAsync<Sample>("Show");
        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains("is a shallow clone", result.Output);
    }

    [Theory]
    [InlineData("TF_BUILD", "##vso[build.updatebuildnumber]2.1.0")]
    [InlineData("TEAMCITY_VERSION", "##teamcity[buildNumber '2.1.0']")]
    public async Task The_host_shows_the_version_as_the_number_of_the_build(string variable, string command)
    {
        _repository.Fixture.Environment[variable] = "1";

        Assert.Contains(command, (await RunAsync<Versioned>("Idle")).Output);
    }

    [Fact]
    public async Task Components_pass_the_version_on()
    {
        _repository.Commit("more");
        var result = await RunAsync<Versioned>("Numbers");

        Assert.Contains($"2.1.1-alpha.0.1 2.1.1-alpha.0.1 2.1.1.0 2.1.1.0 2.1.1-alpha.0.1+Branch.main.Sha.{_repository.Head}", result.Output);
        Assert.Contains("UpdateAssemblyInfo changes no files", (await RunAsync<Old>("Idle")).Output);
    }

    private async Task<string> ShowAsync()
    {
        var result = await RunAsync<Sample>("Show");
        Assert.True(result.ExitCode == ExitCode.Done, result.Error + result.Output);
        var text = result.Output[(result.Output.IndexOf('<') + 2)..];
        return text[..(text.IndexOf('>') - 1)];
    }

    private Task<BuildResult> RunAsync<T>(params string[] arguments) where T : PlimsollBuild, new() => _repository.Fixture.RunAsync<T>(arguments);

    private sealed class Sample : PlimsollBuild
    {
        [GitVersion(Framework = "net6.0", NoFetch = true, NoCache = true, UpdateBuildNumber = false)] readonly GitVersion GitVersion = null!;
        [MinVer(Framework = "net8.0")] readonly MinVer MinVer = null!;
        [MinVer(TagPrefix = "v", AutoIncrement = MinVerVersionPart.Major, DefaultPreReleasePhase = "rc", BuildMetadata = "5")] readonly MinVer Own = null!;
        [OctoVersion(UpdateBuildNumber = false, BranchMember = "x")] readonly OctoVersionInfo Octo = null!;

        Target Idle => _ => _.Executes(() => Log.Information("idle"));

        Target Settings => _ => _.Executes(() => Log.Information($"configured {MinVer.Version}; own {Own}"));

        Target Show => _ => _.Executes(() => Log.Information(string.Join('\n', [
            "<",
            $"{GitVersion.Major} {GitVersion.Minor} {GitVersion.Patch}; {GitVersion.MajorMinorPatch} {GitVersion.SemVer} {GitVersion.FullSemVer} {GitVersion.InformationalVersion} "
                + $"{GitVersion.AssemblySemVer} {GitVersion.AssemblySemFileVer} {GitVersion.NuGetVersion} {GitVersion.NuGetVersionV2}; "
                + $"[{GitVersion.PreReleaseTag}] [{GitVersion.PreReleaseTagWithDash}] [{GitVersion.PreReleaseLabel}] [{GitVersion.PreReleaseLabelWithDash}] [{GitVersion.PreReleaseNumber}]; "
                + $"{GitVersion.FullBuildMetaData}; {GitVersion.BranchName} {GitVersion.EscapedBranchName} {GitVersion.Sha} {GitVersion.ShortSha} {GitVersion.CommitDate} "
                + $"{GitVersion.VersionSourceSha} {GitVersion.CommitsSinceVersionSource} {GitVersion.CommitsSinceVersionSourcePadded} {GitVersion.UncommittedChanges}",
            $"{MinVer.Version} {MinVer.MinVerMajor} {MinVer.MinVerMinor} {MinVer.MinVerPatch} [{MinVer.MinVerPreRelease}] [{MinVer.MinVerBuildMetadata}] {MinVer.AssemblyVersion} {MinVer.FileVersion} {MinVer.PackageVersion}",
            $"{Octo.Major} {Octo.Minor} {Octo.Patch} {Octo.FullSemVer} {Octo.MajorMinorPatch} {Octo.NuGetVersion} [{Octo.PreReleaseTagWithDash}] {Octo.InformationalVersion}",
            ">"])));
    }

    private sealed class Versioned : PlimsollBuild, IHazGitVersion
    {
        [GitVersion] readonly GitVersion GitVersion = null!;

        Target Idle => _ => _.Executes(() => Log.Information(GitVersion.Sha));

        Target Numbers => _ => _.Executes(() =>
        {
            var numbers = ((IHazVersionNumbers)this).VersionNumbers;
            Log.Information($"{numbers.Version} {numbers.PackageVersion} {numbers.AssemblyVersion} {numbers.FileVersion} {numbers.InformationalVersion}");
        });
    }

    private sealed class Old : PlimsollBuild
    {
        [GitVersion(UpdateAssemblyInfo = true)] readonly GitVersion GitVersion = null!;

        Target Idle => _ => _.Executes(() => Log.Information(GitVersion.Sha));
    }
}
