using CsCheck;
using Plimsoll.Build.CI.Generation.Yaml;
using YamlDotNet.RepresentationModel;
using Node = Plimsoll.Build.CI.Generation.Yaml.YamlNode;

namespace Plimsoll.Build.Tests.CI.Generation.Yaml;

public sealed class YamlWriterTests
{
    /// <summary>What is hard to write: marks of YAML, ends of lines, what looks like another type, and anything of Unicode.</summary>
    private static readonly Gen<string> Piece = Gen.OneOf(
        Gen.OneOf(": ", " #", "#", "- ", "*", "&", "!", "|", ">", "'", "\"", "\\", "%", "@", "`", "{", "}", "[", "]", ",", "?", ":", "=", "<<", "~", "${{ x }}"),
        Gen.OneOf("\n", "\r", "\r\n", "\t", " ", "  ", "\u0085", "\u00a0", "\u2028", "\u2029", "\ufeff", "\0", "\u001b", "\u007f", "---", "...", "\n- a\n", "\n  b: c\n"),
        Gen.OneOf("true", "no", "on", "null", "0x1", "1e3", ".5", "1_000", "2026-05-19", ".inf", "é", "日本", "🚢", "\U000E0001", "a", "b c", "x: y"),
        Gen.Char.Select(c => char.IsSurrogate(c) ? "s" : c.ToString()));

    private static readonly Gen<string> Text = Piece.List[0, 5].Select(string.Concat);

    private static readonly Gen<Node> Tree = Gen.Recursive<Node>((depth, tree) => depth > 3
        ? Text.Select(text => (Node)text)
        : Gen.OneOf(
            Text.Select(text => (Node)text),
            tree.List[0, 3].Select(items => { var list = new YamlList(); items.ForEach(list.Add); return (Node)list; }),
            Gen.Dictionary(Text, tree)[0, 3].Select(values => { var map = new YamlMap(); foreach (var (key, value) in values) map.Add(key, value); return (Node)map; })));

    [Fact]
    public void Whatever_is_written_is_read_back() => Tree.Sample(tree =>
    {
        var document = new YamlMap { { "root", tree } };
        var text = string.Join('\n', YamlWriter.ToLines(document)) + "\n";

        var stream = new YamlStream();
        stream.Load(new StringReader(text));

        Assert.True(Same(document, Assert.Single(stream.Documents).RootNode), text);
    });

    [Theory]
    [InlineData("./build.sh Test", "./build.sh Test")]
    [InlineData("${{ secrets.X }}", "${{ secrets.X }}")]
    [InlineData("**/*.csproj", "'**/*.csproj'")]
    [InlineData("it's: so", "'it''s: so'")]
    [InlineData("it's", "it's")]
    [InlineData("", "''")]
    [InlineData("1.10", "'1.10'")]
    [InlineData("No", "'No'")]
    [InlineData("C# #1", "'C# #1'")]
    [InlineData("né", "'né'")]
    [InlineData("a\tb", "\"a\\tb\"")]
    [InlineData("🚢", "\"\\U0001F6A2\"")]
    public void A_text_is_quoted_only_where_it_has_to_be(string text, string expected) => Assert.Equal(expected, YamlQuoting.ToLine(text));

    [Fact]
    public void Lines_of_a_text_are_lines_of_the_file()
    {
        var map = new YamlMap { { "steps", new YamlList { new YamlMap { { "run", "a\n  b: c\n" }, { "if", "x" } }, new YamlLines(["- uses: y", "", "  with: {}"]) } } };

        Assert.Equal(["steps:", "  - run: |", "      a", "        b: c", "    if: x", "  - - uses: y", "", "      with: {}"], YamlWriter.ToLines(map));
    }

    private static bool Same(Node written, YamlDotNet.RepresentationModel.YamlNode read) => (written, read) switch
    {
        (YamlScalar scalar, YamlScalarNode node) => node.Value == scalar.Text,
        (YamlList list, YamlSequenceNode node) => list.Count == node.Children.Count && list.Zip(node.Children).All(pair => Same(pair.First, pair.Second)),
        (YamlMap map, YamlMappingNode node) => map.Count == node.Children.Count
            && map.Zip(node.Children).All(pair => ((YamlScalarNode)pair.Second.Key).Value == pair.First.Key && Same(pair.First.Value, pair.Second.Value)),
        _ => false,
    };
}
