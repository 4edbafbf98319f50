using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Tests.Scanners.Text;

/// <summary>YAML that other parsers read is read, and everything stands where it stands in the file.</summary>
public class YamlReaderTests
{
    public static TheoryData<string> Oddities =>
    [
        // Below the header of a block.
        "a: |\n    \n    x\n",
        "a: |\n \n    x\n",
        "a: |\n        \n    x\n",
        "a: >-\n    \n\n    \n    x\n",
        "a: |\n  \t\n    x\n",
        "a: |\n    \n",
        "k:\n  a: |2-  # comment\n     \n    x\n",
        "a:\n- |\n    \n  x\n",
        "a: !t &x |\n    \n    x\n",
        "--- |\n   \n  x\n---\na: 1\n",

        // Tabs where nothing stands.
        "a: 1\n\t\nb: 2\n",
        "k:\n  a: 1\n  \t\n  b: 2\n",
        "a: 1\n\t# comment\nb: 2\n",
        "a: |\n  x\n\t\nb: 1\n",
        "a: 1\n\f\nb: 2\n",

        // Quoted texts over several lines.
        "k:\n  a: \"x\n y\"\n  b: 1\n",
        "k:\n  a: 'it''s\ny'\n  b: 1\n",
        "k:\n  a: \"x \\\" \\\ny\"\n  b: 1\n",

        // Comments without a blank before them.
        "a: {b: 1,# comment\n c: 2}\n",
        "a: \"x\"# comment\nb: 1\n",
        "a: |# comment\n  x\nb: 1\n",

        // Marks and line breaks of other systems.
        "a: 1\n\uFEFF---\nb: 2\n",
        "---\na: 1\n---\n\uFEFFb: 2\n",
        "a: x\u0085y\u2028z\n",
        "a: 1\n...\n%YAML 1.2\n---\nb: 1\n",
        "\uFEFF%YAML 1.2\n---\na: 1\n...\n",
    ];

    [Theory]
    [MemberData(nameof(Oddities))]
    public async Task The_file_is_read_and_what_follows_stands_where_it_stands(string oddity)
    {
        foreach (var text in new[] { oddity, oddity.Replace("\n", "\r\n", StringComparison.Ordinal) })
        {
            var content = YamlReader.Read(text, CancellationToken.None);
            Assert.Null(content.Error);
            Assert.NotEmpty(content.Documents);

            var lines = text.Count(c => c == '\n');
            Assert.Equal($"nginx:1.2.3@{lines + 5}:12-23", await Deployment.ImagesAsync("a.yaml", text + "---\nkind: Pod\nspec:\n  containers:\n  - image: nginx:1.2.3\n"));
        }
    }

    [Theory]
    [InlineData("k:\n  a: |\n    \n    x\n  b: y\n", "\nx\n")]
    [InlineData("k:\n  a: \"x\n y\"\n  b: y\n", "x  y")]
    [InlineData("k:\n  a: \"x\\ty\"# \"comment\"\n  b: y\n", "x\ty")]
    public void The_values_are_those_of_other_parsers(string text, string expected)
    {
        var mapping = Assert.IsType<SourceMapping>(((SourceMapping)YamlReader.Read(text, CancellationToken.None).Documents[0])["k"]);

        Assert.Equal(expected.Trim('\n'), mapping.Scalar("a")!.Value.Trim('\n'));
        Assert.Equal("y", mapping.Scalar("b")!.Value);
        Assert.Equal(text.IndexOf('y', text.IndexOf("b:", StringComparison.Ordinal)), mapping.Scalar("b")!.Start);
    }

    [Fact]
    public async Task Zeros_do_not_end_a_file() =>
        Assert.Equal("nginx:1.2.3@5:12-23", await Deployment.ImagesAsync("a.yaml", "a: x\0y\n---\nkind: Pod\nspec: {containers: [\n  {image:  nginx:1.2.3}]}\n"));

    [Fact]
    public async Task A_broken_document_is_named_and_those_around_it_are_read()
    {
        const string Pod = "kind: Pod\nspec: {containers: [{image: nginx:1.2.3}]}\n";
        using var deployment = new Deployment().With("a.yaml", $"# comment\n---\n{Pod}---\nkind: Pod\na: b: c\n---\n{Pod}---\n\"\n...\n%YAML 1.2\n---\n{Pod}");

        var result = await deployment.CheckAsync();

        Assert.Equal([4, 10, 17], result.Images.Select(image => image.Use.Span.StartLine));
        var finding = Assert.Single(result.Findings);
        Assert.Equal(("unreadable-file", 7), (finding.Rule, finding.Span.StartLine));
        Assert.Contains("document 2 of 5 is not valid YAML", finding.Message, StringComparison.Ordinal);
        Assert.Contains("so is 1 other", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a: b: c\n")]
    [InlineData("a: \"x\nb: 1\n")]
    [InlineData("a: [\n")]
    [InlineData("a: {b: 1,# comment }\n")]
    public void What_no_parser_reads_is_an_error(string text) => Assert.StartsWith("it is not valid YAML", YamlReader.Read(text, CancellationToken.None).Error, StringComparison.Ordinal);
}
