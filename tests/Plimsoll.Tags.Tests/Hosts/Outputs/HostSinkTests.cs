using CsCheck;
using Plimsoll.Oci;
using Plimsoll.Tags.Hosts.Outputs;
using Plimsoll.Testing;

namespace Plimsoll.Tags.Tests.Hosts.Outputs;

/// <summary>What is handed to a host, read back as that host reads it.</summary>
public sealed class HostSinkTests : IDisposable
{
    private readonly TempDirectory _folder = new();
    private readonly Dictionary<string, string> _environment = [];
    private readonly List<string> _log = [];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("GITHUB_ACTIONS", "true", typeof(GitHubSink))]
    [InlineData("TF_BUILD", "True", typeof(AzureSink))]
    [InlineData("GITLAB_CI", "true", typeof(GitLabSink))]
    [InlineData("GITHUB_OUTPUT", "/tmp/outputs", typeof(GitHubSink))]
    [InlineData("CIRCLECI", "true", typeof(NoSink))]
    [InlineData("HOME", "/", typeof(NoSink))]
    public void The_host_that_a_process_runs_on_takes_its_outputs(string variable, string value, Type expected)
    {
        _environment[variable] = value;

        Assert.IsType(expected, Create(null));
    }

    [Fact]
    public void A_host_can_be_chosen_and_turned_off()
    {
        _environment["GITHUB_ACTIONS"] = "true";

        Assert.IsType<NoSink>(Create("none"));
        Assert.IsType<AzureSink>(Create("azure"));
        _environment["PLIMSOLL_HOST"] = "none";
        Assert.IsType<NoSink>(Create(null));
        _environment["PLIMSOLL_HOST"] = "gitea";
        Assert.Equal(ErrorKind.Usage, Assert.Throws<PlimsollException>(() => Create(null)).Kind);
    }

    [Theory]
    [InlineData("github", "::group::Build a%250Ab/Dockerfile", "::endgroup::")]
    [InlineData("azure", "##[group]Build a%0Ab/Dockerfile", "##[endgroup]")]
    [InlineData("gitlab", null, null)]
    [InlineData("none", null, null)]
    public void What_belongs_together_is_a_group_of_the_log(string host, string? begin, string? end)
    {
        using (Create(host).BeginGroup("Build a%0Ab/Dockerfile"))
            Assert.Equal(begin is null ? [] : [begin], _log);

        Assert.Equal(begin is null ? [] : [begin, end!], _log);
    }

    [Fact]
    public void Any_value_comes_back_whole_from_the_files_of_GitHub() => Gen.String.Array[1, 4].Sample(values =>
    {
        var file = Path.Combine(_folder.Path, Guid.NewGuid().ToString());
        // The runner reads lines; a carriage return is one to it as well.
        var given = values.Select(Wellformed).Select((value, index) => KeyValuePair.Create($"name-{index}", value)).ToList();

        HostSinks.Create("github", name => name == "GITHUB_OUTPUT" ? file : null, Assert.Fail).SetOutputs(() => given);

        Assert.Equal(given, HostOutputParser.ParseGitHub(File.ReadAllText(file)).OrderBy(pair => pair.Key, StringComparer.Ordinal));
    });

    [Fact]
    public void Any_value_comes_back_whole_from_the_log_of_Azure() => Gen.String.Array[1, 4].Sample(values =>
    {
        var log = new List<string>();
        var given = values.Select(Wellformed).Select((value, index) => KeyValuePair.Create($"name-{index}", value)).ToList();

        HostSinks.Create("azure", _ => null, log.Add).SetOutputs(() => given);

        Assert.All(log, line => Assert.DoesNotContain('\n', line));
        Assert.Equal(given.Select(pair => KeyValuePair.Create(pair.Key.Replace('-', '_'), pair.Value)), HostOutputParser.ParseAzure(string.Join('\n', log)).OrderBy(pair => pair.Key, StringComparer.Ordinal));
    });

    [Fact]
    public void A_value_cannot_set_another_output()
    {
        var file = _environment["GITHUB_OUTPUT"] = _folder["outputs"];

        Create("github").SetOutputs(() => [new("version", "1\nghadelimiter_0\nevil<<x\n2\nx\n"), new("next", "a=b")]);

        Assert.Equal(["version", "next"], HostOutputParser.ParseGitHub(File.ReadAllText(file)).Keys);
    }

    [Fact]
    public void The_build_number_and_a_build_tag_change_only_where_they_are_asked_for()
    {
        Create("azure").SetOutputs(() => [new("version", "2.1.0")]);
        Assert.DoesNotContain(_log, line => line.Contains("build.", StringComparison.Ordinal));

        (_environment["PLIMSOLL_BUILD_NUMBER"], _environment["PLIMSOLL_BUILD_TAG"]) = ("true", "True");
        Create("azure").SetOutputs(() => [new("version", "2.1.0")]);

        Assert.Contains("##vso[build.updatebuildnumber]2.1.0", _log);
        Assert.Contains("##vso[build.addbuildtag]2.1.0", _log);
    }

    [Fact]
    public void GitLab_gets_single_lines_under_names_that_are_no_settings()
    {
        _environment["CI_PROJECT_DIR"] = _folder.Path;

        Create("gitlab").SetOutputs(() => [new("version", "2.1.0"), new("tags", "acme/app:2.1.0\nacme/app:2"), new("labels", "a=one two\nb=three")]);
        Create("gitlab").SetOutputs(() => [new("version", "2.2.0")]);

        Assert.Equal(["PLIMSOLL_OUT_TAGS=acme/app:2.1.0 acme/app:2", "PLIMSOLL_OUT_VERSION=2.2.0"], File.ReadAllLines(_folder["plimsoll.env"]));
    }

    [Fact]
    public void A_file_that_is_named_in_full_needs_no_folder_of_the_project()
    {
        _environment["PLIMSOLL_DOTENV"] = _folder["named.env"];

        Create("gitlab").SetOutputs(() => [new("version", "2.1.0")]);

        Assert.Contains("2.1.0", File.ReadAllText(_folder["named.env"]), StringComparison.Ordinal);
    }

    [Fact]
    public void What_GitLab_would_refuse_the_whole_file_for_is_left_out_with_a_warning()
    {
        _environment["CI_PROJECT_DIR"] = _folder.Path;
        _environment["PLIMSOLL_DOTENV"] = "out.env";

        Create("gitlab").SetOutputs(() => [new("large", new string('x', 6000)), .. Enumerable.Range(0, 25).Select(number => KeyValuePair.Create($"n{number}", "1"))]);

        Assert.Equal(20, File.ReadAllLines(_folder["out.env"]).Length);
        Assert.Equal(6, _log.Count(line => line.StartsWith("warning: ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("plimsoll.yml:3:5: unknown key 'image'.", "plimsoll.yml", "3", "5")]
    [InlineData("deploy/app.yaml:12: too long", "deploy/app.yaml", "12", null)]
    [InlineData("ghcr.io:443: no answer", null, null, null)]
    [InlineData("error at 12:30: no", null, null, null)]
    public void An_issue_is_about_the_place_that_its_message_begins_with(string text, string? file, string? line, string? column)
    {
        var issue = HostIssue.Create(isError: true, text);

        Assert.Equal((file, line, column), (issue.File, issue.Line, issue.Column));
    }

    [Fact]
    public void An_issue_gives_no_command_of_its_own()
    {
        Create("github").TryReport(isError: true, "no\n::set-output name=a::b\n##vso[task.complete]");
        Create("azure").TryReport(isError: false, "no\n##vso[task.setvariable variable=PATH]x");

        Assert.Equal(["error"], HostOutputParser.GitHubCommands(_log[0]).Select(command => command.Name));
        Assert.Equal(["task.logissue"], HostOutputParser.AzureCommands(_log[1]).Select(command => command.Name));
        Assert.Equal(2, _log.Count);
    }

    [Fact]
    public void A_summary_has_the_room_that_others_leave_in_its_step()
    {
        var file = _environment["GITHUB_STEP_SUMMARY"] = _folder.Write("summary.md", new string('x', (1 << 20) - 10_000));

        Create("github").AddSummary("Tags", room => new string('y', room));
        Create("github").AddSummary("Tags", _ => throw new InvalidOperationException("There is no room."));

        Assert.Equal(1 << 20, new FileInfo(file).Length);
        Assert.Contains("job summary is full", Assert.Single(_log), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_a_warning()
    {
        _environment["GITHUB_OUTPUT"] = _environment["GITHUB_STEP_SUMMARY"] = _folder.Path;

        Create("github").SetOutputs(() => [new("a", "b")]);
        Create("github").AddSummary("Tags", _ => "text");

        Assert.Equal(2, _log.Count);
        Assert.All(_log, line => Assert.StartsWith("::warning", line, StringComparison.Ordinal));
    }

    [Fact]
    public void A_summary_on_Azure_is_a_file_of_its_own_that_the_agent_uploads()
    {
        _environment["AGENT_TEMPDIRECTORY"] = _folder.Path;

        Create("azure").AddSummary("Published images", _ => "one");
        Create("azure").AddSummary("Published images", _ => "two");

        var files = HostOutputParser.AzureCommands(string.Join('\n', _log)).Select(command => command.Message).ToList();
        Assert.Equal(["one", "two"], files.Select(File.ReadAllText));
        Assert.All(files, file => Assert.Equal("Published images.md", Path.GetFileName(file)));
    }

    [Fact]
    public void A_link_in_place_of_GitLabs_file_is_not_written_through()
    {
        if (OperatingSystem.IsWindows())
            return;

        _environment["CI_PROJECT_DIR"] = _folder.Path;
        _folder.Write("other", "of somebody else");
        File.CreateSymbolicLink(_folder["plimsoll.env"], _folder["other"]);

        Create("gitlab").SetOutputs(() => [new("version", "2.1.0")]);

        Assert.Contains("plimsoll.env is a link", Assert.Single(_log), StringComparison.Ordinal);
        Assert.Equal("of somebody else", File.ReadAllText(_folder["other"]));
    }

    private IHostSink Create(string? name) => HostSinks.Create(name, name => _environment.GetValueOrDefault(name), _log.Add);

    private static string Wellformed(string text) => string.Concat(text.EnumerateRunes().Where(rune => rune.Value is not ('\r' or '\0' or 0x2028 or 0x2029 or 0x85)).Select(rune => rune.ToString()));
}
