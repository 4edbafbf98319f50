using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Planning;
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
        var receipts = new List<ImageReceipt> { await world.PublishAsync(ByDigest("amd64")), await world.PublishAsync(ByDigest("arm64")) };
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
    public async Task A_run_that_breaks_reports_what_it_has_published()
    {
        await using var world = await PublishingWorld.CreateAsync();
        await using var services = world.Services();
        Break(world, "two");

        var exception = await Assert.ThrowsAsync<PublishException>(() => new Publisher(services).PublishAsync(Requests(world, "one", "two", "three"), world.Options, None));

        Assert.Equal(ErrorKind.Transport, exception.Kind);
        Assert.StartsWith("two: ", exception.Message, StringComparison.Ordinal);
        Assert.Equal($"{world.Registry.Root}/acme/one", Assert.Single(exception.Report.Receipts).Destination);
        Assert.Equal("two", Assert.Single(exception.Report.Failed).Image);
        Assert.Equal(exception.Report.Record.ToJson(), await File.ReadAllTextAsync(exception.Report.ReceiptPath!));
        Assert.DoesNotContain(world.Requests.Lines, line => line.StartsWith("PUT /v2/acme/three/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_that_goes_on_leaves_out_only_what_broke()
    {
        await using var world = await PublishingWorld.CreateAsync();
        await using var services = world.Services();
        Break(world, "two");

        var exception = await Assert.ThrowsAsync<PublishException>(() => new Publisher(services).PublishAsync(
            Requests(world, "one", "two", "three"), world.Options with { Partition = "1/1", KeepGoing = true }, None));

        var record = exception.Report.Record;
        Assert.Equal(ErrorKind.Transport, exception.Kind);
        Assert.Contains("1 of 3 images could not be published", exception.Message, StringComparison.Ordinal);
        Assert.Equal(["one", "three"], record.Receipts.Select(image => image.Destination.Split('/')[^1]));
        Assert.Equal(("two", (int)ExitCode.Registry), record.Failed.Select(failure => (failure.Image, failure.ExitCode)).Single());
        Assert.All(record.Receipts[1].Blobs.Where(blob => record.Receipts[0].Blobs.Any(other => other.Digest == blob.Digest)), blob => Assert.Equal(BlobOutcome.Mounted, blob.Outcome));
        Assert.Equal("1/1", record.Partition);
        Assert.All(record.Receipts, image => Assert.Contains(image.Tags, tag => tag.Action == TagAction.Create));
    }

    [Fact]
    public async Task A_plan_of_several_images_is_executed_as_it_was_made()
    {
        await using var world = await PublishingWorld.CreateAsync();
        await using var services = world.Services();
        var publisher = new Publisher(services);
        var plan = await publisher.PlanAsync(Requests(world, "one", "two"));
        var read = PublishPlan.Parse(plan.ToJson(), "plan.json");

        var report = await publisher.ExecuteAsync(read with { Requests = plan.Requests }, world.Options);

        Assert.Equal(plan.PlanHash, read.PlanHash);
        Assert.Equal(["one", "two"], read.Images.Select(image => image.Name));
        Assert.Equal(plan.PlanHash, report.Record.PlanHash);
        Assert.Equal(plan.Images.Select(image => (image.Destination, image.PlanHash)), report.Receipts.Select(receipt => (receipt.Destination, receipt.PlanHash)));
    }

    [Fact]
    public async Task A_plan_that_no_longer_holds_is_not_executed()
    {
        await using var world = await PublishingWorld.CreateAsync();
        await using var services = world.Services();
        var publisher = new Publisher(services);
        var plan = await publisher.PlanAsync([world.Request()]);
        world.SetContent("changed behind its back");
        world.Requests.Clear();

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => publisher.ExecuteAsync(plan, world.Options));

        Assert.Equal(ErrorKind.Conflict, exception.Kind);
        Assert.Empty(world.Writes);
    }

    [Fact]
    public async Task What_is_published_is_reported_although_its_receipt_cannot_be_written()
    {
        await using var world = await PublishingWorld.CreateAsync();
        await using var services = world.Services();
        var options = world.Options with { ReceiptPath = Path.Combine(world.Options.Directory!, "receipts", "receipt.json") };
        world.BeforeRequest = request =>
        {
            // Once something is written, a directory takes the place of the receipt.
            if (request.Method == HttpMethod.Put)
                Directory.CreateDirectory(options.ReceiptPath);
            return Task.CompletedTask;
        };

        var exception = await Assert.ThrowsAsync<PublishException>(() => new Publisher(services).PublishAsync([world.Request()], options));

        Assert.IsType<IOException>(exception.InnerException?.InnerException, exactMatch: false);
        Assert.Contains("was published under 2.1.0, ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("plimsoll receipt record ", exception.Advice, StringComparison.Ordinal);
        Assert.Null(exception.Report.ReceiptPath);
        Assert.Equal(await world.DigestAsync("2.1.0"), Assert.Single(exception.Report.Receipts).Digest?.ToString());
    }

    private static void Break(PublishingWorld world, string image) =>
        world.BeforeRequest = request => request.Method == HttpMethod.Put && request.RequestUri!.AbsolutePath.Contains($"/{image}/manifests/", StringComparison.Ordinal)
            ? throw new HttpRequestException("The connection broke.")
            : Task.CompletedTask;

    private static Func<PublishRequest, PublishRequest> ByDigest(string architecture) =>
        request => request with { ByDigest = true, Platform = new Platform("linux", architecture) };

    /// <summary>The same image under several names.</summary>
    private static IReadOnlyList<PublishRequest> Requests(PublishingWorld world, params string[] names) =>
        [.. names.Select(name => world.Request(request => request with { Name = name, Image = $"acme/{name}" }))];
}
