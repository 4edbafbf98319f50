using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Publishing.Sources;
using Plimsoll.Tags;

namespace Plimsoll.IntegrationTests.Publishing;

public class PublishRunTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task What_is_published_by_digest_already_is_not_written_again()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var first = await world.PublishAsync(ByDigest("amd64"));
        world.Requests.Clear();

        var second = await world.PublishAsync(ByDigest("amd64"));

        Assert.Empty(world.Writes);
        Assert.Equal(first.Digest, second.Digest);
        Assert.Equal("linux/amd64", second.Platform);
    }

    [Fact]
    public async Task Joining_what_is_there_sends_tags_and_no_blob()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var receipts = new List<Receipt> { await world.PublishAsync(ByDigest("amd64")), await world.PublishAsync(ByDigest("arm64")) };
        world.Requests.Clear();

        var index = await world.PublishAsync(request => request with
        {
            Source = null,
            Parts = [.. receipts.Select(receipt => new IndexPart(ImageLocation.ForRegistry(ImageReference.Parse($"{receipt.Destination}@{receipt.Digest}")), receipt, "receipt.json"))],
        });

        // A registry may be asked once whether it takes all tags in one request.
        var names = index.Tags.Select(tag => tag.Tag).Append(index.Digest!.ToString()).ToHashSet();
        Assert.All(world.Writes, line => Assert.Contains(line.Split('?')[0]["PUT /v2/acme/app/manifests/".Length..], names));
        Assert.All(index.Blobs, blob => Assert.Equal(BlobOutcome.Present, blob.Outcome));
        Assert.Equal(index.Digest!.ToString(), await world.DigestAsync("2.1.0"));
    }

    [Fact]
    public async Task A_run_that_breaks_tells_what_it_has_published()
    {
        await using var world = await PublishingWorld.CreateAsync();
        await using var services = world.Services();
        var run = new PublishRun(new PublishPipeline(services), services, keepsGoing: false);
        using var prepared = await run.PrepareAsync(await RequestsAsync(world, "one", "two", "three"), partition: null, isDry: false, None);
        world.BeforeRequest = request => request.Method == HttpMethod.Put && request.RequestUri!.AbsolutePath.Contains("/two/manifests/", StringComparison.Ordinal)
            ? throw new HttpRequestException("The connection broke.")
            : Task.CompletedTask;

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => run.PublishAsync(prepared, null, None));
        var record = run.RecordOf(prepared, exception);

        Assert.Equal(ErrorKind.Transport, exception.Kind);
        Assert.StartsWith("two: ", exception.Message, StringComparison.Ordinal);
        Assert.Equal($"{world.Registry.Host}/acme/one", Assert.Single(record.Images).Destination);
        Assert.Equal("two", Assert.Single(record.Failed).Image);
        Assert.DoesNotContain(world.Requests.Lines, line => line.StartsWith("PUT /v2/acme/three/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_that_goes_on_leaves_out_only_what_broke()
    {
        await using var world = await PublishingWorld.CreateAsync();
        await using var services = world.Services();
        var run = new PublishRun(new PublishPipeline(services), services, keepsGoing: true);
        using var prepared = await run.PrepareAsync(await RequestsAsync(world, "one", "two", "three"), "1/1", isDry: false, None);
        world.BeforeRequest = request => request.Method == HttpMethod.Put && request.RequestUri!.AbsolutePath.Contains("/two/manifests/", StringComparison.Ordinal)
            ? throw new HttpRequestException("The connection broke.")
            : Task.CompletedTask;

        var record = await run.PublishAsync(prepared, null, None);

        Assert.Equal(["one", "three"], record.Images.Select(image => image.Destination.Split('/')[^1]));
        Assert.Equal(("two", (int)ErrorKind.Transport), record.Failed.Select(failure => (failure.Image, failure.ExitCode)).Single());
        Assert.All(record.Images[1].Blobs.Where(blob => record.Images[0].Blobs.Any(other => other.Digest == blob.Digest)), blob => Assert.Equal(BlobOutcome.Mounted, blob.Outcome));
        Assert.Equal("1/1", record.Partition);
        Assert.All(record.Images, image => Assert.Contains(image.Tags, tag => tag.Action == TagAction.Create));
    }

    private static Func<PublishRequest, PublishRequest> ByDigest(string architecture) =>
        request => request with { ByDigest = true, Platform = new Platform("linux", architecture) };

    /// <summary>The same image under several names.</summary>
    private static async Task<IReadOnlyList<NamedRequest>> RequestsAsync(PublishingWorld world, params string[] names)
    {
        var requests = new List<NamedRequest>();
        using var _ = await world.PrepareAsync(request =>
        {
            requests.AddRange(names.Select(name => new NamedRequest(name, request with { Image = $"acme/{name}" })));
            return request;
        });
        return requests;
    }
}
