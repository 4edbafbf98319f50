using Plimsoll.MetadataAction.Rules;
using Plimsoll.Oci;

namespace Plimsoll.MetadataAction.Tests.Rules;

public class TagRuleLineTests
{
    [Theory]
    [InlineData("latest", RuleType.Raw, "enable=true priority=200 value=latest")]
    [InlineData("type=raw,a,b", RuleType.Raw, "enable=true priority=200 value=b")]
    [InlineData("TYPE=sha,FORMAT=long", RuleType.Sha, "enable=true format=long prefix=sha- priority=100")]
    [InlineData(" type = ref , event = pr ", RuleType.Ref, "enable=true event=pr prefix=pr- priority=600")]
    [InlineData("type=ref,event=branch", RuleType.Ref, "enable=true event=branch priority=600")]
    [InlineData("value=a=b=c", RuleType.Raw, "enable=true priority=200 value=a=b=c")]
    [InlineData("=x", RuleType.Raw, "enable=true priority=200 value==x")]
    [InlineData("x,value=y,whatever=z", RuleType.Raw, "enable=true priority=200 value=y whatever=z")]
    [InlineData("type=semver,pattern=x", RuleType.Semver, "enable=true match= pattern=x priority=900 value=")]
    [InlineData("type=match,pattern=x,group= 0x1 ", RuleType.Match, "enable=true group=0x1 pattern=x priority=800 value=")]
    [InlineData("\"type=match\",\"pattern=\\d{1,3}\"", RuleType.Match, "enable=true group=0 pattern=\\d{1,3} priority=800 value=")]
    [InlineData("type=schedule", RuleType.Schedule, "enable=true pattern=nightly priority=1000")]
    [InlineData("type=edge,priority=", RuleType.Edge, "branch= enable=true priority=")]
    public void A_line_is_a_type_with_attributes(string line, object type, string attributes)
    {
        var parsed = TagRuleLine.Parse(line);

        Assert.Equal((RuleType)type, parsed.Type);
        Assert.Equal(attributes, string.Join(' ', parsed.Attributes.OrderBy(attribute => attribute.Key).Select(attribute => $"{attribute.Key}={attribute.Value}")));
    }

    [Theory]
    [InlineData("type=Sha", "Unknown tag type attribute: Sha")]
    [InlineData("type=semver", "Missing pattern attribute for type=semver")]
    [InlineData("type=pep440,value=1", "Missing pattern attribute for type=pep440,value=1")]
    [InlineData("type=match", "Missing pattern attribute for type=match")]
    [InlineData("type=match,pattern=x,group=foo", "Invalid match group for type=match,pattern=x,group=foo")]
    [InlineData("type=ref", "Missing event attribute for type=ref")]
    [InlineData("type=ref,event=Branch", "Invalid event for type=ref,event=Branch")]
    [InlineData("foo=bar", "Missing value attribute for foo=bar")]
    [InlineData("type=sha,format=medium", "Invalid format for type=sha,format=medium")]
    [InlineData("value=\"a\"", "Invalid Opening Quote: a quote is found on field 0 at line 1, value is \"value=\"")]
    [InlineData("\"a\"b", "Invalid Closing Quote: got \"b\" at line 1 instead of delimiter, record delimiter, trimable character (if activated) or comment")]
    [InlineData("", "An entry contains only spaces.")]
    public void A_line_that_cannot_be_used_is_refused_in_the_words_of_the_action(string line, string message)
    {
        var exception = Assert.Throws<PlimsollException>(() => TagRuleLine.Parse(line));

        Assert.Equal(message, exception.Message);
        Assert.Equal(ErrorKind.Usage, exception.Kind);
    }

    [Theory]
    [InlineData("a,priority=1 b,priority=3 c,priority=2", "b c a")]
    [InlineData("a b c", "a b c")]
    [InlineData("a,priority=0x10 b,priority=1e1 c,priority=15.5", "a c b")]
    [InlineData("a,priority= b,priority=-1 c,priority=Infinity", "c a b")]
    [InlineData("a,priority=1 b,priority=foo c,priority=2", "a b c")]
    [InlineData("a,priority=1 b,priority=2 c,priority=foo d,priority=3", "d b a c")]
    public void Lines_are_ordered_by_priority_as_javascript_orders_them(string lines, string expected) =>
        Assert.Equal(expected, string.Join(' ', TagRuleLine.ParseAll(lines.Split(' ')).Select(line => line["value"])));

    [Fact]
    public void Without_a_line_there_are_four() =>
        Assert.Equal(
            [("Schedule", null), ("Ref", "branch"), ("Ref", "tag"), ("Ref", "pr")],
            TagRuleLine.ParseAll([]).Select(line => (line.Type.ToString(), line["event"])));
}
