using Plimsoll.Oci;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Publishing;

/// <summary>Two publishers of the same version with different content, of which the one must not keep the other's.</summary>
public class ConcurrentPublishTests
{
    /// <summary>docker-registry answers 500 to who looks at a tag that is half written, on a busy machine for a while.</summary>
    private static readonly RetryOptions AtOnce = new() { Jitter = () => 0, MaxAttempts = 200 };

    [Fact]
    public async Task Who_comes_second_while_the_first_sends_its_blobs_is_told_so()
    {
        await using var world = await PublishingWorld.CreateAsync();
        using var files = new TempDirectory();
        files.Write("other/hello.txt", "the other's");
        ImageReceipt? other = null;
        world.BeforeRequest = async request =>
        {
            if (request.Method != HttpMethod.Post || other is not null)
                return;

            world.BeforeRequest = _ => Task.CompletedTask;
            other = await world.PublishAsync(publish => publish with { Source = ImageLocation.ForFiles(files["other"]) });
        };

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.PublishAsync(request => request with { Keep = false }));

        Assert.Equal(ErrorKind.Conflict, exception.Kind);
        Assert.Contains(":2.1.0 is immutable", exception.Message, StringComparison.Ordinal);
        foreach (var tag in (string[])["2.1.0", "2.1", "2", "latest"])
            Assert.Equal(other!.Digest!.ToString(), await world.DigestAsync(tag));
    }

    /// <summary>The worst that a registry without conditional writes allows: both have found the tag free, and both write it.</summary>
    [Fact]
    public async Task Who_loses_the_tag_that_both_found_free_moves_nothing_and_says_so()
    {
        await using var world = await PublishingWorld.CreateAsync();
        using var files = new TempDirectory();
        files.Write("other/hello.txt", "the other's");
        world.Retry = AtOnce;
        var (bothFoundIt, firstWroteIt, secondWroteIt) = (new Barrier(), new TaskCompletionSource(), new TaskCompletionSource());
        var writers = 0;
        world.BeforeRequest = async request =>
        {
            var isVersion = request.Method == HttpMethod.Put && request.RequestUri!.AbsolutePath.EndsWith("/2.1.0", StringComparison.Ordinal);
            if (isVersion)
            {
                await bothFoundIt.MeetAsync();
                if (Interlocked.Increment(ref writers) == 1)
                    First.Value = true;
                else
                    await firstWroteIt.Task;
                Wrote.Value = true;
            }
            else if (Wrote.Value && First.Value)
            {
                // The first one's next request: its tag is written. It waits until the second has written over it.
                firstWroteIt.TrySetResult();
                await secondWroteIt.Task;
            }
            else if (Wrote.Value)
                secondWroteIt.TrySetResult();
        };

        var results = await Task.WhenAll(
            Task.Run(() => Record.ExceptionAsync(() => RunAsync(world, request => request with { Keep = false }))),
            Task.Run(() => Record.ExceptionAsync(() => RunAsync(world, request => request with { Keep = false, Source = ImageLocation.ForFiles(files["other"]) }))));

        var loser = Assert.Single(results, result => result is not null);
        Assert.Equal(ErrorKind.Conflict, Assert.IsType<PlimsollException>(loser).Kind);
        Assert.Contains(":2.1.0 does not point to the image that was just published", loser.Message, StringComparison.Ordinal);
        var winner = await world.DigestAsync("2.1.0");
        foreach (var tag in (string[])["2.1", "2", "latest", "2026-05-19"])
            Assert.Equal(winner, await world.DigestAsync(tag));
    }

    /// <summary>The one gap that no look closes: between the last look at a tag and its write.</summary>
    [Fact]
    public async Task Who_wrote_over_a_version_that_another_published_in_that_very_moment_gives_it_back()
    {
        await using var world = await PublishingWorld.CreateAsync();
        using var files = new TempDirectory();
        files.Write("other/hello.txt", "the other's");
        ImageReceipt? other = null;
        world.BeforeRequest = async request =>
        {
            if (request.Method != HttpMethod.Put || !request.RequestUri!.AbsolutePath.EndsWith("/2.1.0", StringComparison.Ordinal))
                return;

            world.BeforeRequest = _ => Task.CompletedTask;
            other = await world.PublishAsync(publish => publish with { Source = ImageLocation.ForFiles(files["other"]) });
        };

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.PublishAsync(request => request with { Keep = false }));

        Assert.Equal(ErrorKind.Conflict, exception.Kind);
        foreach (var tag in (string[])["2.1.0", "2.1", "2", "latest", "2026-05-19"])
            Assert.Equal(other!.Digest!.ToString(), await world.DigestAsync(tag));
    }

    [Fact]
    public async Task Of_two_that_start_at_once_exactly_one_wins()
    {
        await using var world = await PublishingWorld.CreateAsync();
        using var files = new TempDirectory();
        files.Write("other/hello.txt", "the other's");

        world.Retry = AtOnce;

        for (var round = 0; round < 5; round++)
        {
            var image = $"acme/app-{round}";
            var start = new Barrier();
            var results = await Task.WhenAll(new[] { false, true }.Select(isOther => Task.Run(async () =>
            {
                await start.MeetAsync();
                return await Record.ExceptionAsync(() => world.PublishAsync(request => request with { Keep = false, Image = image, Source = isOther ? ImageLocation.ForFiles(files["other"]) : request.Source }));
            })));

            Assert.True(
                results.Count(result => result is null) == 1 && results.Count(result => result is PlimsollException { Kind: ErrorKind.Conflict }) == 1,
                $"round {round}: {string.Join("\n\n", results.Select(result => result?.ToString() ?? "published"))}");
        }
    }

    /// <summary>Nothing in the images says of which version they are: what names them does.</summary>
    [Fact]
    public async Task Who_wrote_over_an_unlabelled_image_gives_it_back_too()
    {
        await using var world = await PublishingWorld.CreateAsync();
        using var folder = new TempDirectory();
        var (ours, theirs) = (await WriteAsync(folder["ours"], "ours"), await WriteAsync(folder["theirs"], "theirs"));
        ImageReceipt? other = null;
        world.BeforeRequest = async request =>
        {
            if (request.Method != HttpMethod.Put || !request.RequestUri!.AbsolutePath.EndsWith("/2.1.0", StringComparison.Ordinal))
                return;

            world.BeforeRequest = _ => Task.CompletedTask;
            other = await world.PublishAsync(publish => publish with { Source = theirs });
        };

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.PublishAsync(publish => publish with { Source = ours }));

        Assert.Equal(ErrorKind.Conflict, exception.Kind);
        foreach (var tag in (string[])["2.1.0", "2.1", "2", "latest", world.Repository.Head[..7], "2026-05-19"])
            Assert.Equal(other!.Digest!.ToString(), await world.DigestAsync(tag));
    }

    /// <summary>The label of every image of a .NET project says 1.0.0, whatever it is released as.</summary>
    [Fact]
    public async Task A_label_gives_no_version_to_the_image_of_another()
    {
        await using var world = await PublishingWorld.CreateAsync();
        using var folder = new TempDirectory();
        var (ours, theirs) = (await WriteAsync(folder["ours"], "ours", "2.1.0"), await WriteAsync(folder["theirs"], "theirs", "2.1.0"));
        using var next = GitRepository.Released("The next release");
        next.Commit("More", "app.txt");
        next.Tag("v2.1.1");
        ImageReceipt? other = null;
        world.BeforeRequest = async request =>
        {
            if (request.Method != HttpMethod.Put || !request.RequestUri!.AbsolutePath.EndsWith("/2.1.0", StringComparison.Ordinal))
                return;

            world.BeforeRequest = _ => Task.CompletedTask;
            other = await world.PublishAsync(publish => publish with { Source = theirs, RepositoryPath = next.Path });
        };

        var receipt = await world.PublishAsync(publish => publish with { Source = ours });

        Assert.NotEqual(other!.Digest, receipt.Digest);
        Assert.Equal(receipt.Digest!.ToString(), await world.DigestAsync("2.1.0"));
        Assert.Equal(other.Digest!.ToString(), await world.DigestAsync("2.1.1"));
        Assert.Equal(other.Digest!.ToString(), await world.DigestAsync("latest"));
    }

    [Fact]
    public async Task Of_two_of_one_commit_that_start_at_once_both_end_well_with_one_image()
    {
        await using var world = await PublishingWorld.CreateAsync();
        using var files = new TempDirectory();
        files.Write("other/hello.txt", "the other's");
        world.Retry = AtOnce;

        for (var round = 0; round < 5; round++)
        {
            var image = $"acme/app-{round}";
            var start = new Barrier();
            var receipts = await Task.WhenAll(new[] { false, true }.Select(isOther => Task.Run(async () =>
            {
                await start.MeetAsync();
                return await world.PublishAsync(request => request with { Image = image, Source = isOther ? ImageLocation.ForFiles(files["other"]) : request.Source });
            })));

            Assert.Equal(receipts[0].Digest, receipts[1].Digest);
            Assert.Single(receipts, receipt => receipt.Kept is null);
            foreach (var tag in receipts[0].Tags)
                Assert.Equal(receipts[0].Digest!.ToString(), await world.DigestOfAsync(image, tag.Tag));
        }
    }

    private static async Task<ImageLocation> WriteAsync(string path, string content, string? version = null)
    {
        var image = InMemoryImage.Create(version is null ? null : new Dictionary<string, string> { [ImageLabels.Version] = version }, ("whose", content));
        var layout = OciLayout.OpenOrCreate(path);
        await ImageCopier.CopyAsync(image, image.Manifest, layout, null, CancellationToken.None);
        await layout.PutManifestAsync(image.Manifest, "x", CancellationToken.None);
        return ImageLocation.ForLayout(path, "x");
    }

    private static readonly Flag First = new();

    private static readonly Flag Wrote = new();

    private static async Task RunAsync(PublishingWorld world, Func<PublishRequest, PublishRequest> change)
    {
        First.Begin();
        Wrote.Begin();
        await world.PublishAsync(change);
    }

    /// <summary>A flag of one flow of control: what is set further in is seen further out.</summary>
    private sealed class Flag
    {
        private readonly AsyncLocal<bool[]> _cell = new();

        public bool Value
        {
            get => _cell.Value?[0] == true;
            set => _cell.Value![0] = value;
        }

        public void Begin() => _cell.Value = [false];
    }

    /// <summary>Two that wait for each other.</summary>
    private sealed class Barrier
    {
        private readonly TaskCompletionSource _met = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _arrived;

        public Task MeetAsync()
        {
            if (Interlocked.Increment(ref _arrived) >= 2)
                _met.TrySetResult();
            return _met.Task;
        }
    }
}
