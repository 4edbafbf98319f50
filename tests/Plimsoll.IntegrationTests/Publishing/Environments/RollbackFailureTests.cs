using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Publishing.Environments;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Publishing.Environments;

public sealed class RollbackFailureTests
{
    private static readonly string[] Tags = ["production", "2", "latest"];

    /// <summary>Three tags go back; whichever write fails, each names what it named before, and nothing is held.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_failure_at_any_tag_puts_the_moved_ones_back(int failing)
    {
        await using var world = await PromotionWorld.CreateAsync();
        var (good, bad) = await BringAsync(world);
        var written = 0;
        world.BeforeRequest = request => IsTagWrite(request) && ++written == failing ? throw new HttpRequestException("The connection broke.") : Task.CompletedTask;

        var exception = await Assert.ThrowsAnyAsync<PlimsollException>(() => world.RollBackAsync(good, request => request with { Floating = true }));
        world.BeforeRequest = _ => Task.CompletedTask;

        Assert.Equal(ErrorKind.Transport, exception.Kind);
        foreach (var tag in Tags)
            Assert.Equal(bad, await world.DigestAsync(world.ProductionName, tag));
        Assert.Empty(await world.WithAsync(world.ProductionName, async repository => await repository.GetReferrersAsync(bad, null, CancellationToken.None)));
    }

    /// <summary>What was moved cannot be put back then; the environment's own tag, which shows what is to be withdrawn, is not among it.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Rolling_back_again_completes_what_was_left_half_done_when_the_registry_went_away(int lastWrite)
    {
        await using var world = await PromotionWorld.CreateAsync();
        var (good, bad) = await BringAsync(world);
        var written = 0;
        world.BeforeRequest = request => written >= lastWrite || (IsTagWrite(request) && ++written > lastWrite) ? throw new HttpRequestException("The connection broke.") : Task.CompletedTask;
        await Assert.ThrowsAnyAsync<PlimsollException>(() => world.RollBackAsync(good, request => request with { Floating = true }));
        world.BeforeRequest = _ => Task.CompletedTask;

        var receipt = await world.RollBackAsync(good, request => request with { Floating = true });

        Assert.Equal(bad, receipt.Hold?.Digest);
        foreach (var tag in Tags)
            Assert.Equal(good, await world.DigestAsync(world.ProductionName, tag));
    }

    [Fact]
    public async Task A_tag_that_somebody_moves_meanwhile_stops_the_rollback()
    {
        await using var world = await PromotionWorld.CreateAsync();
        var (good, bad) = await BringAsync(world);
        var other = InMemoryImage.Create(null, ("other", "other"));
        var isFirst = true;
        world.BeforeRequest = async request =>
        {
            if (isFirst && IsTagWrite(request))
            {
                isFirst = false;
                await world.PushAsync(other, other.Manifest, world.ProductionName, "latest");
            }
        };

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.RollBackAsync(good, request => request with { Floating = true }));

