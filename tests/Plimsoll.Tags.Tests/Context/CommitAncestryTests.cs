using Plimsoll.Tags.Context;
using Plimsoll.Tags.Tests.Versions;

namespace Plimsoll.Tags.Tests.Context;

public class CommitAncestryTests
{
    private const string Script = """
        e d c
        d b
        c b
        b a
        a
        x w
        w
        """;

    [Theory]
    [InlineData("a", "e", true)]
    [InlineData("c", "e", true)]
    [InlineData("d", "e", true)]
    [InlineData("b", "c", true)]
    [InlineData("e", "a", false)]
    [InlineData("c", "d", false)]
    [InlineData("a", "a", false)]
    [InlineData("x", "e", false)]
    [InlineData("a", "x", false)]
    public void Descent_is_found_from_either_end(string older, string newer, bool expected)
    {
        using var graph = new ScriptedHistory(Script).OpenGraph();

        Assert.Equal(expected, CommitAncestry.IsAncestor(graph, older, newer));
    }

    [Fact]
    public void What_lies_far_behind_is_not_read()
    {
        var history = new ScriptedHistory(string.Concat(Enumerable.Range(0, 1000).Select(number => $"c{number} c{number + 1}\n")) + "c1000");
        using var graph = history.OpenGraph();

        Assert.True(CommitAncestry.IsAncestor(graph, "c3", "c1"));
        Assert.False(CommitAncestry.IsAncestor(graph, "c1", "c3"));
        Assert.True(history.Asked.Count < 20);
    }
}
