using CsCheck;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Publishing.Tests.Configuration;

public class TagSelectionTests
{
    private static readonly string[] Tags =
        ["latest", "1", "1.25", "1.24.0", "1.25.3", "1.25.3-alpine", "1.26.0", "1.26.0-alpine", "1.26.0-perl", "1.27.0-rc.1", "1.27.0", "1.27.0-alpine", "2.0.0-beta.1", "alpine", "2026-05-19"];

    [Theory]
    [InlineData("^1.25", null, "", "", "1.25.3 1.25.3-alpine 1.26.0 1.26.0-alpine 1.26.0-perl 1.27.0 1.27.0-alpine")]
    [InlineData("^1.25", 2, "", "", "1.27.0 1.27.0-alpine 1.26.0 1.26.0-alpine 1.26.0-perl")]
    [InlineData("^1.25", 2, "*-alpine", "", "1.27.0-alpine 1.26.0-alpine")]
    [InlineData("^1.25", 1, "", "*-alpine *-perl", "1.27.0")]
    [InlineData(null, 2, "", "", "2.0.0-beta.1 1.27.0 1.27.0-alpine")]
    [InlineData(null, 2, "", "*-rc* *-beta*", "1.27.0 1.27.0-alpine 1.26.0 1.26.0-alpine 1.26.0-perl")]
    [InlineData(null, null, "1.2?", "", "1.25")]
    [InlineData(null, null, "latest alpine", "", "alpine latest")]
    [InlineData(null, null, "LATEST", "", "")]
    [InlineData("*", null, "latest", "", "")]
    public void A_tag_must_meet_every_condition(string? range, int? newest, string match, string exclude, string expected)
    {
        var selection = new TagSelection
        {
            Versions = range is null ? null : VersionRange.Parse(range),
            Newest = newest,
            Match = match.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            Exclude = exclude.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        };

        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), selection.Select(Tags));
    }

    [Fact]
    public void Without_a_condition_every_tag_is_selected() => Assert.Equal(Tags.Order(StringComparer.Ordinal), new TagSelection().Select(Tags));

    [Fact]
    public void Names_that_say_no_version_are_ordered_as_people_number_them() =>
        Assert.Equal(["build-10", "build-9"], new TagSelection { Newest = 2 }.Select(["build-9", "build-1", "build-10"]));

    [Fact]
    public void More_of_the_newest_never_drops_one_and_the_order_of_the_list_does_not_count() =>
        Gen.Select(Gen.Shuffle(Tags), Gen.Int[1, 8]).Sample((tags, count) =>
        {
            var few = new TagSelection { Newest = count }.Select(tags);
            var more = new TagSelection { Newest = count + 1 }.Select(tags);

            Assert.Equal(few, more.Take(few.Count));
            Assert.Equal(new TagSelection { Newest = count }.Select(Tags), few);
        });

    [Theory]
    [InlineData("12h", 0.5)]
    [InlineData("90d", 90.0)]
    [InlineData("8w", 56.0)]
    [InlineData("0d", null)]
    [InlineData("90", null)]
    [InlineData("-1d", null)]
    [InlineData("1.5d", null)]
    [InlineData("99999999999999999999d", null)]
    [InlineData("", null)]
    [InlineData("d", null)]
    public void An_age_is_a_number_with_its_unit(string text, double? days) => Assert.Equal(days, AgeText.Parse(text)?.TotalDays);
}
