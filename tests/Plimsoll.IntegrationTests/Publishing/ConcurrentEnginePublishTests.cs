using Plimsoll.IntegrationTests.Docker;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Engine;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Publishing;

/// <summary>Publishers of the same version with different content, of which the engine pushes at least one.</summary>
[Collection(SharedDocker.Name)]
public class ConcurrentEnginePublishTests(DockerFixture docker)
{
    /// <summary>As many as cost seconds; the variable asks for more.</summary>
    private static readonly int Rounds = int.TryParse(Environment.GetEnvironmentVariable("PLIMSOLL_TEST_RACE_ROUNDS"), out var rounds) ? rounds : 3;

    /// <summary>docker-registry answers 500 to who looks at what is half written, on a busy machine for a while.</summary>
    private static readonly RetryOptions Patient = new() { Jitter = () => 0, MaxAttempts = 2000 };

    /// <summary>Of one commit the others keep the image that is first, as far as labels tell; else they end with a conflict.</summary>
    [Theory]
    [InlineData(2, PublishVia.Engine, true, true)]
    [InlineData(2, PublishVia.Engine, true, false)]
    [InlineData(2, PublishVia.Engine, false, true)]
    [InlineData(2, PublishVia.Engine, false, false)]
    [InlineData(2, PublishVia.Direct, true, true)]
    [InlineData(2, PublishVia.Direct, true, false)]
    [InlineData(2, PublishVia.Direct, false, true)]
    [InlineData(2, PublishVia.Direct, false, false)]
    [InlineData(4, PublishVia.Direct, true, true)]
    [InlineData(4, PublishVia.Direct, false, false)]
    public async Task Of_several_that_publish_one_version_at_once_one_image_is_what_every_promised_tag_names(int publishers, PublishVia others, bool hasLabels, bool isOneCommit)
    {
        await using var world = await PublishingWorld.CreateAsync(engine: docker.Endpoint);
        using var other = GitRepository.Released("Another commit with that version");
        using var folder = new TempDirectory();
        world.Retry = Patient;

        for (var round = 0; round < Rounds; round++)
        {
            var image = $"acme/app-{round}";
            var requests = new List<Func<PublishRequest, PublishRequest>>();
            for (var number = 0; number < publishers; number++)
            {
                var repository = isOneCommit || number % 2 == 0 ? world.Repository.Path : other.Path;
                var head = isOneCommit || number % 2 == 0 ? world.Repository.Head : other.Head;
                var source = await WriteAsync(folder[$"{round}-{number}"], $"{round} {number} {others} {hasLabels} {isOneCommit}", hasLabels ? head : null);
                var via = number % 2 == 0 ? PublishVia.Engine : others;
                requests.Add(request => request with { Image = image, Via = via, Source = source, RepositoryPath = repository });
            }

            var (arrived, allArrived) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            var results = await Task.WhenAll(requests.Select(change => Task.Run(async () =>
            {
                if (Interlocked.Increment(ref arrived) == publishers)
                    allArrived.SetResult();
                await allArrived.Task;
                ImageReceipt? receipt = null;
                var failure = await Record.ExceptionAsync(async () => receipt = await world.PublishAsync(change));
                return (Receipt: receipt, Failure: failure);
            })));

            var all = $"round {round}: {string.Join("\n\n", results.Select(result => result.Failure?.ToString() ?? string.Join(", ", result.Receipt!.Tags.Select(tag => $"{tag.Tag} {tag.Action} {tag.After.Hex[..8]}"))))}";
            Assert.True(results.All(result => result.Failure is null or PlimsollException { Kind: ErrorKind.Conflict }), all);
            var done = results.Select(result => result.Receipt).OfType<ImageReceipt>().ToList();
            var winner = done.Select(receipt => receipt.Digest).Distinct().ToList();
            Assert.True(winner.Count == 1 && done.Count == (hasLabels && isOneCommit ? publishers : winner.Count), all);
            foreach (var tag in done.SelectMany(receipt => receipt.Tags).Select(tag => tag.Tag).Distinct())
                Assert.True(winner[0]!.ToString() == await world.DigestOfAsync(image, tag), $"{tag} names {await world.DigestOfAsync(image, tag)}\n{all}");
        }
    }

