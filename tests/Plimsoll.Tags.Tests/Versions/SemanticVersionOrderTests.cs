using Plimsoll.Tags.Versions;

namespace Plimsoll.Tags.Tests.Versions;

public class SemanticVersionOrderTests
{
    [Fact]
    public void Follows_the_example_of_the_specification_and_compares_labels_by_ascii()
    {
        string[] ascending = ["1.0.0-ALPHA", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.0.1", "1.1.0", "2.0.0"];

        Assert.Equal(ascending, ascending.Reverse().Select(SemanticVersion.Parse).Order(SemanticVersionOrder.Instance).Select(version => version.ToNormalizedString()));
    }

    [Fact]
    public void Labels_beyond_the_range_of_integers_are_compared_as_numbers() =>
        Assert.True(SemanticVersionOrder.Instance.Compare(SemanticVersion.Parse("1.0.0-99999999999999999999"), SemanticVersion.Parse("1.0.0-100000000000000000000")) < 0);
}
