using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CsCheck;
using Plimsoll.Policy.Checking;
using Plimsoll.Policy.Reports;
using Plimsoll.Policy.Rules;
using Plimsoll.Tags.Hosts;
using Snapshooter.Xunit;

namespace Plimsoll.Policy.Tests.Reports;

/// <summary>The reports that are files for other tools: what they hold is read back, whatever the checked files held.</summary>
public partial class FileReportTests
{
    public static TheoryData<string> Formats => new("text", "json", "sarif", "markdown", "github", "azure", "gitlab", "junit", "checkstyle");

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Every_format_is_written_as_before(string format) =>
        Write(format, await FixedReport.CheckAsync()).MatchSnapshot(SnapshotNameExtension(format));

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task What_is_suppressed_counts_in_no_format(string format)
    {
        var result = await FixedReport.CheckAsync();
        var (busybox, why) = ("'busybox' has no tag", "for the people who look into it");

        var text = Write(format, result);

        Assert.Equal(3, result.Findings.Count(finding => finding.Suppression is not null));
        Assert.Contains("acme/web:latest", Unescape(text), StringComparison.Ordinal);
        switch (format)
        {
            case "text":
                Assert.EndsWith("2 errors, 1 warning (3 suppressed); 7 images in 2 files\n", text, StringComparison.Ordinal);
                Assert.DoesNotContain("busybox", text, StringComparison.Ordinal);
                break;
            case "json":
                using (var json = JsonDocument.Parse(text))
                {
                    Assert.Equal(
                        ["False", "False", "False", "inSource: for the people who look into it", "exception: moves in March", "baseline: "],
                        json.RootElement.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("suppression") is { ValueKind: JsonValueKind.Object } suppression
                            ? $"{suppression.GetProperty("kind").GetString()}: {suppression.GetProperty("reason").GetString()}"
                            : $"{finding.GetProperty("suppressed").GetBoolean()}"));
                }

                break;
            case "sarif":
                Assert.Contains($"\"justification\": \"{why}\"", text, StringComparison.Ordinal);
                break;
            case "markdown":
                Assert.Contains($"{Unescape(busybox)}", Unescape(text[text.IndexOf("<details>", StringComparison.Ordinal)..]), StringComparison.Ordinal);
                Assert.DoesNotContain("busybox", text[..text.IndexOf("<details>", StringComparison.Ordinal)], StringComparison.Ordinal);
                break;
            case "junit":
                var suite = XDocument.Parse(text).Root!.Element("testsuite")!;
                Assert.Equal(("7", "2", "3"), ((string)suite.Attribute("tests")!, (string)suite.Attribute("failures")!, (string)suite.Attribute("skipped")!));
                Assert.Equal([why, "moves in March", "suppressed (baseline)"], suite.Descendants("skipped").Select(skipped => (string)skipped.Attribute("message")!));
                break;
            default:
                Assert.DoesNotContain("busybox", text, StringComparison.Ordinal);
                Assert.DoesNotContain("postgres", text, StringComparison.Ordinal);
                Assert.DoesNotContain("mysql", text, StringComparison.Ordinal);
                break;
        }
    }

    [Fact]
    public void Json_is_read_back() => RandomReports.Result.Sample(result =>
    {
        using var json = ReadJson("json", result);
        var findings = json.RootElement.GetProperty("findings").EnumerateArray().ToList();

        Assert.Equal(result.Findings.Count, findings.Count);
        foreach (var (finding, read) in result.Findings.Zip(findings))
        {
            Assert.Equal((finding.Rule, Whole(finding.Message), Whole(finding.Advice), Whole(finding.Image), Whole(finding.Span.File)), (Text(read, "rule"), Text(read, "message"), Text(read, "advice"), Text(read, "image"), Text(read, "file")));
            Assert.Equal((finding.Fingerprint, finding.Suppression is not null), (Text(read, "fingerprint"), read.GetProperty("suppressed").GetBoolean()));
        }
    }, iter: 500);

    [Fact]
    public void Code_quality_is_read_back() => RandomReports.Result.Sample(result =>
    {
        using var json = ReadJson("gitlab", result);
        var read = json.RootElement.EnumerateArray().ToList();

        Assert.Equal(
            result.Active.Select(finding => (finding.Rule, LogText.Neutralize(finding.Message), Whole(finding.Span.File), finding.Span.StartLine, finding.Fingerprint)),
            read.Select(issue => (Text(issue, "check_name")!, Text(issue, "description")!, Text(issue.GetProperty("location"), "path"), issue.GetProperty("location").GetProperty("lines").GetProperty("begin").GetInt32(), Text(issue, "fingerprint")!)));
        Assert.All(read, issue => Assert.Contains(Text(issue, "severity"), new[] { "info", "minor", "major", "critical", "blocker" }));
        Assert.Equal(read.Count, read.Select(issue => Text(issue, "fingerprint")).Distinct().Count());
    }, iter: 500);

    [Fact]
    public void Checkstyle_is_read_back() => RandomReports.Result.Sample(result =>
    {
        var read = ReadXml("checkstyle", result).Descendants("error").ToList();

        Assert.Equal(
            result.Active.OrderBy(finding => finding.Span.File, StringComparer.Ordinal).Select(finding => (ReportXml.Text(finding.Span.File), $"{finding.Span.StartLine}", $"plimsoll.{finding.Rule}", ReportXml.Text(finding.Message))),
            read.Select(error => ((string)error.Parent!.Attribute("name")!, (string)error.Attribute("line")!, (string)error.Attribute("source")!, (string)error.Attribute("message")!)));
    }, iter: 500);

    [Fact]
    public void A_test_run_is_read_back_and_never_empty() => RandomReports.Result.Sample(result =>
    {
        var suites = ReadXml("junit", result).Root!;
        var suite = Assert.Single(suites.Elements());
        var cases = suite.Elements("testcase").ToList();

        Assert.Equal(result.Paths.Count == 0, cases.Count == 0);
        Assert.Equal(result.Findings.Count + result.Paths.Except(result.Findings.Select(finding => finding.Span.File)).Count(), cases.Count);
        Assert.Equal(result.Active.Count(finding => finding.Severity == Severity.Error), cases.Count(one => one.Element("failure") is not null));
        Assert.Equal(result.Findings.Count(finding => finding.Suppression is not null), cases.Count(one => one.Element("skipped") is not null));
        Assert.Equal((cases.Count, cases.Count(one => one.Element("failure") is not null), cases.Count(one => one.Element("skipped") is not null)), ((int)suite.Attribute("tests")!, (int)suite.Attribute("failures")!, (int)suite.Attribute("skipped")!));
        Assert.Equal(
            result.Active.Where(finding => finding.Severity == Severity.Error).Select(finding => ReportXml.Text(finding.Message)).Order(StringComparer.Ordinal),
            cases.Select(one => one.Element("failure")).OfType<XElement>().Select(failure => (string)failure.Attribute("message")!).Order(StringComparer.Ordinal));
    }, iter: 500);

    [Fact]
    public void Markdown_is_read_back_cell_by_cell() => RandomReports.Result.Sample(result =>
    {
        var text = Write("markdown", result);
        var rows = text.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| | ", StringComparison.Ordinal) && !line.StartsWith("| --- ", StringComparison.Ordinal) && !line.StartsWith("| Location ", StringComparison.Ordinal)).ToList();
        var active = result.Active.ToList();

        Assert.DoesNotContain(text, c => char.IsControl(c) && c != '\n');
        Assert.Equal(result.Findings.Count, rows.Count);
        Assert.All(rows, row => Assert.Equal(5, row.Count(c => c == '|')));
        Assert.Equal(
            active.Select(finding => LogText.Neutralize(finding.Message) + (finding.Advice is { } advice ? "<br>" + LogText.Neutralize(advice) : "")),
            rows.Take(active.Count).Select(row => Unescape(row.Split('|')[4][1..^1])));
        Assert.All(rows, row => Assert.DoesNotContain(Element.Replace(row, ""), c => c is '<' or '>'));
    }, iter: 500);

    [Fact]
    public void Markdown_stays_under_the_limit_and_says_what_is_left_out()
    {
        var text = Write("markdown", RandomReports.Many(10_000));

        Assert.InRange(Encoding.UTF8.GetByteCount(text), MarkdownReport.MaximumBytes * 9 / 10, MarkdownReport.MaximumBytes);
        var left = int.Parse(LeftOut.Match(text).Groups[1].Value);
        Assert.Equal(10_000, left + text.Split('\n').Count(line => line.StartsWith("| error", StringComparison.Ordinal)));
    }

    private static string Write(string format, CheckResult result)
    {
        using var output = new MemoryStream();
        using var text = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        var written = format switch
        {
            "json" => JsonReport.WriteAsync(result, output),
            "sarif" => SarifReport.WriteAsync(result, RuleCatalogue.All, output, "1.2.3"),
            "gitlab" => GitLabReport.WriteAsync(result, output),
            "junit" => JUnitReport.WriteAsync(result, output),
            "checkstyle" => CheckstyleReport.WriteAsync(result, output),
            _ => Task.Run(() => WriteText(format, result, text)),
        };
        written.GetAwaiter().GetResult();
        text.Flush();
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static void WriteText(string format, CheckResult result, TextWriter output)
    {
        switch (format)
        {
            case "text":
                TextReport.Write(result, output);
                break;
            case "markdown":
                MarkdownReport.Write(result, output);
                break;
            case "github":
                GitHubReport.Write(result, output);
                break;
            case "azure":
                AzureReport.Write(result, output);
                break;
            default:
                throw new ArgumentException(format);
        }
    }

    private static JsonDocument ReadJson(string format, CheckResult result)
    {
        var text = Write(format, result);
        Assert.DoesNotContain("##", text, StringComparison.Ordinal);
        Assert.DoesNotContain(text, c => char.IsControl(c) && c != '\n');
        Assert.Empty(GitHubRunner.Read(text));
        return JsonDocument.Parse(text);
    }

    private static XDocument ReadXml(string format, CheckResult result)
    {
        var text = Write(format, result);
        Assert.DoesNotContain(text, c => char.IsControl(c) && c != '\n');
        Assert.Empty(AzureAgent.Read(text));
        Assert.Empty(GitHubRunner.Read(text));
        return XDocument.Parse(text);
    }

    private static string? Text(JsonElement element, string member) => element.GetProperty(member).GetString();

    /// <summary>Half a character cannot be written in UTF-8.</summary>
    private static string? Whole(string? text) => text is null ? null : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static string Unescape(string markdown) => Reference.Replace(markdown, match => ((char)int.Parse(match.Groups[1].Value)).ToString());

    private static Snapshooter.SnapshotNameExtension SnapshotNameExtension(string format) => Snapshooter.SnapshotNameExtension.Create(format);

    [GeneratedRegex("&#([0-9]+);")]
    private static partial Regex Reference { get; }

    [GeneratedRegex("</?code>|<br>")]
    private static partial Regex Element { get; }

    [GeneratedRegex("\n([0-9]+) more omitted")]
    private static partial Regex LeftOut { get; }
}
