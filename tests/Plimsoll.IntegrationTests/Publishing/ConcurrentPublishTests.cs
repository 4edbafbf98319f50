using Plimsoll.Oci;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Publishing;

/// <summary>Two publishers of the same version with different content.</summary>
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

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.PublishAsync());

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
            Task.Run(() => Record.ExceptionAsync(() => RunAsync(world, request => request))),
            Task.Run(() => Record.ExceptionAsync(() => RunAsync(world, request => request with { Source = ImageLocation.ForFiles(files["other"]) }))));

        var loser = Assert.Single(results, result => result is not null);
        Assert.Equal(ErrorKind.Conflict, Assert.IsType<PlimsollException>(loser).Kind);
        Assert.Contains(":2.1.0 does not name what was published", loser.Message, StringComparison.Ordinal);
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

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.PublishAsync());

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
                return await Record.ExceptionAsync(() => world.PublishAsync(request => request with { Image = image, Source = isOther ? ImageLocation.ForFiles(files["other"]) : request.Source }));
            })));

            Assert.True(
                results.Count(result => result is null) == 1 && results.Count(result => result is PlimsollException { Kind: ErrorKind.Conflict }) == 1,
                $"round {round}: {string.Join("\n\n", results.Select(result => result?.ToString() ?? "published"))}");
        }
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
