namespace Plimsoll.Build.Tests;

public sealed class StringExtensionsTests
{
    [Theory]
    [InlineData("a b", "\"a b\"")]
    [InlineData("ab", "ab")]
    [InlineData("\"a b\"", "\"a b\"")]
    [InlineData("a \"b", "\"a \\\"b\"")]
    [InlineData("", "")]
    public void Quotes_are_put_where_they_are_needed(string text, string expected) => Assert.Equal(expected, text.DoubleQuoteIfNeeded());

    [Theory]
    [InlineData("\"a\"", "a")]
    [InlineData("\"a", "\"a")]
    [InlineData("\"", "\"")]
    [InlineData("a", "a")]
    public void Quotes_around_a_text_are_taken_away(string text, string expected) => Assert.Equal(expected, text.TrimMatchingDoubleQuotes());

    [Fact]
    public void Texts_are_trimmed_split_and_cut()
    {
        Assert.Equal("1.2", "v1.2".TrimStart("v"));
        Assert.Equal("https://x/a", "https://x/a.git".TrimEnd(".git"));
        Assert.Equal(["Git", "Hub", "XMLReader2"], "GitHubXMLReader2".SplitCamelHumps());
        Assert.Equal(["My", "NuGet", "Task", "MSBuild"], "MyNuGetTaskMSBuild".SplitCamelHumps("nuget", "MSBuild"));
        Assert.Equal([""], "".SplitCamelHumps("x"));
        Assert.Equal("abcd…", "abcdef".Truncate(4));
        Assert.Equal("abcd", "abcd".Truncate(4));
        Assert.Equal("a", "'a'".TrimMatchingSingleQuotes());
        Assert.Equal(("'a;b'", "a b", "\"a;b\""), ("a;b".SingleQuoteIfNeeded(';', '|'), "a b".SingleQuoteIfNeeded(';'), "a;b".DoubleQuoteIfNeeded(';')));
        Assert.True("\"a\"".IsDoubleQuoted() && "'a'".IsSingleQuoted() && !"'".IsSingleQuoted() && !"'a'".IsDoubleQuoted());
        Assert.True("A.ZIP".StartsWithAnyOrdinalIgnoreCase("b", "a.") && "A.ZIP".ContainsAnyOrdinalIgnoreCase("x", ".z") && !"A".ContainsAnyOrdinalIgnoreCase("b"));
        Assert.Equal("Abc", "abc".Capitalize());
        Assert.Equal("a1", "a0".ReplaceRegex(@"\d", match => (int.Parse(match.Value) + 1).ToString()));
        Assert.True("A.ZIP".EndsWithAnyOrdinalIgnoreCase(".tar", ".zip"));
        Assert.Equal([1, 2, 3], new[] { 1 }.Concat(2, 3));
    }

    [Fact]
    public void A_value_of_any_type_is_changed_in_a_chain()
    {
        Assert.Equal("ab", Build.Tools.ToolSettingsExtensions.When("a", true, text => text + "b"));
        string? none = null;
        Assert.Equal("a", Build.Tools.ToolSettingsExtensions.WhenNotNull("a", none, (text, other) => text + other));
        Assert.Equal(1, Build.Tools.ToolSettingsExtensions.Apply("a", text => text.Length));
    }
}
