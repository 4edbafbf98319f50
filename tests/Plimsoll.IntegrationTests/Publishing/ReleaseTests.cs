using Plimsoll.IntegrationTests.Docker;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Receipts;

namespace Plimsoll.IntegrationTests.Publishing;

/// <summary>Which tags releases out of the ordinary move, in a real registry and on either way there.</summary>
[Collection(SharedDocker.Name)]
public class ReleaseTests(DockerFixture docker)
{
    [Theory]
    [InlineData(PublishVia.Direct)]
    [InlineData(PublishVia.Engine)]
    public async Task A_backport_moves_its_own_minor_version_and_nothing_newer(PublishVia via)
    {
        await using var world = await PublishingWorld.CreateAsync(engine: docker.Endpoint);
        await PublishAsync(world, via, "2.1.0");
        world.Repository.Commit("Newer", "app.txt");
        world.Repository.Tag("v2.2.0");
        await PublishAsync(world, via, "2.2.0");
        var newer = await world.DigestAsync("2.2.0");
        world.Repository.Run("checkout", "-q", "-b", "support/2.1", "v2.1.0");
        world.Repository.Commit("A fix", "fix.txt");
        world.Repository.Tag("v2.1.1");

        await PublishAsync(world, via, "2.1.1");

        var fix = await world.DigestAsync("2.1.1");
        Assert.NotEqual(newer, fix);
        Assert.Equal(fix, await world.DigestAsync("2.1"));
        foreach (var tag in (string[])["2.2.0", "2.2", "2", "latest"])
            Assert.Equal(newer, await world.DigestAsync(tag));
    }

    [Theory]
    [InlineData(PublishVia.Direct)]
    [InlineData(PublishVia.Engine)]
    public async Task A_prerelease_moves_no_version(PublishVia via)
    {
        await using var world = await PublishingWorld.CreateAsync(engine: docker.Endpoint);
        await PublishAsync(world, via, "2.1.0");
        var stable = await world.DigestAsync("2.1.0");
        world.Repository.Commit("A candidate", "app.txt");
        world.Repository.Tag("v2.2.0-rc.1");

        var receipt = await PublishAsync(world, via, "2.2.0-rc.1");

        Assert.Equal("2.2.0-rc.1", receipt.Version);
        Assert.NotEqual(stable, await world.DigestAsync("2.2.0-rc.1"));
        Assert.Null(await world.DigestAsync("2.2"));
        foreach (var tag in (string[])["2.1.0", "2.1", "2", "latest"])
            Assert.Equal(stable, await world.DigestAsync(tag));
    }

    private static Task<ImageReceipt> PublishAsync(PublishingWorld world, PublishVia via, string content)
    {
        world.SetContent($"{content} {via}");
        return world.PublishAsync(request => request with { Via = via });
    }
}
