using Plimsoll.Build.CI;
using Plimsoll.Publishing;

namespace Plimsoll.Build.Tests;

public sealed class HostOutputTests : IDisposable
{
    private readonly BuildFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_secret_is_masked_in_messages_commands_output_summary_and_failures()
    {
        var result = await _fixture.RunAsync<Sample>("Leak", "Fail", "--token", "hunter22");

        Assert.DoesNotContain("hunter22", result.Output + result.Error);
        Assert.Contains("message ***", result.Output);
        Assert.Contains("> echo child ***", result.Output);
        Assert.Contains("\nchild ***\n", result.Output);
        Assert.Contains("Token: ***", result.Output);
        Assert.Contains("failed: with ***", result.Output);
    }

    [Fact]
    public async Task A_wrong_secret_is_not_repeated()
    {
        var result = await _fixture.RunAsync<Sample>("Leak", "--pin", "12x45");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.DoesNotContain("12x45", result.Error);
    }

    [Fact]
    public async Task A_secret_of_several_lines_is_masked_line_by_line()
    {
        var result = await _fixture.RunAsync<Sample>("Leak", "--token", "first-half\nsecond-half");

        Assert.DoesNotContain("-half", result.Output);
    }

    [Fact]
    public async Task GitHub_Actions_gets_masks_before_anything_else_groups_and_annotations()
    {
        _fixture.Environment["GITHUB_ACTIONS"] = "true";

        var output = (await _fixture.RunAsync<Sample>("Leak", "Fail", "--token", "hunter%22")).Output;

        Assert.StartsWith("::add-mask::hunter%2522\n", output);
        Assert.Contains("\n::group::Leak\n", output);
        Assert.Contains("\n::endgroup::\n::error::Target Fail failed: with ***", output);
        Assert.Contains("\n::warning::100%25\n", output);
    }

    [Fact]
    public async Task Azure_Pipelines_gets_its_own_commands()
    {
        _fixture.Environment["TF_BUILD"] = "True";

        var output = (await _fixture.RunAsync<Sample>("Leak", "--token", "hunter22")).Output;

        Assert.StartsWith("##vso[task.setsecret]hunter22\n", output);
        Assert.Contains("\n##[group]Leak\n", output);
        Assert.Contains("\n##[endgroup]\n", output);
        Assert.Contains("\n##vso[task.logissue type=warning]100%AZP25\n", output);
    }

    [Theory]
    [InlineData("GitHubActions", "")]
    [InlineData("AzurePipelines", "")]
    [InlineData("AzurePipelines", "JENKINS_URL=http://x")]
    public async Task A_host_that_is_only_named_is_handed_no_secret(string host, string variable)
    {
        if (variable.Length > 0)
            _fixture.Environment[variable.Split('=')[0]] = variable.Split('=')[1];

        var result = await _fixture.RunAsync<Sample>("Leak", "Hand", "--token", "hunter22", "--host", host);

        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.DoesNotContain("hunter22", result.Output + result.Error);
    }

    [Fact]
    public async Task Azure_Pipelines_is_handed_a_secret_of_later_steps()
    {
        _fixture.Environment["TF_BUILD"] = "True";

        Assert.Contains("\n##vso[task.setvariable variable=token;issecret=true]hunter22\n", (await _fixture.RunAsync<Sample>("Hand", "--token", "hunter22")).Output);
    }

    [Theory]
    [InlineData("GITHUB_ACTIONS", "::add-mask::hunter22\n")]
    [InlineData("TF_BUILD", "##vso[task.setsecret]hunter22\n")]
    public async Task A_server_taken_for_a_terminal_still_gets_masks_and_no_foreign_command(string variable, string mask)
    {
        _fixture.Environment[variable] = "true";

        Assert.StartsWith(mask, (await _fixture.RunAsync<Sample>("Leak", "--token", "hunter22", "--host", "Terminal")).Output);
        Assert.Contains("\n: :set-env name=A::b\n", (await _fixture.RunAsync<Foreign>("Show", "--host", "Terminal")).Output);
        Assert.Contains("\n: :add-path::/x", (await _fixture.RunAsync<Sample>("Leak", "--host", "Terminal", "--count", "1\n::add-path::/x")).Error);
    }

