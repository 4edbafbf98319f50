using Plimsoll.Publishing.Configuration;
using Plimsoll.Tags;
using Plimsoll.Tags.Strategies;

namespace Plimsoll.Publishing.Tests.Configuration;

public class EnvironmentTagsTests
{
    [Fact]
    public void Without_rules_it_is_the_environments_name() =>
        Assert.Equal(["feature-one"], Values("feature/one", new TagRules()));

    [Fact]
    public void Every_rule_gives_one_and_the_same_one_once()
    {
        var rules = new TagRules { Strategies = [new SemanticVersionStrategy(), new EnvironmentStrategy { Prefix = "env-" }, new EnvironmentStrategy { Suffix = "-alpine" }, new EnvironmentStrategy { Prefix = "env-" }] };

        Assert.Equal(["env-qa", "qa-alpine"], Values("qa", rules));
    }

    [Fact]
    public void A_rule_for_other_environments_gives_none()
    {
        var rules = new TagRules
        {
            Strategies =
            [
                new EnvironmentStrategy { Prefix = "eu-", When = new TagCondition { Environments = ["prod*"] } },
                new EnvironmentStrategy { Prefix = "us-", When = new TagCondition { Environments = ["qa"], Branches = ["main"] } },
            ],
        };

        Assert.Equal(["us-qa"], Values("qa", rules));
        Assert.Equal(["eu-production"], Values("production", rules));
        Assert.Equal(["staging"], Values("staging", rules));
    }

    private static IEnumerable<string> Values(string environment, TagRules rules) => EnvironmentTags.Derive(environment, rules).Select(tag => tag.Value);
}
