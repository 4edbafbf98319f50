using Plimsoll.Publishing;
using Plimsoll.Tags;

namespace Plimsoll.IntegrationTests.Races;

/// <summary>Two publish one version of one commit: the one that loses the version has written the commit's tag, and gives it back.</summary>
public sealed class SameCommitRaceTests
{
    private const string Repository = "acme/app";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_receipt_tells_what_the_tag_of_the_commit_names_in_the_end(bool isGivenBack)
    {
        await using var world = await RaceWorld.CreateAsync();
        var commit = world.RepositoryOf("2.1.0");
        var tag = commit.Head[..7];
        var (ours, theirs) = (RaceWorld.CreateImage("ours", commit, "2.1.0"), RaceWorld.CreateImage("theirs", commit, "2.1.0"));
        var (isWritten, looks) = (false, 0);
        world.Proxy.Hold = async request =>
        {
            if (isWritten && world.IsOf(request, Repository, tag) && !request.IsWrite)
            {
                looks++;
                if (looks == 1 || (looks == 4 && isGivenBack))
                    await world.PushAsync(looks == 1 ? theirs : ours, Repository, tag);
            }

            isWritten |= world.IsWriteOf(request, Repository, tag);
        };
        await using var client = world.CreateClient("client");

        var report = await client.Publisher.PublishAsync(
            [world.Request(Repository, "2.1.0", (await world.CreateImageAsync("ours", commit, "2.1.0")).Location)], new PublishOptions { Directory = world.FolderOf("client") });

        var told = Assert.Single(report.Receipts[0].Tags, written => written.Tag == tag);
        Assert.Equal(isGivenBack ? TagAction.Create : TagAction.Keep, told.Action);
        Assert.Equal(told.After.ToString(), await new RaceJudge(world).FindAsync(Repository, tag));
        Assert.Equal(ours.Manifest.Descriptor.Digest, report.Receipts[0].Digest);
    }
}
