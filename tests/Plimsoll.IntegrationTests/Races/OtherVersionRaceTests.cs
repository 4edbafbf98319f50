using Plimsoll.Oci.Images;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;

namespace Plimsoll.IntegrationTests.Races;

/// <summary>
/// A version is published while two others race for another version: for a moment the image that a shared tag names is that of no
/// version, as it is where two race for one. It must not be taken for this one's.
/// </summary>
public sealed class OtherVersionRaceTests
{
    private const string Repository = "acme/app";

    [Fact]
    public async Task A_tag_of_a_higher_version_that_is_raced_for_stays_with_it()
    {
        await using var world = await RaceWorld.CreateAsync();
        var (ours, theirs) = await PublishAsync(world, "2.1.1", "2.2.0", at: "2.1.1", looksUntilSettled: 0);

        Assert.Equal(TagAction.Keep, Assert.Single(ours.Tags, tag => tag.Tag == "2").Action);
        await AssertAsync(world, ours.Digest!, "2.1.1", "2.1");
        await AssertAsync(world, theirs, "2.2.0", "2.2", "2", "latest");
    }

    [Fact]
    public async Task A_tag_of_a_lower_version_that_is_raced_for_moves_on_to_the_higher_one()
    {
        await using var world = await RaceWorld.CreateAsync();
        var (ours, theirs) = await PublishAsync(world, "2.2.0", "2.1.1", at: "2.2.0", looksUntilSettled: 2);

        await AssertAsync(world, ours.Digest!, "2.2.0", "2.2", "2", "latest");
        await AssertAsync(world, theirs, "2.1.1", "2.1");
    }

    /// <summary>It has written over the tag, and gives it to the image that the higher version names just then.</summary>
    [Theory]
    [InlineData("2")]
    [InlineData("latest")]
    public async Task A_tag_that_is_left_to_a_higher_version_names_the_image_that_wins_it(string tag)
    {
        await using var world = await RaceWorld.CreateAsync();
        var (ours, theirs) = await PublishAsync(world, "2.1.1", "2.2.0", at: tag, looksUntilSettled: 2);

        var told = Assert.Single(ours.Tags, written => written.Tag == tag);
        Assert.Equal((TagAction.Keep, theirs), (told.Action, told.After));
        await AssertAsync(world, ours.Digest!, "2.1.1", "2.1");
        await AssertAsync(world, theirs, "2.2.0", "2.2", tag);
    }

    /// <summary>Publishes a version; when it comes to its tags, another one is published, whose tag names something else for some looks at it.</summary>
    private static async Task<(ImageReceipt Ours, Digest Theirs)> PublishAsync(RaceWorld world, string version, string other, string at, int looksUntilSettled)
    {
        await using var client = world.CreateClient("client");
        var options = new PublishOptions { Directory = world.FolderOf("client") };
        await client.Publisher.PublishAsync([world.Request(Repository, "2.0.0", (await world.CreateImageAsync("2.0.0")).Location)], options);
        Digest? theirs = null;
        var looks = 0;
        world.Proxy.Hold = async request =>
        {
            if (theirs is null && world.IsWriteOf(request, Repository, at))
            {
                theirs = await world.PushAsync("theirs", Repository, other, other[..3], "2", "latest");
                await world.PushAsync("their rival's", Repository, other);
            }
            else if (theirs is not null && world.IsOf(request, Repository, other) && looks++ == looksUntilSettled)
                await world.PushAsync("theirs", Repository, other);
        };

        var report = await client.Publisher.PublishAsync([world.Request(Repository, version, (await world.CreateImageAsync("ours")).Location)], options);
        await world.PushAsync("theirs", Repository, other);
        return (report.Receipts[0], theirs!);
    }

    private static async Task AssertAsync(RaceWorld world, Digest image, params string[] tags)
    {
        foreach (var tag in tags)
            Assert.Equal((tag, image.ToString()), (tag, await new RaceJudge(world).FindAsync(Repository, tag)));
    }
}
