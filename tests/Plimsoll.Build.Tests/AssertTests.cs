using Check = Plimsoll.Build.Assert;

namespace Plimsoll.Build.Tests;

public sealed class AssertTests
{
    private static readonly AbsolutePath Nowhere = AbsolutePath.Create("/nowhere");

    public static TheoryData<Action, string> Failures
    {
        get
        {
            string? none = null;
            string blank = " ";
            int? number = null;
            int[] two = [1, 2];
            int[] no = [];
            return new()
            {
                { () => Check.Fail("why"), "why" },
                { () => Check.True(two.Length == 3), "Expected two.Length == 3 to be true." },
                { () => Check.True(two.Length == 3, "not three"), "not three" },
                { () => Check.False(two.Length == 2), "Expected two.Length == 2 to be false." },
                { () => Check.NotNull(none), "Expected none to have a value." },
                { () => Check.NotNull(number), "Expected number to have a value." },
                { () => none.NotNull(), "Expected none to have a value." },
                { () => Check.NotNullOrEmpty(none), "Expected none not to be empty." },
                { () => Check.NotNullOrWhiteSpace(blank), "Expected blank not to be blank." },
                { () => Check.NotEmpty(no), "Expected no not to be empty." },
                { () => Check.Empty(two), "Expected two to be empty, but it has 2 items." },
                { () => Check.Count(two, 3), "Expected two to have 3 items, but it has 2." },
                { () => Check.HasSingleItem(two), "Expected two to have one item, but it has 2." },
                { () => Check.FileExists(Nowhere / "f"), "File /nowhere/f of Nowhere / \"f\" does not exist." },
                { () => Check.DirectoryExists(Nowhere), "Directory /nowhere of Nowhere does not exist." },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public void What_does_not_hold_names_the_expression(Action check, string message)
    {
        var exception = Xunit.Assert.Throws<BuildException>(check);

        Xunit.Assert.Equal((message, 1), (exception.Message, exception.ExitCode));
    }

    [Fact]
    public void What_holds_is_returned()
    {
        Check.True(true);
        Check.False(false);
        Check.Empty(Array.Empty<int>());
        Xunit.Assert.Equal(("a", 3, "b"), (Check.NotNull("a"), Check.NotNull((int?)3), Check.NotNullOrEmpty("b")));
        Xunit.Assert.Equal([1], Check.HasSingleItem(Check.Count(Check.NotEmpty((int[])[1]), 1)));
        Xunit.Assert.Equal(AbsolutePath.Create("/"), Check.DirectoryExists(AbsolutePath.Create("/")));
    }

    [Fact]
    public void Collections_are_joined_and_extended()
    {
        var seen = new List<string>();
        ((string[])["a", "b"]).ForEach((item, index) => seen.Add(item + index));

        Xunit.Assert.Equal("a0 b1|a0, b1", $"{seen.JoinSpace()}|{seen.JoinComma()}");
        Xunit.Assert.Equal("a0" + Environment.NewLine + "b1", seen.JoinNewLine());
        Xunit.Assert.Equal(3, new Dictionary<string, int>().AddPair("a", 1).SetKeyValue("a", 3)["a"]);
        Xunit.Assert.True(((int[]?)null).IsNullOrEmpty() && Array.Empty<int>().IsEmpty() && !seen.IsNullOrEmpty());
        Xunit.Assert.Equal(["x"], ((string?[])["x", null]).WhereNotNull());
    }
}
