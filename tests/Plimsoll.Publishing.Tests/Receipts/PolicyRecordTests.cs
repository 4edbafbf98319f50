using Plimsoll.Policy;
using Plimsoll.Publishing.Receipts;

namespace Plimsoll.Publishing.Tests.Receipts;

public class PolicyRecordTests
{
    [Theory]
    [InlineData(null, false, "tag")]
    [InlineData(null, true, "floating")]
    [InlineData(PolicyProfile.Digest, true, "digest")]
    public void A_policy_is_called_by_the_profile_in_force(PolicyProfile? profile, bool isProduction, string expected) =>
        Assert.Equal(expected, PolicyRecord.Create(ImagePolicy.Default with { Profile = profile }, isProduction).Name);

    [Fact]
    public void Other_rules_have_another_hash_and_another_folder_the_same()
    {
        var policy = PolicyRecord.Create(ImagePolicy.Default, isProduction: false);

        Assert.Equal(policy, PolicyRecord.Create(ImagePolicy.Default with { Root = "/elsewhere" }, isProduction: false));
        Assert.NotEqual(policy.Hash, PolicyRecord.Create(ImagePolicy.Default with { MutableTags = ["*-snapshot"] }, isProduction: false).Hash);
        Assert.NotEqual(policy.Hash, PolicyRecord.Create(ImagePolicy.Default with { Environments = [EnvironmentPaths.DefaultProduction with { RequiresEvidence = true }] }, isProduction: false).Hash);
    }
}
