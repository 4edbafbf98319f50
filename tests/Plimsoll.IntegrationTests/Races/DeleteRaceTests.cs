using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries.Auth;

namespace Plimsoll.IntegrationTests.Races;

/// <summary>A tag that somebody else deletes or moves while it is deleted.</summary>
public sealed class DeleteRaceTests
{
    private const string Repository = "acme/app";

    [Fact]
    public async Task A_tag_that_is_gone_by_the_time_that_tags_are_listed_does_not_exist()
    {
        await using var world = await RaceWorld.CreateAsync();
        await world.PushAsync("kept", Repository, "kept");
        await world.PushAsync("old", Repository, "old");
        await using var slow = world.CreateClient("slow");
        await using var fast = world.CreateClient("fast");
        world.Proxy.Hold = async request =>
        {
            if (request.UserAgent.EndsWith("slow", StringComparison.Ordinal) && request.Target.Contains("/tags/list", StringComparison.Ordinal))
                Assert.NotNull(await fast.OpenRegistry(ImageReference.Parse(world.NameOf(Repository)), RepositoryAccess.Push).DeleteTagAsync("old", CancellationToken.None));
        };

        Assert.Null(await slow.OpenRegistry(ImageReference.Parse(world.NameOf(Repository)), RepositoryAccess.Push).DeleteTagAsync("old", CancellationToken.None));
    }

    [Fact]
    public async Task A_tag_that_moves_before_tags_are_listed_is_deleted_from_where_it_is()
    {
        await using var world = await RaceWorld.CreateAsync();
        var kept = await world.PushAsync("kept", Repository, "old", "kept");
        await using var client = world.CreateClient("client");
        Digest? moved = null;
        world.Proxy.Hold = async request =>
        {
            if (moved is null && request.Target.Contains("/tags/list", StringComparison.Ordinal))
                moved = await world.PushAsync("moved", Repository, "old");
        };

        var removal = await client.OpenRegistry(ImageReference.Parse(world.NameOf(Repository)), RepositoryAccess.Push).DeleteTagAsync("old", CancellationToken.None);

        Assert.Equal((moved, true), (removal!.Digest, removal.IsImageDeleted));
        Assert.Equal(kept.ToString(), await new RaceJudge(world).FindAsync(Repository, "kept"));
    }
}
