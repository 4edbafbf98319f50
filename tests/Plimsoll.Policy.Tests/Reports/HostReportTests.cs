using System.Globalization;
using CsCheck;
using Plimsoll.Policy.Checking;
using Plimsoll.Policy.Reports;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Policy.Tests.Reports;

/// <summary>What hosts understand of the logs that are written for them.</summary>
public class HostReportTests
{
    [Fact]
    public void GitHub_understands_what_was_meant_whatever_the_files_hold() => RandomReports.Result.Sample(result =>
    {
        var log = Log(output => GitHubReport.Write(result, output));
        var shown = FindingSelection.Choose(result.Active, GitHubReport.MaximumOfType);

        var commands = GitHubRunner.Read(log);

        AssertHarmless(log, commands.Count);
        Assert.Equal(shown.Shown.Count + (shown.Rest.Count > 0 ? 1 : 0), commands.Count);
        foreach (var (finding, command) in shown.Shown.Zip(commands))
        {
            var hasColumns = finding.Span.StartLine == finding.Span.EndLine && finding.Span.StartColumn < finding.Span.EndColumn;
            Assert.Equal(finding.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "notice" }, command.Name);
            Assert.Equal(Path(finding), command["file"]);
            Assert.Equal((Text(finding.Span.StartLine), Text(finding.Span.EndLine)), (command["line"], command["endLine"]));
            Assert.Equal(hasColumns ? (Text(finding.Span.StartColumn), Text(finding.Span.EndColumn)) : (null, null), (command["col"], command["endColumn"]));
            Assert.Equal($"plimsoll: {finding.Rule}", command["title"]);
            Assert.Equal(Message(finding), command.Data);
        }
    }, iter: 2000);

    [Fact]
    public void Azure_understands_what_was_meant_whatever_the_files_hold() => RandomReports.Result.Sample(result =>
    {
        var log = Log(output => AzureReport.Write(result, output));
        var shown = FindingSelection.Choose(result.Active.Where(finding => finding.Severity > Severity.Note), AzureReport.MaximumOfType);

        var commands = AzureAgent.Read(log);

        AssertHarmless(log, commands.Count);
        Assert.Equal(shown.Shown.Count + (shown.Rest.Count > 0 ? 1 : 0), commands.Count(command => command.Name == "task.logissue"));
        foreach (var (finding, command) in shown.Shown.Zip(commands))
        {
            Assert.Equal(finding.Severity == Severity.Error ? "error" : "warning", command["type"]);
            Assert.Equal(Path(finding), command["sourcepath"]);
            Assert.Equal((Text(finding.Span.StartLine), Text(finding.Span.StartColumn)), (command["linenumber"], command["columnnumber"]));
            Assert.Equal(finding.Rule, command["code"]);
            Assert.Equal(Message(finding), command.Data);
        }

        Assert.Equal(result.HasErrors ? 1 : 0, commands.Count(command => command.Name == "task.complete" && command["result"] == "Failed"));
        Assert.True(!result.HasErrors || commands[^1].Name == "task.complete");
    }, iter: 2000);

    [Fact]
    public void The_text_gives_no_command_to_any_host() => RandomReports.Result.Sample(result =>
    {
        var log = Log(output => TextReport.Write(result, output));

        Assert.Empty(GitHubRunner.Read(log));
        Assert.Empty(AzureAgent.Read(log));
        Assert.DoesNotContain("##", log, StringComparison.Ordinal);
        AssertHarmless(log, null);
    }, iter: 2000);

    [Theory]
    [InlineData(0, 0, 0, 0, 0, 0)]
    [InlineData(10, 10, 10, 10, 10, 10)]
    [InlineData(11, 0, 0, 10, 0, 0)]
    [InlineData(3, 11, 2, 3, 10, 2)]
    [InlineData(10_000, 10_000, 10_000, 10, 10, 10)]
    public void GitHub_is_shown_the_worst_ten_of_each_type_and_the_rest_in_one(int errors, int warnings, int notes, int shownErrors, int shownWarnings, int shownNotices)
    {
        var commands = GitHubRunner.Read(Log(output => GitHubReport.Write(RandomReports.Many(errors, warnings, notes), output)));

        Assert.Equal((shownErrors, shownWarnings, shownNotices), (commands.Count(command => command.Name == "error"), commands.Count(command => command.Name == "warning"), commands.Count(command => command.Name == "notice")));
        Assert.Equal(errors + warnings + notes > 30 || errors > 10 || warnings > 10 ? 1 : 0, commands.Count(command => command["file"] is null));
        Assert.Equal(["error", "warning", "notice"], commands.Where(command => command["file"] is not null).Select(command => command.Name).Distinct().Concat(["error", "warning", "notice"]).Distinct());
    }

    [Fact]
    public void The_annotation_for_the_rest_says_how_much_it_is()
    {
        var rest = GitHubRunner.Read(Log(output => GitHubReport.Write(RandomReports.Many(10_000, 12), output)))[^1];

        Assert.Equal(("error", "9991 errors, 2 warnings more in 100 files (9993 mutable-tag); run 'plimsoll check' to see all findings."), (rest.Name, rest.Data));
    }

    [Fact]
    public void Azure_is_shown_ten_of_each_type_too_and_no_note()
    {
        var commands = AzureAgent.Read(Log(output => AzureReport.Write(RandomReports.Many(10_000, 10_000, 10_000), output)));

        Assert.Equal(["error", "warning"], commands.Select(command => command["type"]).OfType<string>().Distinct());
        Assert.All(commands.Where(command => command.Name == "task.logissue").GroupBy(command => command["type"]), type => Assert.Equal(10, type.Count()));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("😀")]
    [InlineData("%")]
    public void A_message_is_cut_before_a_host_cuts_it(string character)
    {
        var finding = new Finding("mutable-tag", Severity.Error, string.Concat(Enumerable.Repeat(character, 10_000)), SourceSpan.StartOf("a.yaml")) { Fingerprint = "1" };
        var result = new CheckResult([finding], [], 1);

        var message = Assert.Single(GitHubRunner.Read(Log(output => GitHubReport.Write(result, output)))).Data;

        Assert.InRange(message.Length, 4095, 4096);
        Assert.EndsWith(character + "…", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_starts_at_the_root_of_the_repository()
    {
        using var deployment = new Deployment().With("deploy/prod/a.yaml", "kind: Pod\nspec:\n  containers:\n  - image: nginx\n").With("deploy/b.yaml", "kind: Pod\nspec:\n  containers:\n  - image: nginx\n");
        var here = System.IO.Path.Combine(deployment.Path, "deploy", "prod");
        var result = await PolicyChecker.CheckAsync([".", "../b.yaml"], ImagePolicy.Default, here);

        Assert.Equal(["../b.yaml", "a.yaml"], result.Findings.Select(finding => finding.Span.File));
        Assert.Equal(["deploy/b.yaml", "deploy/prod/a.yaml"], RepositoryPaths.Rebase(result, here, deployment.Path).Findings.Select(finding => finding.Span.File));
        Assert.Equal([$"{deployment.Path}/deploy/b.yaml", "a.yaml"], RepositoryPaths.Rebase(result, here, here).Paths);
    }

    [Fact]
    public async Task A_file_behind_a_link_is_shown_where_it_is()
    {
        using var deployment = new Deployment().With("real/a.yaml", "kind: Pod\nspec:\n  containers:\n  - image: nginx\n");
        File.CreateSymbolicLink(System.IO.Path.Combine(deployment.Path, "link.yaml"), "real/a.yaml");
        var result = await deployment.CheckAsync(null, "link.yaml");

        Assert.Equal("link.yaml", Assert.Single(result.Findings).Span.File);
        Assert.Equal("real/a.yaml", Assert.Single(RepositoryPaths.Rebase(result, deployment.Path, deployment.Path).Findings).Span.File);
    }

    private static string Log(Action<TextWriter> write)
    {
        using var output = new StringWriter { NewLine = "\n" };
        write(output);
        return output.ToString();
    }

    /// <summary>As many lines as commands, and nothing that a terminal obeys.</summary>
    private static void AssertHarmless(string log, int? lines)
    {
        if (lines is not null)
            Assert.Equal(lines, log.Count(c => c == '\n'));
        Assert.DoesNotContain(log, c => (char.IsControl(c) && c != '\n') || c is '\u202E' or '\u2028' or '\u2029');
    }

    private static string Path(Finding finding) => LogText.Neutralize(finding.Span.File.StartsWith('=') ? "./" + finding.Span.File : finding.Span.File);

    private static string Message(Finding finding) => LogText.Neutralize(finding.Message) + (finding.Advice is { } advice ? "\n" + LogText.Neutralize(advice) : "");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
