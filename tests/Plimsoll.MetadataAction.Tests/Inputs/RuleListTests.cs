using Plimsoll.MetadataAction.Inputs;
using Plimsoll.Oci;

namespace Plimsoll.MetadataAction.Tests.Inputs;

public class RuleListTests
{
    [Theory]
    [InlineData("", new string[0])]
    [InlineData("  \n ", new string[0])]
    [InlineData("a\nb", new[] { "a", "b" })]
    [InlineData("a\r\nb\r\n", new[] { "a", "b" })]
    [InlineData("a\rb", new[] { "a", "b" })]
    [InlineData("a\r\nb\nc", new[] { "a", "b\nc" })]
    [InlineData("a\n\n\nb", new[] { "a", "b" })]
    [InlineData("a\n   \nb", new[] { "a", "", "b" })]
    [InlineData("# comment\na#b", new[] { "a#b" })]
    [InlineData("a\n  # no comment", new[] { "a", "# no comment" })]
    [InlineData("a,b , c", new[] { "a,b , c" })]
    [InlineData("\"a,b\"\n\"c\"\"d\"", new[] { "a,b", "c\"d" })]
    [InlineData("\"a\nb\"", new[] { "a\nb" })]
    [InlineData("a\"b\"", new[] { "a\"b\"" })]
    [InlineData("\"a\"b", new[] { "\"a\"b" })]
    [InlineData("type=match,\"pattern=\\d{1,3}\"", new[] { "type=match,pattern=\\d{1,3}" })]
    [InlineData("\"type=match,\"\"pattern=\\d{1,3}\"\"\"", new[] { "type=match,\"pattern=\\d{1,3}\"" })]
    [InlineData("\"\"#comment\na", new[] { "a" })]
    public void An_input_is_split_into_entries(string input, string[] expected) => Assert.Equal(expected, RuleList.Split(input));

    [Fact]
    public void A_quote_must_be_closed() =>
        Assert.Equal(
            "Quote Not Closed: the parsing is finished with an opening quote at line 2",
            Assert.Throws<PlimsollException>(() => RuleList.Split("a\n\"b")).Message);
}