    /// <summary>Of identical content nobody is told of a conflict, whichever way it goes.</summary>
    [Fact]
    public async Task The_same_image_at_once_through_the_engine_and_directly_ends_well_with_one_manifest()
    {
        await using var world = await PublishingWorld.CreateAsync(engine: docker.Endpoint);
        using var folder = new TempDirectory();
        world.Retry = Patient;
        for (var round = 0; round < Rounds; round++)
        {
            var image = $"acme/same-{round}";
            var source = await WriteAsync(folder[$"{round}"], $"the same {round}", commit: null);

            var receipts = await Task.WhenAll(new[] { PublishVia.Engine, PublishVia.Direct }.Select(via => Task.Run(() => world.PublishAsync(request => request with { Image = image, Via = via, Source = source }))));

            var digests = new List<string?>();
            foreach (var tag in receipts[0].Tags)
                digests.Add(await world.DigestOfAsync(image, tag.Tag));
            Assert.True(digests.Distinct().Count() == 1, $"round {round}: {string.Join(", ", digests)}");
            Assert.All(receipts, receipt => Assert.Equal(digests[0], receipt.Digest!.ToString()));
        }
    }

    /// <summary>An image in a layout; without labels nothing tells of which commit it is.</summary>
    private static async Task<ImageLocation> WriteAsync(string path, string content, string? commit)
    {
        var labels = commit is null ? null : new Dictionary<string, string> { [ImageLabels.Revision] = commit, [ImageLabels.Version] = "2.1.0" };
        var image = InMemoryImage.Create(labels, ("whose", content));
        var layout = OciLayout.OpenOrCreate(path);
        await ImageCopier.CopyAsync(image, image.Manifest, layout, null, CancellationToken.None);
        await layout.PutManifestAsync(image.Manifest, "x", CancellationToken.None);
        return ImageLocation.ForLayout(path, "x");
    }

    /// <summary>The engine has one name for both, and pushes whatever it names at that moment.</summary>
    [Fact]
    public async Task An_engine_that_pushed_what_another_process_gave_the_name_to_is_found_out()
    {
        await using var world = await PublishingWorld.CreateAsync(engine: docker.Endpoint);
        var (ours, theirs) = (InMemoryImage.Create(null, ("whose", "ours")), InMemoryImage.Create(null, ("whose", "theirs")));
        foreach (var (image, name) in new[] { (ours, "ours"), (theirs, "theirs") })
            await docker.Engine.LoadAsync(image, image.Manifest, [ImageReference.Parse($"local/{name}:1")], CancellationToken.None);
        var engine = new RenamingEngine(docker.Engine, "local/theirs:1");
        world.ConnectEngine = () => engine;

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.PublishAsync(request => request with { Via = PublishVia.Engine, Source = ImageLocation.Parse("docker-daemon:local/ours:1") }));

        Assert.Equal(ErrorKind.Conflict, exception.Kind);
        Assert.Contains("another process", exception.Message, StringComparison.Ordinal);
        Assert.Null(await world.DigestAsync("latest"));
    }

    [Fact]
    public async Task A_push_that_the_registry_answered_with_a_server_error_is_tried_again_as_often_as_any_request()
    {
        await using var world = await PublishingWorld.CreateAsync(engine: docker.Endpoint);
        using var folder = new TempDirectory();
        var source = await WriteAsync(folder["image"], "tried again", commit: null);
        var engine = new FailingEngine(docker.Engine) { Failures = 2 };
        world.ConnectEngine = () => engine;
        world.Retry = new RetryOptions { Jitter = () => 0, MaxAttempts = 3 };

        await world.PublishAsync(request => request with { Via = PublishVia.Engine, Source = source });

        Assert.NotNull(await world.DigestAsync("2.1.0"));
        Assert.True(engine.Failures <= 0);

        engine.Failures = 3;
        var exception = await Assert.ThrowsAsync<TransientPushException>(() => world.PublishAsync(request => request with { Image = "acme/other", Via = PublishVia.Engine, Source = source }));
        Assert.Contains("500 Internal Server Error", exception.Message, StringComparison.Ordinal);
        Assert.Null(await world.DigestOfAsync("acme/other", "2.1.0"));
    }

    /// <summary>The real engine, in which another process is faster between naming an image and pushing it.</summary>
    private sealed class RenamingEngine(IImageEngine engine, string other) : DelegatingEngine(engine)
    {
        public override async ValueTask TagAsync(string nameOrId, ImageReference name, CancellationToken cancellationToken)
        {
            await base.TagAsync(nameOrId, name, cancellationToken);
            await base.TagAsync(other, name, cancellationToken);
        }
    }

    /// <summary>The real engine, before a registry that fails at first.</summary>
    private sealed class FailingEngine(IImageEngine engine) : DelegatingEngine(engine)
    {
        public required int Failures { get; set; }

        public override ValueTask<Digest> PushAsync(ImageReference name, EngineCredentials? credentials, IProgress<EngineProgress>? progress, CancellationToken cancellationToken) => Failures-- > 0
            ? throw new TransientPushException("received unexpected HTTP status: 500 Internal Server Error")
            : base.PushAsync(name, credentials, progress, cancellationToken);
    }
}