    [Theory]
    [InlineData("GITHUB_ACTIONS")]
    [InlineData("TF_BUILD")]
    public async Task Commands_in_foreign_text_are_disarmed_on_the_hosts_that_would_obey(string host)
    {
        _fixture.Environment[host] = "true";

        var lines = (await _fixture.RunAsync<Foreign>("Show")).Output.Split('\n');

        Assert.Contains(": :set-env name=A::b", lines);
        Assert.Contains("  : :error::x", lines);
        Assert.Contains("a ## vso[task.setvariable variable=x]y", lines);
        Assert.Contains("a ## [command]z", lines);
        Assert.Contains("::notice::meant", lines);
        Assert.DoesNotContain("::stop-commands::x", lines);
    }

    [Theory]
    [InlineData("GITHUB_ACTIONS")]
    [InlineData("TF_BUILD")]
    public async Task Commands_in_a_value_that_an_error_quotes_are_disarmed_too(string host)
    {
        _fixture.Environment[host] = "true";

        var lines = (await _fixture.RunAsync<Sample>("Leak", "--count", "1\n::add-path::/x ##vso[task.setvariable variable=x]y")).Error.Split('\n');

        Assert.Equal("error: Option --count is '1", lines[0]);
        Assert.StartsWith(": :add-path::/x ## vso[task.setvariable variable=x]y'", lines[1]);
    }

    [Fact]
    public async Task Elsewhere_text_stays_as_it_is() =>
        Assert.Contains("\n::set-env name=A::b\n", (await _fixture.RunAsync<Foreign>("Show")).Output);

    [Theory]
    [InlineData(true, "", true)]
    [InlineData(false, "", false)]
    [InlineData(true, "NO_COLOR=1", false)]
    [InlineData(true, "NO_COLOR=", true)]
    [InlineData(false, "FORCE_COLOR=1", true)]
    [InlineData(true, "FORCE_COLOR=0", false)]
    [InlineData(false, "FORCE_COLOR=1 NO_COLOR=1", false)]
    [InlineData(true, "TERM=dumb", false)]
    public async Task Colours_are_for_terminals_and_as_the_user_wishes(bool isTerminal, string variables, bool coloured)
    {
        _fixture.IsTerminal = isTerminal;
        foreach (var variable in variables.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            _fixture.Environment[variable.Split('=')[0]] = variable.Split('=')[1];

        Assert.Equal(coloured, (await _fixture.RunAsync<Foreign>("Show")).Output.Contains('\e'));
    }

    [Theory]
    [InlineData("", "local")]
    [InlineData("CI=true", "server")]
    [InlineData("CI=false", "local")]
    [InlineData("GITHUB_ACTIONS=true", "server")]
    [InlineData("JENKINS_URL=http://x", "server")]
    public async Task Initialisers_of_fields_know_the_host(string variable, string where)
    {
        if (variable.Length > 0)
            _fixture.Environment[variable.Split('=')[0]] = variable.Split('=')[1];

        Assert.Contains($"on {where}", (await _fixture.RunAsync<Foreign>("Show")).Output);
    }

    [Fact]
    public async Task A_secret_that_cannot_be_read_is_not_shown()
    {
        _fixture.Environment["PLIMSOLL_PIN"] = "hunter2";

        var result = await _fixture.RunAsync<Sample>("Leak");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Equal("error: Environment variable PLIMSOLL_PIN has a value (hidden because it is a secret) that is not a number (Int32).\n", result.Error);
    }

    private sealed class Sample : PlimsollBuild
    {
        [Parameter, Secret] readonly string? Token;
        [Parameter, Secret] readonly int? Pin;
        [Parameter] readonly int Count;

        Target Leak => _ => _.Executes(() =>
        {
            Log.Information("message {Token}", Token);
            Log.Warning("100%");
            Run("echo", ["child", Token!]);
            ReportSummary(s => s.AddPair("Token", Token));
        });

        Target Hand => _ => _.After(Leak).Executes(() => AzurePipelines.Instance?.SetVariable("token", Token!, isSecret: true));

        Target Fail => _ => _.After(Leak).Executes(() => throw BuildException.Usage($"with {Token}", $"not {Token}"));
    }

    private sealed class Foreign : PlimsollBuild
    {
        readonly string _where = IsLocalBuild ? "local" : "server";

        Target Show => _ => _.Executes(() =>
        {
            Log.Information($"on {_where}");
            Run("printf", ["%s\n", "::set-env name=A::b", "  ::error::x", "a ##vso[task.setvariable variable=x]y", "a ##[command]z"]);
            Log.Information("title\r::stop-commands::x");
            Run("echo", ["::notice::meant"], new() { AllowHostCommands = true });
        });
    }
}
