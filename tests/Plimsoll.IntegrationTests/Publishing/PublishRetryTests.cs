using System.Net;
using Plimsoll.Oci.Registries;

namespace Plimsoll.IntegrationTests.Publishing;

public class PublishRetryTests
{
    private static readonly RetryOptions AtOnce = new() { Jitter = () => 0 };

    [Fact]
    public async Task A_receipt_counts_the_attempts_that_were_made_anew_while_planning_and_publishing()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var notices = new Notices();
        (world.Retry, world.Retries) = (AtOnce, notices);
        var (failedReads, failedWrites) = (0, 0);
        world.AnswerInstead = request =>
            (request.Method == HttpMethod.Get && failedReads++ == 0) || (request.Method == HttpMethod.Put && failedWrites++ == 0)
                ? new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { RequestMessage = request }
                : null;

        var receipt = await world.PublishAsync();

        Assert.Equal(2, receipt.Retries);
        Assert.Equal(2, notices.Count);
        Assert.Contains("\"retries\": 2", receipt.ToJson(), StringComparison.Ordinal);
        Assert.Equal(receipt.Digest?.ToString(), await world.DigestAsync("2.1.0"));
    }

    [Fact]
    public async Task A_receipt_tells_which_blob_took_several_attempts()
    {
        await using var world = await PublishingWorld.CreateAsync();
        world.Retry = AtOnce;
        string? digest = null;
        world.AnswerInstead = request =>
        {
            if (digest is not null || request.Method != HttpMethod.Put || Uri.UnescapeDataString(request.RequestUri!.Query).Split("digest=") is not [_, var blob])
                return null;

            digest = blob;
            return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { RequestMessage = request };
        };

        var receipt = await world.PublishAsync();

        Assert.Equal(1, Assert.Single(receipt.Blobs, blob => blob.Digest.ToString() == digest).Retries);
        Assert.All(receipt.Blobs.Where(blob => blob.Digest.ToString() != digest), blob => Assert.Equal(0, blob.Retries));
    }

    [Fact]
    public async Task A_publishing_without_trouble_counts_none()
    {
        await using var world = await PublishingWorld.CreateAsync();
        world.Retry = AtOnce;

        Assert.Equal(0, (await world.PublishAsync()).Retries);
    }

    private sealed class Notices : IProgress<RetryNotice>
    {
        public int Count { get; private set; }

        public void Report(RetryNotice value) => Count++;
    }
}
