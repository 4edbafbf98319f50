using Plimsoll.Build.CI;
using Plimsoll.Publishing;

namespace Plimsoll.Build.Tests.Execution;

public sealed class ConfigurationCommandTests : IDisposable
{
    private const string Ci = ".github/workflows/ci.yml";
    private const string Nightly = ".github/workflows/nightly.yml";

    private readonly BuildFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_local_run_writes_what_changed_and_leaves_the_rest()
    {
        var first = await _fixture.RunAsync<Sample>("Test");
        var written = File.GetLastWriteTimeUtc(_fixture.Root[Ci]);
        var second = await _fixture.RunAsync<Sample>("Test");

        Assert.Contains($"{Ci} was generated. Commit it.", first.Output);
        Assert.DoesNotContain(Ci, second.Output);
        Assert.Equal(written, File.GetLastWriteTimeUtc(_fixture.Root[Ci]));
        Assert.False(File.Exists(_fixture.Root[Nightly]));
        Assert.Equal("Test", second.Ran);
    }

    [Fact]
    public async Task A_file_with_the_line_ends_of_Windows_is_the_same()
    {
        await _fixture.RunAsync<Sample>("Test");
        File.WriteAllText(_fixture.Root[Ci], File.ReadAllText(_fixture.Root[Ci]).Replace("\n", "\r\n", StringComparison.Ordinal));

        Assert.DoesNotContain(Ci, (await _fixture.RunAsync<Sample>("Test")).Output);
    }

    [Fact]
    public async Task A_server_only_warns()
    {
        _fixture.Environment["CI"] = "true";

        var result = await _fixture.RunAsync<Sample>("Test");

        Assert.Contains($"{Ci} is not what Sample generates. Run ./build.sh --generate-configuration, and commit what it writes.", result.Output);
        Assert.False(File.Exists(_fixture.Root[Ci]));
        Assert.Equal(ExitCode.Done, result.ExitCode);
    }

    [Fact]
    public async Task The_option_writes_all_files_and_runs_nothing()
    {
        var result = await _fixture.RunAsync<Sample>("--generate-configuration");

        Assert.Equal($"{Ci}  written\n{Nightly}  written\n", result.Output);
        Assert.Equal($"{Ci}  unchanged\n{Nightly}  unchanged\n", (await _fixture.RunAsync<Sample>("--generate-configuration")).Output);
    }

    [Theory]
    [InlineData("GitHubActions_nightly")]
    [InlineData("nightly")]
    public async Task The_option_writes_the_file_that_it_names(string id)
    {
        Assert.Equal($"{Nightly}  written\n", (await _fixture.RunAsync<Sample>("--generate-configuration", id)).Output);
        Assert.False(File.Exists(_fixture.Root[Ci]));
    }

    [Fact]
    public async Task A_check_names_every_file_that_is_stale()
    {
        await _fixture.RunAsync<Sample>("--generate-configuration", "ci");
        var missing = await _fixture.RunAsync<Sample>("--check-configuration");
        await _fixture.RunAsync<Sample>("--generate-configuration");
        var current = await _fixture.RunAsync<Sample>("--check-configuration");
        File.AppendAllText(_fixture.Root[Ci], "# mine\n");
        var stale = await _fixture.RunAsync<Sample>("--check-configuration");

        Assert.Equal((ExitCode.ChangesPending, $"{Ci}  current\n{Nightly}  missing\n"), (missing.ExitCode, missing.Output));
        Assert.Equal($"error: {Nightly} is not what Sample generates.\nRun ./build.sh --generate-configuration, and commit what it writes.\n", missing.Error);
        Assert.Equal((ExitCode.Done, $"{Ci}  current\n{Nightly}  current\n"), (current.ExitCode, current.Output));
        Assert.Equal((ExitCode.ChangesPending, $"{Ci}  stale\n{Nightly}  current\n"), (stale.ExitCode, stale.Output));
        Assert.EndsWith("# mine\n", File.ReadAllText(_fixture.Root[Ci]));
    }

