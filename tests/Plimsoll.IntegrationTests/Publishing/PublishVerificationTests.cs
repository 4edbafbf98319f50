using System.Net;
using Plimsoll.Oci;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Planning;
using Plimsoll.Publishing.Receipts;

namespace Plimsoll.IntegrationTests.Publishing;

public class PublishVerificationTests
{
    [Fact]
    public async Task A_blob_that_the_registry_lost_is_found_by_a_full_verification()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var first = await world.PublishAsync();
        await DeleteAsync(world, first.Blobs[^1]);

        await world.PublishAsync();
        var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.PublishAsync(Fully));

        Assert.Equal(ErrorKind.Transport, exception.Kind);
        Assert.Contains(first.Blobs[^1].Digest.ToString(), exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(first.Blobs[0].Digest.ToString(), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tags_go_back_where_a_full_verification_fails()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var first = await world.PublishAsync();
        world.Repository.Commit("More", "app.txt");
        world.Repository.Tag("v2.2.0");
        world.SetContent("more");
        var written = false;
        world.BeforeRequest = async request =>
        {
            written |= request.Method == HttpMethod.Put && request.RequestUri!.AbsolutePath.EndsWith("/latest", StringComparison.Ordinal);
            if (!written || request.Method != HttpMethod.Head || !request.RequestUri!.AbsolutePath.Contains("/blobs/", StringComparison.Ordinal))
                return;

            // The first question for a blob after all is written: the registry loses the blob at that moment.
            world.BeforeRequest = _ => Task.CompletedTask;
            await DeleteAsync(world, request.RequestUri.AbsolutePath.Split('/')[^1]);
        };

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.PublishAsync(Fully));

        Assert.Contains("is incomplete", exception.Message, StringComparison.Ordinal);
        Assert.True(written);
        Assert.Equal(first.Digest!.ToString(), await world.DigestAsync("latest"));
        Assert.Equal(first.Digest!.ToString(), await world.DigestAsync("2"));
    }

    [Fact]
    public async Task A_full_verification_asks_for_every_blob_and_writes_nothing()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var receipt = await world.PublishAsync();
        world.Requests.Clear();

        await world.PublishAsync(Fully);

        Assert.All(receipt.Blobs, blob => Assert.Contains($"HEAD /v2/acme/app/blobs/{blob.Digest}", world.Requests.Lines));
        Assert.Empty(world.Writes);
    }

    private static PublishRequest Fully(PublishRequest request) => request with { Verification = PublishVerification.Full };

    private static Task DeleteAsync(PublishingWorld world, ReceiptBlob blob) => DeleteAsync(world, blob.Digest.ToString());

    private static async Task DeleteAsync(PublishingWorld world, string digest)
    {
        using var client = new HttpClient();
        using var answer = await client.DeleteAsync(new Uri($"http://{world.Registry.Host}/v2/{world.Registry.Name("acme/app")}/blobs/{digest}"));
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }
}
