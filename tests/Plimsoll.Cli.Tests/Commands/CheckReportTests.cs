using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>Which reports <c>plimsoll check</c> writes, and where to.</summary>
public sealed class CheckReportTests : IDisposable
{
    private const string Text = "compose.yaml:3:12: error mutable-tag";
    private const string Annotation = "::error file=compose.yaml,line=3,col=12,endLine=3,endColumn=27,title=plimsoll%3A mutable-tag::";
    private const string Issue = "##vso[task.logissue type=error;sourcepath=compose.yaml;linenumber=3;columnnumber=12;code=mutable-tag]";

    private readonly TempDirectory _folder = new();
    private readonly CommandWorld _world;

    public CheckReportTests()
    {
        _folder.Write("compose.yaml", "services:\n  web:\n    image: acme/web:latest\n");
        _world = new CommandWorld(_folder.Path);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Without_a_host_there_is_text() => Assert.StartsWith(Text, (await CheckAsync()).Output, StringComparison.Ordinal);

    [Fact]
    public async Task GitHub_gets_text_annotations_and_a_summary_behind_what_is_there()
    {
        var summary = OnGitHub();
        File.WriteAllText(summary, "# Before\n");

        var output = (await CheckAsync()).Output;

        Assert.StartsWith(Text, output, StringComparison.Ordinal);
        Assert.Contains('\n' + Annotation, output, StringComparison.Ordinal);
        Assert.True(output.IndexOf("1 error, 0 warnings", StringComparison.Ordinal) < output.IndexOf(Annotation, StringComparison.Ordinal));
        Assert.StartsWith("# Before\n\n<!-- plimsoll check -->\n### Image policy\n", File.ReadAllText(summary), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_summary_that_is_full_stays_as_it_is_and_the_check_goes_on()
    {
        var summary = OnGitHub();
        File.WriteAllText(summary, new string('x', 1024 * 1024 - 100));

        var result = await CheckAsync();

        Assert.Contains("job summary is full", result.Error, StringComparison.Ordinal);
        Assert.Equal(1024 * 1024 - 100, new FileInfo(summary).Length);
    }

    [Fact]
    public async Task A_summary_takes_what_room_is_left()
    {
        var summary = OnGitHub();
        File.WriteAllText(summary, new string('x', 1024 * 1024 - 8192));
        _folder.Write("many.yaml", "services:\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"  s{i}:\n    image: acme/web-{i}\n")));

        await CheckAsync();

        Assert.InRange(new FileInfo(summary).Length, 1024 * 1024 - 4096, 1024 * 1024);
        Assert.Contains("more omitted", File.ReadAllText(summary), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_summary_that_cannot_be_written_fails_no_check()
    {
        OnGitHub();
        _world.Environment["GITHUB_STEP_SUMMARY"] = _folder.Path;

        Assert.Contains("job summary could not be written", (await CheckAsync()).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Azure_gets_text_issues_a_summary_and_the_failure()
    {
        _world.Environment["TF_BUILD"] = "True";
        _world.Environment["AGENT_TEMPDIRECTORY"] = Directory.CreateDirectory(Path.Combine(_folder.Path, "_temp")).FullName;

        var lines = (await CheckAsync()).Lines;

        Assert.StartsWith(Text, lines[0], StringComparison.Ordinal);
        Assert.StartsWith("##vso[task.uploadsummary]", lines[^3], StringComparison.Ordinal);
        Assert.StartsWith("<!-- plimsoll check -->\n### Image policy", File.ReadAllText(lines[^3]["##vso[task.uploadsummary]".Length..]), StringComparison.Ordinal);
        Assert.StartsWith(Issue, lines[^2], StringComparison.Ordinal);
        Assert.StartsWith("##vso[task.complete result=Failed]", lines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GITHUB_ACTIONS", "true")]
    [InlineData("TF_BUILD", "True")]
    public async Task Json_on_a_host_is_json_alone(string variable, string value)
    {
        OnGitHub();
        _world.Environment.Remove("GITHUB_ACTIONS");
        _world.Environment[variable] = value;

        var result = await CheckAsync("--output", "json");

        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal("mutable-tag", json.RootElement.GetProperty("findings")[0].GetProperty("rule").GetString());
    }

    [Fact]
    public async Task What_is_asked_for_is_all_there_is()
    {
        OnGitHub();

        Assert.Equal(["1 error, 0 warnings; 1 image in 1 file"], (await CheckAsync("--report", "text")).Lines[^1..]);
        Assert.StartsWith(Annotation, Assert.Single((await CheckAsync("--report", "github")).Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_are_written_in_one_run_into_folders_that_are_made()
    {
        var result = await CheckAsync(
            "--report", "sarif=out/a/plimsoll.sarif", "--report=junit=out/junit.xml", "--report", "checkstyle=out/checkstyle.xml", "--report", "gitlab=out/gl.json",
            "--report", "markdown=out/check.md", "--report", "json=out/check.json", "--report", "azure=out/azure.log", "--report", "github", "--report", "text");

        Assert.StartsWith(Text, result.Output, StringComparison.Ordinal);
        Assert.Contains('\n' + Annotation, result.Output, StringComparison.Ordinal);
        Assert.Equal("2.1.0", Json("out/a/plimsoll.sarif").GetProperty("version").GetString());
        Assert.Equal("compose.yaml", Json("out/gl.json")[0].GetProperty("location").GetProperty("path").GetString());
        Assert.Equal(1, Json("out/check.json").GetProperty("schemaVersion").GetInt32());
        Assert.Equal("testsuites", XDocument.Load(Path.Combine(_folder.Path, "out/junit.xml")).Root!.Name);
        Assert.Equal("checkstyle", XDocument.Load(Path.Combine(_folder.Path, "out/checkstyle.xml")).Root!.Name);
        Assert.StartsWith("<!-- plimsoll check -->\n### Image policy", Read("out/check.md"), StringComparison.Ordinal);
        Assert.StartsWith(Issue, Read("out/azure.log"), StringComparison.Ordinal);
        Assert.Equal(["azure.log", "check.json", "check.md", "checkstyle.xml", "gl.json", "junit.xml"], Directory.EnumerateFiles(Path.Combine(_folder.Path, "out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_file_has_no_byte_order_mark_and_no_colour()
    {
        _world.Environment["FORCE_COLOR"] = "1";

        await CheckAsync("--report", "text=a.txt");

        Assert.StartsWith(Text, Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(_folder.Path, "a.txt"))), StringComparison.Ordinal);
        Assert.DoesNotContain('\e', Read("a.txt"));
    }

    [Fact]
    public async Task Where_everything_goes_to_files_the_story_has_the_count()
    {
        var result = await CheckAsync("--report", "sarif=a.sarif");

        Assert.Equal(("", "1 error, 0 warnings; 1 image in 1 file\n"), (result.Output, result.Error));
        Assert.Equal("", (await CheckAsync("--report", "sarif=a.sarif", "--quiet")).Error);
    }

    [Fact]
    public async Task Json_may_be_printed_beside_files() =>
        Assert.StartsWith("{", (await CheckAsync("--output", "json", "--report", "sarif=a.sarif")).Output, StringComparison.Ordinal);

    [Fact]
    public async Task Paths_start_at_the_repository_whatever_the_directory_is()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, ".git"));
        _folder.Write("deploy/prod/compose.yaml", "services:\n  web:\n    image: acme/web:latest\n");

        var result = await CheckAsync("-C", "deploy/prod", ".", "--report", "text", "--report", "github", "--report", "sarif=a.sarif");

        Assert.StartsWith(Text, result.Output, StringComparison.Ordinal);
        Assert.Contains("\n::error file=deploy/prod/compose.yaml,", result.Output, StringComparison.Ordinal);
        Assert.Contains("\"uri\": \"deploy/prod/compose.yaml\"", Read("a.sarif"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sarf", "Did you mean 'sarif'?")]
    [InlineData("xyz=a", "Known: text, json, sarif, markdown, github, azure, gitlab, junit, checkstyle.")]
    [InlineData("GitHub", "Did you mean 'github'?")]
    [InlineData("3", "Known: ")]
    [InlineData("sarif=", "has no file name")]
    public async Task A_report_that_does_not_exist_is_refused(string report, string expected) =>
        Assert.Contains(expected, await _world.FailAsync(ExitCode.Usage, "check", "--report", report), StringComparison.Ordinal);

    [Theory]
    [InlineData("sarif", "junit=-")]
    [InlineData("text", "sarif")]
    [InlineData("text", "text=-")]
    [InlineData("json", "github")]
    [InlineData("sarif=a", "junit=./a")]
    public async Task Two_reports_in_one_place_are_refused(string first, string second) =>
        Assert.Contains("Several reports", await _world.FailAsync(ExitCode.Usage, "check", "--report", first, "--report", second), StringComparison.Ordinal);

    [Fact]
    public async Task Json_and_host_commands_are_never_mixed() =>
        Assert.Contains("Several reports", await _world.FailAsync(ExitCode.Usage, "check", "--output", "json", "--report", "github"), StringComparison.Ordinal);

    [Fact]
    public async Task A_file_that_cannot_be_written_is_said()
    {
        var result = await _world.RunAsync("check", "--report", "sarif=compose.yaml/a.sarif");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains("compose.yaml", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_is_written_to_and_stays()
    {
        await CheckAsync("--report", "sarif=/dev/null");

        Assert.Equal(0, new FileInfo("/dev/null").Length);
        Assert.True(File.Exists("/dev/null"));
    }

    private string OnGitHub()
    {
        _world.Environment["GITHUB_ACTIONS"] = "true";
        return _world.Environment["GITHUB_STEP_SUMMARY"] = Path.Combine(_folder.Path, "summary.md");
    }

    private async Task<CommandResult> CheckAsync(params string[] arguments)
    {
        var result = await _world.RunAsync(["check", .. arguments]);
        Assert.True(result.ExitCode == ExitCode.PolicyViolation, result.Error + result.Output);
        return result;
    }

    private string Read(string file) => File.ReadAllText(Path.Combine(_folder.Path, file));

    private JsonElement Json(string file) => JsonDocument.Parse(Read(file)).RootElement;
}
