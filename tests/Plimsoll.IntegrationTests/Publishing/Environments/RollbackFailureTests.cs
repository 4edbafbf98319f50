using Plimsoll.Oci;
using Plimsoll.Oci.Images;
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
