using System.Text.Json;
using Plimsoll.Policy.Reports;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Policy.Tests.Reports;

public class ReportTests
{
    private const string Hostile = "kind: Pod\nspec:\n  containers:\n  - image: \"x:\\e[31m##vso[task.complete]\\n::error::y\"\n";

    [Fact]
    public async Task Text_shows_the_place_and_underlines_the_token()
    {
        using var deployment = new Deployment().With("a.yaml", "kind: Pod\nspec:\n  containers:\n  -\timage: 'nginx'  # web\n");
        var output = new StringWriter { NewLine = "\n" };

        TextReport.Write(await deployment.CheckAsync(), output);

        Assert.Equal(
            """
            a.yaml:4:13: error missing-tag: 'nginx' has no tag, so it defaults to ':latest', which can change at any time.
                4 |   - image: 'nginx'  # web
                  |             ^^^^^
                  = Use a version tag (:1.2.3) or a digest (@sha256:…).
            1 error, 0 warnings; 1 image in 1 file

            """, output.ToString());
    }

    [Fact]
    public async Task Colour_is_used_only_when_asked_for()
    {
        using var deployment = new Deployment().With("Dockerfile", "FROM nginx");
        var (plain, coloured) = (new StringWriter(), new StringWriter());

        TextReport.Write(await deployment.CheckAsync(), plain);
        TextReport.Write(await deployment.CheckAsync(), coloured, colour: true);

        Assert.DoesNotContain('\e', plain.ToString());
        Assert.Contains("\e[31merror\e[0m", coloured.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_line_is_cut_around_the_token()
    {
        using var deployment = new Deployment().With("a.json", $"{{\"x\":\"{new string('y', 100_000)}\",\"kind\":\"Pod\",\"spec\":{{\"containers\":[{{\"image\":\"nginx\"}}]}}}}");
        var output = new StringWriter { NewLine = "\n" };

        TextReport.Write(await deployment.CheckAsync(), output);

        var lines = output.ToString().Split('\n');
        Assert.True(lines[1].Length < 200);
        Assert.Equal("nginx", lines[1].Substring(lines[2].IndexOf('^'), lines[2].Count(c => c == '^')));
    }

    [Fact]
    public async Task Nothing_from_a_file_reaches_a_log_as_a_command()
    {
        using var deployment = new Deployment().With("::set-env name=x::y.yaml", Hostile).With("Dockerfile", "FROM ##vso[task.complete]\u001B[2Jx\u202Ey\n");
        var output = new StringWriter { NewLine = "\n" };

        var result = await deployment.CheckAsync();
        TextReport.Write(result, output);
        using var json = new MemoryStream();
        await JsonReport.WriteAsync(result, json);

        Assert.Equal(2, result.Findings.Count);
        foreach (var line in output.ToString().Split('\n'))
        {
            Assert.DoesNotContain("##", line, StringComparison.Ordinal);
            Assert.False(line.TrimStart().StartsWith(':'), line);
            Assert.DoesNotContain(line, char.IsControl);
            Assert.DoesNotContain('\u202E', line);
        }

        Assert.DoesNotContain("##", System.Text.Encoding.UTF8.GetString(json.ToArray()), StringComparison.Ordinal);
        using var document = JsonDocument.Parse(json.ToArray());
        Assert.Equal("x:\e[31m##vso[task.complete]\n::error::y", document.RootElement.GetProperty("images")[0].GetProperty("image").GetString());
    }

    [Fact]
    public async Task Json_has_a_fixed_shape()
    {
        using var deployment = new Deployment().With("Dockerfile", "FROM a:1.2.3\nFROM nginx\nFROM $X\n");
        using var output = new MemoryStream();

        await JsonReport.WriteAsync(await deployment.CheckAsync(), output);

        using var document = JsonDocument.Parse(output.ToArray());
        var root = document.RootElement;
        Assert.Equal(["schemaVersion", "findings", "images", "changes", "files", "excluded", "unread"], root.EnumerateObject().Select(member => member.Name));
        Assert.Equal((1, 1), (root.GetProperty("schemaVersion").GetInt32(), root.GetProperty("files").GetInt32()));
        var finding = root.GetProperty("findings")[0];
        Assert.Equal(["rule", "severity", "message", "advice", "image", "file", "startLine", "startColumn", "endLine", "endColumn", "fingerprint", "wasThere", "suppressed", "suppression"], finding.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("missing-tag", "error", "nginx", 2, 6, 11), (finding.GetProperty("rule").GetString(), finding.GetProperty("severity").GetString(), finding.GetProperty("image").GetString(), finding.GetProperty("startLine").GetInt32(), finding.GetProperty("startColumn").GetInt32(), finding.GetProperty("endColumn").GetInt32()));
        Assert.Equal("warning", root.GetProperty("findings")[1].GetProperty("severity").GetString());
        Assert.Equal(["image", "kind", "file", "startLine", "startColumn", "endLine", "endColumn", "verdict"], root.GetProperty("images")[0].EnumerateObject().Select(member => member.Name));
        Assert.Equal(["immutable", "moving", "unresolved"], root.GetProperty("images").EnumerateArray().Select(image => image.GetProperty("verdict").GetString()));
    }

    [Theory]
    [InlineData("nginx:1.27", "nginx:1.27")]
    [InlineData("a # b", "a # b")]
    [InlineData("::error::x", @"\::error::x")]
    [InlineData("  ::error::x", @"  \::error::x")]
    [InlineData("a::b", "a::b")]
    [InlineData("##vso[x]", @"#\#vso[x]")]
    [InlineData("a ##[error]b", @"a #\#[error]b")]
    [InlineData("###[x", @"#\#\#[x")]
    [InlineData("a\r\nb\tc", @"a\r\nb c")]
    [InlineData("\u001B[31m", @"\u001b[31m")]
    [InlineData("\u009B31m", @"\u009b31m")]
    [InlineData("a\u202Eb", @"a\u202eb")]
    [InlineData("\uD83D\uDE00", "\uD83D\uDE00")]
    [InlineData("é…", "é…")]
    public void Foreign_text_is_neutralised(string text, string expected) => Assert.Equal(expected, LogText.Neutralize(text));

    [Fact]
    public void Half_a_character_is_replaced() => Assert.Equal("a\uFFFDb\uFFFD", LogText.Neutralize("a\uD83Db\uDE00"));
}