    [Fact]
    public async Task A_check_names_the_files_of_every_host()
    {
        var missing = await _fixture.RunAsync<Everywhere>("--check-configuration");
        await _fixture.RunAsync<Everywhere>("--generate-configuration", "AzurePipelines_pr");
        await _fixture.RunAsync<Everywhere>("--generate-configuration", "GitLabCI");
        File.AppendAllText(_fixture.Root[".gitlab-ci.yml"], "# mine\n");
        var stale = await _fixture.RunAsync<Everywhere>("--check-configuration");

        Assert.Equal((ExitCode.ChangesPending, "azure-pipelines.yml  missing\nazure-pipelines.pr.yml  missing\n.gitlab-ci.yml  missing\n"), (missing.ExitCode, missing.Output));
        Assert.Equal((ExitCode.ChangesPending, "azure-pipelines.yml  missing\nazure-pipelines.pr.yml  current\n.gitlab-ci.yml  stale\n"), (stale.ExitCode, stale.Output));
        Assert.Equal("error: azure-pipelines.yml, .gitlab-ci.yml are not what Everywhere generates.\nRun ./build.sh --generate-configuration, and commit what it writes.\n", stale.Error);
    }

    [Theory]
    [InlineData("--generate-configuration nigthly", "No attribute of Sample describes 'nigthly'.")]
    [InlineData("--generate-configuration Test", "--generate-configuration runs no target, but Test is named.")]
    [InlineData("--check-configuration --generate-configuration", "--generate-configuration writes what --check-configuration compares.")]
    [InlineData("--check-configuration=x", "Option --check-configuration does not take a value.")]
    public async Task A_mistake_is_an_error(string arguments, string message)
    {
        var result = await _fixture.RunAsync<Sample>(arguments.Split(' '));

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains(message, result.Error);
    }

    [Fact]
    public async Task A_file_with_the_name_of_a_target_is_written_by_its_whole_identifier()
    {
        var refused = await _fixture.RunAsync<Named>("--generate-configuration", "test");
        var written = await _fixture.RunAsync<Named>("--generate-configuration", "GitHubActions_test");

        Assert.Equal("error: --generate-configuration runs no target, but test is named.\nTo write the file of [GitHubActions(\"test\")]: --generate-configuration GitHubActions_test.\n", refused.Error);
        Assert.Equal(".github/workflows/test.yml  written\n", written.Output);
    }

    [Fact]
    public async Task A_build_without_such_attributes_has_nothing_to_check() =>
        Assert.Contains("Plain describes no file of a CI host.", (await _fixture.RunAsync<Plain>("--check-configuration")).Error);

    [Fact]
    public async Task Two_attributes_for_one_file_are_an_error() =>
        Assert.Contains("Two attributes of Twice describe .github/workflows/CI.yml.", (await _fixture.RunAsync<Twice>("--check-configuration")).Error);

    [GitHubActions("test", GitHubActionsImage.UbuntuLatest, On = [GitHubActionsTrigger.Push], InvokedTargets = [nameof(Test)])]
    private sealed class Named : PlimsollBuild
    {
        Target Test => _ => _.Executes(() => { });
    }

    [GitHubActions("ci", GitHubActionsImage.UbuntuLatest, On = [GitHubActionsTrigger.Push], InvokedTargets = [nameof(Test)])]
    [GitHubActions("nightly", GitHubActionsImage.UbuntuLatest, OnCronSchedule = "0 3 * * *", AutoGenerate = false)]
    private sealed class Sample : PlimsollBuild
    {
        Target Test => _ => _.Executes(() => { });
    }

    [AzurePipelines(AzurePipelinesImage.UbuntuLatest, InvokedTargets = [nameof(Test)])]
    [AzurePipelines(suffix: "pr", AzurePipelinesImage.UbuntuLatest, InvokedTargets = [nameof(Test)])]
    [GitLabCI("mcr.microsoft.com/dotnet/sdk:10.0.100", On = [GitLabCITrigger.Push], InvokedTargets = [nameof(Test)])]
    private sealed class Everywhere : PlimsollBuild
    {
        Target Test => _ => _.Executes(() => { });
    }

    private sealed class Plain : PlimsollBuild
    {
        Target Test => _ => _.Executes(() => { });
    }

    [GitHubActions("ci", GitHubActionsImage.UbuntuLatest, On = [GitHubActionsTrigger.Push])]
    [GitHubActions("CI", GitHubActionsImage.UbuntuLatest, On = [GitHubActionsTrigger.Push])]
    private sealed class Twice : PlimsollBuild
    {
        Target Test => _ => _;
    }
}
