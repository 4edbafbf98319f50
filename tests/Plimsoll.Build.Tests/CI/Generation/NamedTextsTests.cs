using Plimsoll.Build.CI.Generation;

namespace Plimsoll.Build.Tests.CI.Generation;

public sealed class NamedTextsTests
{
    [Theory]
    [InlineData("ref: main", "main")]
    [InlineData("ref: 'main'", "main")]
    [InlineData("ref: \"main\"", "main")]
    [InlineData("ref: 'it''s'", "it's")]
    [InlineData("ref: \"a \\\"b\\\" c\\\\d\"", "a \"b\" c\\d")]
    [InlineData("ref: ''", "")]
    [InlineData("ref: 'a' || 'b'", "'a' || 'b'")]
    [InlineData("ref: ${{ github.ref || 'x' }}", "${{ github.ref || 'x' }}")]
    [InlineData("ref: '", "'")]
    public void Quotes_are_those_of_YAML(string text, string value) => Assert.Equal([KeyValuePair.Create("ref", value)], NamedTexts.Parse([text], "CheckoutWith"));

    [Theory]
    [InlineData("|", "src\n  deep\ntests\n")]
    [InlineData("|-", "src\n  deep\ntests")]
    [InlineData(">-", "src\n  deep\ntests")]
    public void Indented_texts_continue_a_block(string header, string value)
    {
        string[] lines = [$"sparse-checkout: {header}", "  src", "    deep", "  tests", "clean: false"];
        KeyValuePair<string, string>[] expected = [KeyValuePair.Create("sparse-checkout", value), KeyValuePair.Create("clean", "false")];

        Assert.Equal(expected, NamedTexts.Parse(lines, "CheckoutWith"));
        Assert.Equal(expected, NamedTexts.Parse([string.Join('\n', lines[..4]), lines[4]], "CheckoutWith"));
    }

    [Fact]
    public void A_folded_block_joins_its_lines() =>
        Assert.Equal("a b\nc\n", Assert.Single(NamedTexts.Parse(["TEXT: >", "  a", "  b", "", "  c"], "Env")).Value);

    [Fact]
    public void Elsewhere_an_indented_text_is_a_pair_of_its_own()
    {
        Assert.Equal(["a", "b"], NamedTexts.Parse(["A: a", " B: b"], "Env").Select(pair => pair.Value));
        Assert.Equal("Env has '  src', which is not NAME: value.", Assert.Throws<BuildException>(() => NamedTexts.Parse(["A: a", "  src"], "Env")).Message);
    }
}
