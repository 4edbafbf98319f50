using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Environments;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;
using Plimsoll.Testing.Faults;

namespace Plimsoll.IntegrationTests.Races;

/// <summary>A rollback with its floating tags, while a higher version is published.</summary>
public sealed class RollbackRaceTests : IAsyncLifetime
{
    private const string Repository = "acme/app";

    private RaceWorld _world = null!;
    private Digest _good = null!;
    private Digest _bad = null!;

    public async Task InitializeAsync()
    {
        _world = await RaceWorld.CreateAsync();
        _good = await _world.PushAsync("good", Repository, "2.1.0");
        _bad = await _world.PushAsync("bad", Repository, "2.1.1", "2.1", "2", "latest", "production");
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    /// <summary>It has found its tags as they were planned, and the version is published before it writes them.</summary>
    [Theory]
    [InlineData("latest")]
    [InlineData("2")]
    [InlineData("2.1")]
    public async Task A_version_that_is_published_before_the_write_of_a_tag_keeps_it(string tag)
    {
        var published = await RollBackAsync(request => _world.IsWriteOf(request, Repository, tag));

        await AssertAsync(published.Published, published.RolledBack);
    }

    [Fact]
    public async Task A_version_that_is_published_between_plan_and_last_look_keeps_its_tags()
    {
        var published = await RollBackAsync(request => request.Method == "HEAD" && _world.IsOf(request, Repository, "latest") && ++_looks == 3);

        await AssertAsync(published.Published, published.RolledBack);
    }

    /// <summary>What publishing wrote, the rollback wrote over: publishing reads it back.</summary>
    [Theory]
    [InlineData("latest")]
    [InlineData("2.1")]
    public async Task A_version_whose_tags_are_taken_back_before_it_has_read_them_back_takes_them_again(string tag)
    {
        ImageReceipt? rolledBack = null;
        var isHeld = false;
        _world.Proxy.Hold = async request =>
        {
            if (isHeld || !_world.IsWriteOf(request, Repository, tag))
                return;
            isHeld = true;
            rolledBack = await RollBackAsync();
        };

        var published = await PublishAsync();

        await AssertAsync(published, rolledBack!);
    }

    private int _looks;

    private async Task AssertAsync(ImageReceipt published, ImageReceipt rolledBack)
    {
        var judge = new RaceJudge(_world);
        foreach (var tag in (string[])["2.1.2", "2.1", "2", "latest"])
            Assert.Equal((tag, published.Digest!.ToString()), (tag, await judge.FindAsync(Repository, tag)));
        Assert.Equal(_good.ToString(), await judge.FindAsync(Repository, "production"));
        Assert.Equal(_bad, rolledBack.Hold?.Digest);
        Assert.Equal(_bad.ToString(), await judge.FindAsync(Repository, "2.1.1"));
    }

    /// <summary>Publishes 2.1.2 once the rollback comes to a request.</summary>
    private async Task<(ImageReceipt RolledBack, ImageReceipt Published)> RollBackAsync(Func<ProxiedRequest, bool> at)
    {
        ImageReceipt? published = null;
        var isHeld = false;
        _world.Proxy.Hold = async request =>
        {
            if (isHeld || !at(request))
                return;
            isHeld = true;
            published = await PublishAsync();
        };
        return (await RollBackAsync(), published!);
    }

    private async Task<ImageReceipt> PublishAsync()
    {
        await using var client = _world.CreateClient("publisher");
        var report = await client.Publisher.PublishAsync(
            [_world.Request(Repository, "2.1.2", (await _world.CreateImageAsync("next")).Location)], new PublishOptions { Directory = _world.FolderOf("publisher") });
        return report.Receipts[0];
    }

    private async Task<ImageReceipt> RollBackAsync()
    {
        await using var client = _world.CreateClient("operator");
        var report = await client.Environments.RollbackAsync(new RollbackRequest
        {
            Destination = ImageLocation.ForRegistry(ImageReference.Parse(_world.NameOf(Repository))),
            Environment = "production",
            Target = RollbackTarget.To(_good),
            Floating = true,
            Rules = new TagRules { IsProduction = true },
        });
        return report.Receipts[0];
    }
}
