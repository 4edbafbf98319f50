using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Tests.Scanners.Text;

public class DuplicateKeysTests
{
    [Theory]
    [InlineData("a: 1\nb: [{c: 2}]\n", "a=1 b=c=2")]
    [InlineData("a: 1\na: 2\nb: 3\n", "a=1 b=3", "a=2 b=3")]
    [InlineData("x: {a: 1, a: 2, a: 3}\ny: {b: 4, b: 5}\n", "x=a=1 y=b=4", "x=a=2 y=b=5", "x=a=3 y=b=5")]
    [InlineData("- {a: 1, a: {b: 2, b: 3}}\n", "a=1", "a=b=3")]
    [InlineData("x: &x {a: 1, a: 2}\ny: *x\n", "x=a=1 y=a=1", "x=a=2 y=a=2")]
    public void Each_branch_is_read_with_those_at_its_place(string text, params string[] expected) =>
        Assert.Equal(expected, DuplicateKeys.Readings(YamlReader.Read(text, CancellationToken.None).Documents[0]).Select(Show));

    [Fact]
    public void A_circle_of_aliases_ends() =>
        Assert.Equal(2, DuplicateKeys.Readings(YamlReader.Read("&x\na: 1\na: 2\nb: *x\n", CancellationToken.None).Documents[0]).Count);

    [Fact]
    public void There_are_no_more_readings_than_people_write_branches() =>
        Assert.Equal(16, DuplicateKeys.Readings(YamlReader.Read(string.Concat(Enumerable.Repeat("a: 1\n", 1_000)), CancellationToken.None).Documents[0]).Count);

    private static string Show(SourceNode node) => node switch
    {
        SourceSequence sequence => string.Join(" ", sequence.Items.Select(Show)),
        SourceMapping mapping => string.Join(" ", mapping.Entries.Select(entry => $"{Show(entry.Key)}={Show(entry.Value)}")),
        _ => ((SourceScalar)node).Value,
    };
}
