using Plimsoll.Build.CI;
using Plimsoll.Publishing;

namespace Plimsoll.Build.Tests.CI;

public sealed class HostTests : IDisposable
{
    private readonly BuildFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("GITHUB_ACTIONS=true CI=true", nameof(GitHubActions))]
    [InlineData("TF_BUILD=True", nameof(AzurePipelines))]
    [InlineData("APPVEYOR=True CI=True", nameof(AppVeyor))]
    [InlineData("BAMBOO_SERVER=x", nameof(Bamboo))]
    [InlineData("bamboo_planKey=P", nameof(Bamboo))]
    [InlineData("BITBUCKET_PIPELINE_UUID={1}", nameof(Bitbucket))]
    [InlineData("BITRISE_BUILD_URL=x", nameof(Bitrise))]
    [InlineData("GITLAB_CI=true CI=true", nameof(GitLab))]
    [InlineData("JENKINS_URL=x", nameof(Jenkins))]
    [InlineData("JENKINS_HOME=x", nameof(Jenkins))]
    [InlineData("JB_SPACE_PROJECT_KEY=x", nameof(SpaceAutomation))]
    [InlineData("TEAMCITY_VERSION=2024", nameof(TeamCity))]
    [InlineData("TRAVIS=true CI=true", nameof(TravisCI))]
    [InlineData("CI=1", nameof(GenericServer))]
    [InlineData("TERMINAL_EMULATOR=JetBrains-JediTerm", nameof(Rider))]
    [InlineData("VSCODE_PID=1", nameof(VSCode))]
    [InlineData("VisualStudioVersion=17.0", nameof(VisualStudio))]
    [InlineData("VSCODE_PID=1 GITHUB_ACTIONS=true", nameof(GitHubActions))]
    [InlineData("GITHUB_ACTIONS=false TF_BUILD=", nameof(Terminal))]
    [InlineData("", nameof(Terminal))]
    public async Task The_environment_tells_where_a_build_runs(string variables, string host)
    {
        Set(variables);

        Assert.Contains($"on {host}, server {host is not (nameof(Rider) or nameof(VSCode) or nameof(VisualStudio) or nameof(Terminal))};", (await _fixture.RunAsync<Sample>("Show")).Output);
    }

    [Theory]
    [InlineData("GitHubActions")]
    [InlineData("git-hub-actions")]
    [InlineData("githubactions")]
    public async Task A_host_that_is_named_wins_over_the_environment_but_what_reads_the_log_does_not_change(string name)
    {
        Set("TF_BUILD=True");

        var output = (await _fixture.RunAsync<Sample>("Show", "--host", name)).Output;

        Assert.Contains("on GitHubActions, server True;", output);
        Assert.Contains("##[group]Show\n", output);
        Assert.DoesNotContain("::", output);
    }

    [Fact]
    public async Task A_server_can_be_taken_for_a_terminal()
    {
        Set("GITHUB_ACTIONS=true");
        _fixture.Prompt = new ScriptedPrompt("asked");

        var result = await _fixture.RunAsync<Sample>("Ask", "--host", "Terminal");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Contains("::group::Ask\n", result.Output, StringComparison.Ordinal);
        Assert.Single(_fixture.Prompt.Questions);
    }

    [Fact]
    public async Task Nobody_is_asked_at_a_server_that_is_named()
    {
        _fixture.Prompt = new ScriptedPrompt("asked");

        Assert.Equal(ExitCode.Usage, (await _fixture.RunAsync<Sample>("Ask", "--host=GitLab")).ExitCode);
        Assert.Empty(_fixture.Prompt.Questions);
    }

    [Fact]
    public async Task An_unknown_host_is_refused_with_the_nearest()
    {
        var result = await _fixture.RunAsync<Sample>("Show", "--host", "GitHubAction");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.StartsWith("error: Unknown host 'GitHubAction'.\nDid you mean GitHubActions? Hosts: GitHubActions, AzurePipelines, ", result.Error);
    }

    [Fact]
    public async Task Members_with_CI_are_the_host_where_it_is_of_their_type_and_else_nothing()
    {
        Set("GITHUB_ACTIONS=true GITHUB_REF=refs/heads/main");
        var there = (await _fixture.RunAsync<Sample>("Show")).Output;
        Assert.Contains("field refs/heads/main, property refs/heads/main, component refs/heads/main, base refs/heads/main, instance refs/heads/main;", there);
        Assert.Contains("azure none, server refs/heads/main", there);

        _fixture.Environment.Remove("GITHUB_ACTIONS");
        Assert.Contains("field none, property none, component none, base none, instance none;", (await _fixture.RunAsync<Sample>("Show")).Output);
    }

    [Fact]
    public async Task A_member_with_CI_that_is_no_host_is_refused()
    {
        var result = await _fixture.RunAsync<Mistaken>("Show");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.StartsWith("error: [CI] is on Mistaken.Server, which is a String and not a host.\n", result.Error);
    }

    [Fact]
    public void Outside_of_a_build_there_is_no_host()
    {
        Assert.Null(GitHubActions.Instance);
        Assert.Null(AzurePipelines.Instance);
    }

    [Fact]
    public async Task TeamCity_gets_blocks_and_messages_and_commands_in_foreign_text_are_disarmed()
    {
        Set("TEAMCITY_VERSION=2024");

        var output = (await _fixture.RunAsync<Sample>("Foreign")).Output;

        Assert.Contains("##teamcity[blockOpened name='Foreign']\n", output);
        Assert.Contains("a ## teamcity[buildNumber '1']\n", output);
        Assert.Contains("##teamcity[message text='it|'s |[wrong|]|n' status='WARNING']\n", output);
        Assert.Contains("##teamcity[blockClosed name='Foreign']\n", output);
    }

    private void Set(string variables)
    {
        foreach (var variable in variables.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            _fixture.Environment[variable.Split('=')[0]] = variable.Split('=', 2)[1];
    }

    private interface IReport : IPlimsollBuild
    {
        [CI] GitHubActions? Actions => TryGetValue(() => Actions);

        string Reported => Actions?.Ref ?? "none";
    }

    private abstract class Base : PlimsollBuild
    {
        [CI] private readonly GitHubActions? _inherited;

        protected string Inherited => _inherited?.Ref ?? "none";
    }

    private sealed class Sample : Base, IReport
    {
        [Parameter] readonly string? Name;

        [CI] readonly GitHubActions? _field;
        [CI] readonly AzurePipelines? _azure;
        [CI] readonly IBuildServer? _server;

        [CI] GitHubActions? Property { get; }

        Target Show => _ => _.Executes(() =>
        {
            Log.Information($"on {Host}, server {IsServerBuild};");
            Log.Information($"field {Ref(_field)}, property {Ref(Property)}, component {((IReport)this).Reported}, base {Inherited}, instance {Ref(GitHubActions.Instance)};");
            Log.Information($"azure {_azure?.SourceBranch ?? "none"}, server {_server?.Branch ?? "none"}");
        });

        Target Ask => _ => _.Requires(() => Name).Executes(() => { });

        Target Foreign => _ => _.Executes(() =>
        {
            Log.Information("a ##teamcity[buildNumber '1']");
            Log.Warning("it's [wrong]\n");
        });

        private static string Ref(GitHubActions? host) => host?.Ref ?? "none";
    }

    private sealed class Mistaken : PlimsollBuild
    {
        [CI] readonly string? Server;

        Target Show => _ => _.Executes(() => Log.Information(Server ?? ""));
    }
}