        Assert.Equal(ErrorKind.Conflict, exception.Kind);
        Assert.Equal(bad, await world.DigestAsync(world.ProductionName, "production"));
        Assert.Equal(other.Manifest.Descriptor.Digest, await world.DigestAsync(world.ProductionName, "latest"));
    }

    [Fact]
    public async Task Nothing_is_sent_but_tags_and_the_hold()
    {
        await using var world = await PromotionWorld.CreateAsync();
        var (good, _) = await BringAsync(world);

        await world.RollBackAsync(good);

        Assert.Equal("PUT /v2/release/app/manifests/production", world.Writes.First());
        Assert.Single(world.Writes, line => line.StartsWith("PUT /v2/release/app/manifests/", StringComparison.Ordinal) && !line.Contains("sha256", StringComparison.Ordinal));
        Assert.DoesNotContain(world.Requests.Lines, line => line.StartsWith("GET /v2/release/app/blobs/", StringComparison.Ordinal) && line.Contains("layer", StringComparison.Ordinal));
    }

    /// <summary>The tags have gone back then, so that there is nothing to move any more.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rolling_back_again_places_the_hold_that_the_first_time_lacked(bool isElsewhere)
    {
        await using var world = await PromotionWorld.CreateAsync();
        using var folder = new TempDirectory();
        var (good, bad) = await BringAsync(world);
        await LackHoldAsync(world, request => request with { Target = RollbackTarget.To(good), Floating = true });
        Assert.Empty(await HoldsAsync(world, bad));

        // Another machine knows only the receipt that is attached to the image.
        var receipt = await world.RollBackAsync(good, request => request with { Floating = true, Directory = isElsewhere ? folder.Path : request.Directory });

        Assert.Equal(bad, receipt.Hold?.Digest);
        Assert.Equal(["2", "latest", "production"], receipt.Hold!.Tags.Order());
        Assert.Single(await HoldsAsync(world, bad));
        await world.RollBackAsync(good);
        Assert.Single(await HoldsAsync(world, bad));
    }

    [Fact]
    public async Task Rolling_back_to_the_previous_image_again_goes_back_no_further_while_the_hold_is_lacking()
    {
        await using var world = await PromotionWorld.CreateAsync();
        var (good, bad) = await BringAsync(world);
        var oldest = InMemoryImage.Create(null, ("oldest", "oldest"));
        await world.PushAsync(oldest, oldest.Manifest, world.ProductionName, "2.0.0");
        foreach (var version in (string[])["2.0.0", "2.1.0", "2.2.0"])
        {
            await world.PromoteAsync($"{world.ProductionName}:{version}");
            world.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        await LackHoldAsync(world, request => request with { Target = RollbackTarget.Previous });

        var receipt = await world.RollBackAsync(good, request => request with { Target = RollbackTarget.Previous });

        Assert.Equal(bad, receipt.Hold?.Digest);
        Assert.Equal(good, await world.DigestAsync(world.ProductionName, "production"));
        Assert.Equal(oldest.Manifest.Descriptor.Digest, (await world.RollBackAsync(good, request => request with { Target = RollbackTarget.Previous })).Digest);
    }

    /// <summary>What somebody released does not come back because a receipt records it.</summary>
    [Fact]
    public async Task A_hold_that_was_released_is_not_placed_again()
    {
        await using var world = await PromotionWorld.CreateAsync();
        var (good, bad) = await BringAsync(world);
        await LackHoldAsync(world, request => request with { Target = RollbackTarget.To(good) });
        await world.PromoteAsync($"{world.ProductionName}:2.2.0", request => request with { ReleaseHold = true });
        await world.WithAsync(world.ProductionName, async repository =>
        {
            var manifest = await repository.GetManifestAsync("2.1.0", CancellationToken.None);
            await repository.PutManifestAsync(manifest, "production", CancellationToken.None);
            return manifest;
        });

        Assert.Null((await world.RollBackAsync(good)).Hold);
        Assert.Empty(await HoldsAsync(world, bad));
    }

    /// <summary>Rolls back while the registry takes no blob of a hold.</summary>
    private static async Task LackHoldAsync(PromotionWorld world, Func<RollbackRequest, RollbackRequest> change)
    {
        var uploads = 0;
        world.BeforeRequest = request => request.Method == HttpMethod.Post && ++uploads == 1 ? throw new HttpRequestException("The connection broke.") : Task.CompletedTask;
        var exception = await Assert.ThrowsAsync<EnvironmentException>(() => world.RollBackAsync(world.Image, change));
        world.BeforeRequest = _ => Task.CompletedTask;
        Assert.Contains("the hold on ", exception.Message, StringComparison.Ordinal);
    }

    private static Task<IReadOnlyList<Descriptor>> HoldsAsync(PromotionWorld world, Digest image) =>
        world.WithAsync(world.ProductionName, async repository => await repository.GetReferrersAsync(image, "application/vnd.plimsoll.hold.v1+json", CancellationToken.None));

    private static async Task<(Digest Good, Digest Bad)> BringAsync(PromotionWorld world)
    {
        var good = InMemoryImage.Create(new Dictionary<string, string> { ["org.opencontainers.image.version"] = "2.1.0" }, ("good", "good"));
        var bad = InMemoryImage.Create(new Dictionary<string, string> { ["org.opencontainers.image.version"] = "2.2.0" }, ("bad", "bad"));
        await world.PushAsync(good, good.Manifest, world.ProductionName, "2.1.0");
        await world.PushAsync(bad, bad.Manifest, world.ProductionName, ["2.2.0", .. Tags]);
        return (good.Manifest.Descriptor.Digest, bad.Manifest.Descriptor.Digest);
    }

    private static bool IsTagWrite(HttpRequestMessage request) =>
        request.Method == HttpMethod.Put && request.RequestUri!.AbsolutePath.Contains("/manifests/", StringComparison.Ordinal) && !request.RequestUri.AbsolutePath.Contains("sha256", StringComparison.Ordinal);
}
