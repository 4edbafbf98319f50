using Plimsoll.Tags.Versions;

namespace Plimsoll.Tags.Tests.Versions;

/// <summary>The one grammar of tags such as <c>2</c> and <c>2.1</c>.</summary>
public class VersionLineTests
{
    [Theory]
    [InlineData("2", "2", false)]
    [InlineData("2.1", "2.1", true)]
    [InlineData("v2", "2", false)]
    [InlineData("V2.1", "2.1", true)]
    [InlineData("0", "0", false)]
    [InlineData("99999999999999", "99999999999999", false)]
    public void One_or_two_numbers_are_a_line_in_either_case(string tag, string numbers, bool hasMinor)
    {
        Assert.True(VersionLine.TryParse(tag, out var line));
        Assert.Equal((numbers, hasMinor), (line.ToString(), line.HasMinor));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("v")]
    [InlineData("2.")]
    [InlineData(".1")]
    [InlineData("2.1.0")]
    [InlineData("2.1-alpine")]
    [InlineData("-2")]
    [InlineData(" 2")]
    [InlineData("2\n")]
    [InlineData("٢")]
    public void Anything_else_is_not_a_line(string? tag) => Assert.False(VersionLine.TryParse(tag, out _));

    [Theory]
    [InlineData("2", "2.1.0", true)]
    [InlineData("v2.1", "2.1.7", true)]
    [InlineData("2.1", "2.2.0", false)]
    [InlineData("2", "3.0.0", false)]
    [InlineData("02", "2.0.0", false)]
    public void A_line_contains_the_versions_that_start_with_it(string tag, string version, bool expected)
    {
        Assert.True(VersionLine.TryParse(tag, out var line));
        Assert.Equal(expected, line.Contains(SemanticVersion.Parse(version)));
    }

    [Theory]
    [InlineData("2.1", 2, 1)]
    [InlineData("2", 2, 0)]
    public void A_minimum_version_has_the_same_grammar_without_v(string text, int major, int minor)
    {
        Assert.True(MajorMinor.TryParse(text, out var value));
        Assert.Equal(new MajorMinor(major, minor), value);
    }

    [Theory]
    [InlineData("v2.1")]
    [InlineData("2.1.0")]
    [InlineData("")]
    public void Other_text_is_not_a_minimum_version(string text) => Assert.False(MajorMinor.TryParse(text, out _));
}
