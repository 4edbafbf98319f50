using Plimsoll.IntegrationTests.Docker;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Archives;
using Plimsoll.Oci.Storage.Engine;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Publishing;

/// <summary>Two publishers of the same version with different content, of which the engine pushes at least one.</summary>
[Collection(SharedDocker.Name)]
public class ConcurrentEnginePublishTests(DockerFixture docker)
{
    private static readonly string[] Tags = ["2.1.0", "2.1", "2", "latest"];

    [Theory]
    [InlineData(PublishVia.Engine)]
    [InlineData(PublishVia.Direct)]
    public async Task Of_two_that_start_at_once_exactly_one_wins(PublishVia other)
    {
        await using var world = await PublishingWorld.CreateAsync(engine: docker.Endpoint);
        using var files = new TempDirectory();
        files.Write("other/hello.txt", $"the other's, {other}");

        // docker-registry answers 500 to who looks at what is half written, on a busy machine for a while.
        world.Retry = new RetryOptions { Jitter = () => 0, MaxAttempts = 200 };

        for (var round = 0; round < 4; round++)
        {
            var image = $"acme/app-{round}";
            var (arrived, bothArrived) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            var results = await Task.WhenAll(new[] { false, true }.Select(isOther => Task.Run(async () =>
            {
                if (Interlocked.Increment(ref arrived) == 2)
                    bothArrived.SetResult();
                await bothArrived.Task;
                return await Record.ExceptionAsync(() => world.PublishAsync(request => request with
                {
                    Image = image,
                    Via = isOther ? other : PublishVia.Engine,
                    Source = isOther ? ImageLocation.ForFiles(files["other"]) : request.Source,
                }));
            })));

            Assert.True(
                results.Count(result => result is null) == 1 && results.Count(result => result is PlimsollException { Kind: ErrorKind.Conflict }) == 1,
                $"round {round}: {string.Join("\n\n", results.Select(result => result?.ToString() ?? "published"))}");
            var digests = new List<string?>();
            foreach (var tag in Tags)
                digests.Add(await world.DigestOfAsync(image, tag));
            Assert.True(digests.Distinct().Count() == 1, $"round {round}: {string.Join(", ", digests)}\n{results.Single(result => result is not null)}");
        }
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

    /// <summary>The real engine, in which another process is faster between naming an image and pushing it.</summary>
    private sealed class RenamingEngine(IImageEngine engine, string other) : IImageEngine
    {
        public string Endpoint => engine.Endpoint;

        public async ValueTask TagAsync(string nameOrId, ImageReference name, CancellationToken cancellationToken)
        {
            await engine.TagAsync(nameOrId, name, cancellationToken);
            await engine.TagAsync(other, name, cancellationToken);
        }

        public ValueTask PingAsync(CancellationToken cancellationToken) => engine.PingAsync(cancellationToken);

        public ValueTask<EngineVersion> GetVersionAsync(CancellationToken cancellationToken) => engine.GetVersionAsync(cancellationToken);

        public ValueTask<EngineImage?> InspectAsync(string nameOrId, CancellationToken cancellationToken) => engine.InspectAsync(nameOrId, cancellationToken);

        public ValueTask<IReadOnlyList<EngineHistoryEntry>> GetHistoryAsync(string nameOrId, CancellationToken cancellationToken) => engine.GetHistoryAsync(nameOrId, cancellationToken);

        public ValueTask<Digest> LoadAsync(IImageSource source, ManifestContent manifest, IReadOnlyList<ImageReference> names, CancellationToken cancellationToken) => engine.LoadAsync(source, manifest, names, cancellationToken);

        public ValueTask<ImageArchive> OpenAsync(string nameOrId, CancellationToken cancellationToken) => engine.OpenAsync(nameOrId, cancellationToken);

        public ValueTask<bool> UntagAsync(ImageReference name, CancellationToken cancellationToken) => engine.UntagAsync(name, cancellationToken);

        public ValueTask<Digest> PushAsync(ImageReference name, EngineCredentials? credentials, IProgress<EngineProgress>? progress, CancellationToken cancellationToken) => engine.PushAsync(name, credentials, progress, cancellationToken);
    }
}
