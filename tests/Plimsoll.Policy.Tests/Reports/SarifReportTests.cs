using System.Text;
using System.Text.Json;
using CsCheck;
using NJsonSchema;
using Plimsoll.Policy.Checking;
using Plimsoll.Policy.Reports;
using Plimsoll.Policy.Rules;
using Plimsoll.Tags.Hosts;
using Plimsoll.Testing;

namespace Plimsoll.Policy.Tests.Reports;

public class SarifReportTests
{
    private const string SchemaFile = "schemas/sarif-2.1.0.json";

    private static readonly Lazy<Task<JsonSchema>> Schema = new(ReadSchemaAsync);

    [SharedDataFact(SchemaFile)]
    public async Task It_keeps_to_the_schema_whatever_the_files_hold()
    {
        var schema = await Schema.Value;

        RandomReports.Result.Sample(result => Assert.Empty(schema.Validate(Write(result))), iter: 150);
    }

    [SharedDataTheory(SchemaFile)]
    [InlineData("\"level\": \"error\"", "\"level\": \"fatal\"")]
    [InlineData("\"startLine\": 3", "\"startLine\": 0")]
    [InlineData("\"columnKind\"", "\"columnKinds\"")]
    [InlineData("\"text\": \"The root of the repository.\"", "\"text\": 1")]
    [InlineData("\"kind\": \"inSource\"", "\"kind\": \"comment\"")]
    public async Task What_is_no_sarif_does_not(string part, string other)
    {
        var text = Write(await FixedReport.CheckAsync());
        Assert.Empty((await Schema.Value).Validate(text));

        Assert.NotEmpty((await Schema.Value).Validate(text.Replace(part, other, StringComparison.Ordinal)));
    }

    [Fact]
    public void What_was_found_is_read_back_and_no_text_is_empty() => RandomReports.Result.Sample(result =>
    {
        var text = Write(result);
        using var document = JsonDocument.Parse(text);
        var run = document.RootElement.GetProperty("runs")[0];
        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().Select(rule => rule.GetProperty("id").GetString()!).ToList();

        AssertNoEmptyText(document.RootElement);
        Assert.DoesNotContain("##", text, StringComparison.Ordinal);
        Assert.DoesNotContain(text, c => char.IsControl(c) && c != '\n');
        Assert.Equal(result.Findings.Count, run.GetProperty("results").GetArrayLength());
        foreach (var (finding, read) in result.Findings.Zip(run.GetProperty("results").EnumerateArray()))
        {
            var place = Assert.Single(read.GetProperty("locations").EnumerateArray()).GetProperty("physicalLocation");
            var region = place.GetProperty("region");
            Assert.Equal(finding.Rule, read.GetProperty("ruleId").GetString());
            Assert.Equal(finding.Rule, rules[read.GetProperty("ruleIndex").GetInt32()]);
            Assert.Equal(
                (finding.Span.StartLine, finding.Span.StartColumn, finding.Span.EndLine, finding.Span.EndColumn),
                (region.GetProperty("startLine").GetInt32(), region.GetProperty("startColumn").GetInt32(), region.GetProperty("endLine").GetInt32(), region.GetProperty("endColumn").GetInt32()));
            Assert.Equal(Whole(finding.Span.File), Uri.UnescapeDataString(place.GetProperty("artifactLocation").GetProperty("uri").GetString()!));
            Assert.Equal($"{finding.Fingerprint}:1", read.GetProperty("partialFingerprints").GetProperty("primaryLocationLineHash").GetString());
            Assert.Equal(finding.Suppression is null ? 0 : 1, read.GetProperty("suppressions").GetArrayLength());
            var message = read.GetProperty("message").GetProperty("text").GetString()!;
            Assert.DoesNotContain("](", message, StringComparison.Ordinal);
            if (!string.IsNullOrWhiteSpace(finding.Message))
                Assert.StartsWith(LogText.Neutralize(finding.Message).Replace("](", "] (", StringComparison.Ordinal), message, StringComparison.Ordinal);
        }
    }, iter: 500);

    [Fact]
    public async Task Suppressed_findings_say_by_what_and_why()
    {
        using var document = JsonDocument.Parse(Write(await FixedReport.CheckAsync()));

        var suppressions = document.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()
            .SelectMany(result => result.GetProperty("suppressions").EnumerateArray())
            .Select(suppression => $"{suppression.GetProperty("kind").GetString()}: {suppression.GetProperty("justification").GetString()}");

        Assert.Equal(["inSource: for the people who look into it", "external: moves in March", "external: Listed in the baseline."], suppressions);
    }

    [Fact]
    public void Of_more_than_code_scanning_takes_the_worst_are_kept()
    {
        using var document = JsonDocument.Parse(Write(RandomReports.Many(errors: 5, warnings: 24_000, notes: 2_000)));
        var run = document.RootElement.GetProperty("runs")[0];
        var levels = run.GetProperty("results").EnumerateArray().CountBy(result => result.GetProperty("level").GetString()!).ToDictionary();

        Assert.Equal((5, 24_000, 995), (levels["error"], levels["warning"], levels["note"]));
        Assert.StartsWith("1005 more findings", run.GetProperty("invocations")[0].GetProperty("toolExecutionNotifications")[0].GetProperty("message").GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a b/ü#%?.yaml", "a%20b/%C3%BC%23%25%3F.yaml", true)]
    [InlineData("/srv/x y.yaml", "file:///srv/x%20y.yaml", false)]
    public void A_path_is_an_address_from_the_root(string path, string expected, bool fromRoot)
    {
        var result = new CheckResult([new Finding(RuleNames.MissingTag, Severity.Error, "x", SourceSpan.StartOf(path))], [], 1);
        using var document = JsonDocument.Parse(Write(result));
        var place = document.RootElement.GetProperty("runs")[0].GetProperty("results")[0].GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation");

        Assert.Equal(expected, place.GetProperty("uri").GetString());
        Assert.Equal(fromRoot, place.TryGetProperty("uriBaseId", out _));
    }

    private static string Write(CheckResult result)
    {
        using var output = new MemoryStream();
        SarifReport.WriteAsync(result, RuleCatalogue.All, output, "1.2.3").GetAwaiter().GetResult();
        return Encoding.UTF8.GetString(output.ToArray());
    }

    /// <summary>Half a character cannot be written in UTF-8.</summary>
    private static string Whole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static void AssertNoEmptyText(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                Assert.False(string.IsNullOrWhiteSpace(element.GetString()));
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                    AssertNoEmptyText(item);
                break;
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                    AssertNoEmptyText(member.Value);
                break;
        }
    }

    /// <summary>The schema of SARIF 2.1.0 that OASIS publishes.</summary>
    private static async Task<JsonSchema> ReadSchemaAsync() =>
        await JsonSchema.FromJsonAsync(await File.ReadAllTextAsync(SharedData.GetPath(SchemaFile)));
}
