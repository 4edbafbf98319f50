using Plimsoll.Policy;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;
using Plimsoll.Tags.Strategies;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Publishing.Environments;

/// <summary>Images without labels, as most build tools make them: their versions are known by their tags alone.</summary>
public sealed class FloatingTagsTests
{
    [Fact]
    public async Task The_version_is_told_by_the_tag_of_the_image()
    {
        await using var world = await PromotionWorld.CreateAsync();
        var good = await PushAsync(world, "good", "v2.1.0-alpine", "2.1.0");
        await PushAsync(world, "bad", "2.1.1", "2.1", "2", "1", "v2", "latest", "2026", "20260519", "production");

        var receipt = await RollBackAsync(world, good, new TagRules { IsProduction = true });

        Assert.Equal(["2", "2.1", "latest", "production", "v2"], Moved(receipt));
        Assert.Equal(["2.1.1", "1", "2026", "20260519"], await StayingAsync(world, good, "2.1.1", "1", "2026", "20260519"));
    }

    [Fact]
    public async Task Without_a_version_only_latest_goes_back()
    {
        await using var world = await PromotionWorld.CreateAsync();
        var good = await PushAsync(world, "good", "a1b2c3d");
        await PushAsync(world, "bad", "2.1", "2", "latest", "production");

        Assert.Equal(["latest", "production"], Moved(await RollBackAsync(world, good, new TagRules { IsProduction = true })));
    }

    [Fact]
    public async Task A_prerelease_gets_no_floating_tag()
    {
        await using var world = await PromotionWorld.CreateAsync();
        var good = await PushAsync(world, "good", "2.2.0-rc.1");
        await PushAsync(world, "bad", "2.2.0", "2.2", "latest", "production");

        Assert.Equal(["production"], Moved(await RollBackAsync(world, good, new TagRules { IsProduction = true })));
    }

    [Fact]
    public async Task What_the_rules_put_before_and_behind_is_known()
    {
        await using var world = await PromotionWorld.CreateAsync();
        var good = await PushAsync(world, "good", "2.1.0-alpine");
        await PushAsync(world, "bad", "2.1.1-alpine", "2-alpine", "2.1-alpine", "3-alpine", "edge-latest", "other-alpine", "production");

        var rules = new TagRules { Strategies = [new SemanticVersionStrategy { Suffix = "-alpine" }, new LatestStrategy { Prefix = "edge-" }, new EnvironmentStrategy()] };

        Assert.Equal(["2-alpine", "2.1-alpine", "edge-latest", "production"], Moved(await RollBackAsync(world, good, rules)));
    }

    [Fact]
    public async Task A_line_that_the_policy_keeps_stays()
    {
        await using var world = await PromotionWorld.CreateAsync();
        var good = await PushAsync(world, "good", "2.1.0");
        await PushAsync(world, "bad", "2.1.1", "2.1", "2", "production");

        var receipt = await world.RollBackAsync(good, request => request with { Floating = true, Policy = ImagePolicy.Default with { ImmutableTags = ["2.1"] } });

        Assert.Equal(["2", "production"], Moved(receipt));
    }

    private static Task<ImageReceipt> RollBackAsync(PromotionWorld world, Plimsoll.Oci.Images.Digest target, TagRules rules) =>
        world.RollBackAsync(target, request => request with { Floating = true, Rules = rules });

    private static IEnumerable<string> Moved(ImageReceipt receipt) => receipt.Tags.Select(tag => tag.Tag).Order(StringComparer.Ordinal);

    private static async Task<IReadOnlyList<string>> StayingAsync(PromotionWorld world, Plimsoll.Oci.Images.Digest target, params string[] tags)
    {
        var staying = new List<string>();
        foreach (var tag in tags)
            if (await world.DigestAsync(world.ProductionName, tag) != target)
                staying.Add(tag);
        return staying;
    }

    private static async Task<Plimsoll.Oci.Images.Digest> PushAsync(PromotionWorld world, string content, params string[] tags)
    {
        var image = InMemoryImage.Create(null, (content, content));
        await world.PushAsync(image, image.Manifest, world.ProductionName, tags);
        return image.Manifest.Descriptor.Digest;
    }
}
