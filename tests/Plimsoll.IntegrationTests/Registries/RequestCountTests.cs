using System.Security.Cryptography;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Storage;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Registries;

/// <summary>How many requests a copy costs, counted on their way to a real registry.</summary>
public class RequestCountTests
{
    /// <summary>The question whether the image is there, and its manifest.</summary>
    private const int Root = 2;

    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_missing_small_blob_costs_two_requests()
    {
        var server = await SharedRegistry.OpenAsync();
        var log = new RequestLog(server);
        using var client = new RegistryClient(new RegistryClientOptions { Transport = log.Wrap });
        var image = ManyBlobs(40, 1000);

        var report = await ImageCopier.CopyAsync(image, image.Manifest, Repository(client, server, "acme/app"), null, None);

        Assert.All(report.Blobs, copy => Assert.Equal(BlobOutcome.Sent, copy.Outcome));
        Assert.Equal((2 * report.Blobs.Count) + Root, log.Lines.Count);
        Assert.DoesNotContain(log.Lines, line => line.Contains("/blobs/", StringComparison.Ordinal) && line.StartsWith("HEAD", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(6, 300_000)]
    [InlineData(3, 9_000_000)]
    public async Task A_missing_large_blob_costs_two_requests_from_the_first_on(int count, int size)
    {
        var server = await SharedRegistry.OpenAsync();
        var log = new RequestLog(server);
        using var client = new RegistryClient(new RegistryClientOptions { Transport = log.Wrap });
        var image = ManyBlobs(count, size);

        var report = await ImageCopier.CopyAsync(image, image.Manifest, Repository(client, server, "acme/app"), null, None);

        Assert.All(report.Blobs, copy => Assert.Equal(BlobOutcome.Sent, copy.Outcome));
        Assert.Equal((2 * report.Blobs.Count) + Root, log.Lines.Count);
    }

    [Fact]
    public async Task A_new_layer_on_old_ones_costs_one_request_for_each_of_those_and_two_for_itself()
    {
        var server = await SharedRegistry.OpenAsync();
        var old = ManyBlobs(8, 100_000);
        using (var first = new RegistryClient())
            await ImageCopier.CopyAsync(old, old.Manifest, Repository(first, server, "acme/app"), null, None);
        var log = new RequestLog(server);
        using var client = new RegistryClient(new RegistryClientOptions { Transport = log.Wrap });
        var image = old.With(100_000);

        var report = await ImageCopier.CopyAsync(image, image.Manifest, Repository(client, server, "acme/app"), null, None);

        // The new layer, and the configuration that lists it.
        Assert.Equal(2, report.Blobs.Count(copy => copy.Outcome == BlobOutcome.Sent));
        Assert.Equal(8, report.Blobs.Count(copy => copy.Outcome == BlobOutcome.Present));
        Assert.Equal(8 + (2 * 2) + Root, log.Lines.Count);
    }

    [Fact]
    public async Task An_unchanged_image_costs_one_request()
    {
        var server = await SharedRegistry.OpenAsync();
        var image = ManyBlobs(12, 1000);
        using (var first = new RegistryClient())
            await ImageCopier.CopyAsync(image, image.Manifest, Repository(first, server, "acme/app"), null, None);
        var log = new RequestLog(server);
        using var client = new RegistryClient(new RegistryClientOptions { Transport = log.Wrap });

        var report = await ImageCopier.CopyAsync(image, image.Manifest, Repository(client, server, "acme/app"), null, None);

        Assert.Equal([$"HEAD /v2/acme/app/manifests/{image.Manifest.Descriptor.Digest}"], log.Lines);
        Assert.Equal(13, report.Blobs.Count(copy => copy.Outcome == BlobOutcome.Present));
    }

    [Fact]
    public async Task Small_blobs_that_are_there_cost_one_request_once_the_registry_is_known()
    {
        var server = await SharedRegistry.OpenAsync();
        var old = ManyBlobs(12, 1000);
        using (var first = new RegistryClient())
            await ImageCopier.CopyAsync(old, old.Manifest, Repository(first, server, "acme/app"), null, None);
        var log = new RequestLog(server);
        using var client = new RegistryClient(new RegistryClientOptions { Transport = log.Wrap });
        var image = old.With(1000);

        var report = await ImageCopier.CopyAsync(image, image.Manifest, Repository(client, server, "acme/app"), new CopyOptions { Parallelism = 1 }, null, None);

        // Until the registry is known, its first answer to a blob in the POST is that it opened a session: that blob is sent,
        // like the new layer and the configuration.
        Assert.Equal(3, report.Blobs.Count(copy => copy.Outcome == BlobOutcome.Sent));
        Assert.Equal(11, report.Blobs.Count(copy => copy.Outcome == BlobOutcome.Present));
        Assert.Equal((3 * 2) + 11 + Root, log.Lines.Count);
    }

    [Fact]
    public async Task What_this_client_sent_before_costs_no_request()
    {
        var server = await SharedRegistry.OpenAsync();
        var log = new RequestLog(server);
        using var client = new RegistryClient(new RegistryClientOptions { Transport = log.Wrap });
        var image = ManyBlobs(3, 1000);
        var repository = Repository(client, server, "acme/app");
        await ImageCopier.CopyAsync(image, image.Manifest, repository, null, None);
        log.Clear();

        var report = await ImageCopier.CopyAsync(image, image.Manifest, repository, null, None);

        Assert.All(report.Blobs, copy => Assert.Equal(BlobOutcome.Present, copy.Outcome));
        Assert.Single(log.Lines);
    }

    [Fact]
    public async Task Blobs_are_mounted_from_a_candidate_with_one_request_each()
    {
        var server = await SharedRegistry.OpenAsync();
        var image = ManyBlobs(5, 100_000);
        using (var first = new RegistryClient())
            await ImageCopier.CopyAsync(image, image.Manifest, Repository(first, server, "acme/base"), null, None);
        var log = new RequestLog(server);
        using var client = new RegistryClient(new RegistryClientOptions { Transport = log.Wrap });

        var report = await ImageCopier.CopyAsync(image, image.Manifest, Repository(client, server, "acme/app"), new CopyOptions { MountFrom = [server.Name("acme/base")] }, null, None);

        Assert.All(report.Blobs, copy => Assert.Equal(BlobOutcome.Mounted, copy.Outcome));
        Assert.Equal(report.Blobs.Count + Root, log.Lines.Count);
    }

    [Fact]
    public async Task A_copy_within_one_registry_reads_and_sends_no_blob()
    {
        var server = await SharedRegistry.OpenAsync();
        var image = ManyBlobs(5, 100_000);
        using (var first = new RegistryClient())
            await ImageCopier.CopyAsync(image, image.Manifest, Repository(first, server, "acme/staging"), null, None);
        var log = new RequestLog(server);
        using var client = new RegistryClient(new RegistryClientOptions { Transport = log.Wrap });

        var report = await ImageCopier.CopyAsync(Repository(client, server, "acme/staging"), image.Manifest, Repository(client, server, "acme/app"), null, None);

        Assert.Equal(0, report.BytesSent);
        Assert.DoesNotContain(log.Lines, line => line.StartsWith("GET", StringComparison.Ordinal) && line.Contains("/blobs/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Looking_for_referrers_costs_one_request_a_manifest_one_more_for_the_first_and_three_an_image_for_cosigns_tags()
    {
        var server = await SharedRegistry.OpenAsync();
        var index = InMemoryIndex.Create("linux/amd64", "linux/arm64");
        using (var first = new RegistryClient())
            await ImageCopier.CopyAsync(index, index.Manifest, Repository(first, server, "acme/staging"), null, None);
        var log = new RequestLog(server);
        using var client = new RegistryClient(new RegistryClientOptions { Transport = log.Wrap });
        var (from, to) = (Repository(client, server, "acme/staging"), Repository(client, server, "acme/app"));

        await ImageCopier.CopyAsync(from, index.Manifest, to, new CopyOptions { Referrers = false }, null, None);
        Assert.DoesNotContain(log.Lines, line => line.Contains("sha256-", StringComparison.Ordinal));
        log.Clear();
        await ReferrerCopier.CopyAsync(from, await ImageCopier.CollectAsync(index, index.Manifest, None), unwritten: null, to, new CopyOptions(), null, None);

        // Two images, their index and an attestation, which nobody signs by itself.
        Assert.Equal(4 + 1 + (3 * 3), log.Lines.Count);
    }

    [Fact]
    public async Task Copies_that_run_at_once_send_a_shared_blob_once()
    {
        var server = await SharedRegistry.OpenAsync();
        var log = new RequestLog(server);
        using var client = new RegistryClient(new RegistryClientOptions { Transport = log.Wrap });
        var image = ManyBlobs(4, 200_000);

        var reports = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ImageCopier.CopyAsync(image, image.Manifest, Repository(client, server, "acme/app"), null, None)));

        var blobs = reports[0].Blobs.Count;
        Assert.Equal(blobs, reports.Sum(report => report.Blobs.Count(copy => copy.Outcome == BlobOutcome.Sent)));
        Assert.Equal(blobs, log.Lines.Count(line => line.StartsWith("PUT", StringComparison.Ordinal) && line.Contains("/blobs/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_registry_that_lost_a_blob_gets_it_with_the_next_copy()
    {
        await using var server = await RegistryServer.StartAsync();
        using var client = new RegistryClient();
        var image = ManyBlobs(2, 1000);
        var repository = client.Repository(ImageReference.Parse($"{server.Host}/acme/app"));
        await ImageCopier.CopyAsync(image, image.Manifest, repository, null, None);
        Directory.Delete(Path.Combine(server.DataFolder, "docker/registry/v2"), recursive: true);

        // What this client placed it takes for there, until the registry says otherwise.
        await Assert.ThrowsAsync<RegistryException>(() => ImageCopier.CopyAsync(image, image.Manifest, repository, null, None));
        var report = await ImageCopier.CopyAsync(image, image.Manifest, repository, null, None);

        Assert.All(report.Blobs, copy => Assert.Equal(BlobOutcome.Sent, copy.Outcome));
        Assert.NotNull(await repository.ResolveAsync(image.Manifest.Descriptor.Digest.ToString(), None));
    }

    private static RegistryRepository Repository(RegistryClient client, SharedRegistry server, string name) =>
        client.Repository(ImageReference.Parse($"{server.Root}/{name}"));

    private static BlobImage ManyBlobs(int count, int size, int seed = 1) => new(count, size, seed);

    /// <summary>An image of so many layers of random bytes.</summary>
    private sealed class BlobImage : IImageSource
    {
        private readonly Dictionary<Digest, byte[]> _blobs = [];

        public BlobImage(int count, int size, int seed)
            : this([], count, size, seed)
        {
        }

        private BlobImage(IEnumerable<byte[]> below, int count, int size, int seed)
        {
            var random = new Random(seed);
            var layers = below.Select(bytes => Add(MediaTypes.OciLayer, bytes)).ToList();
            for (var i = 0; i < count; i++)
            {
                var bytes = new byte[size];
                random.NextBytes(bytes);
                layers.Add(Add(MediaTypes.OciLayer, bytes));
            }

            var config = Add(MediaTypes.OciConfig, System.Text.Encoding.UTF8.GetBytes($$"""{"os":"linux","architecture":"amd64","author":"{{seed}}-{{Convert.ToHexString(SHA256.HashData(_blobs[layers[^1].Digest]))}}"}"""));
            Manifest = new ImageManifest(config, layers) { MediaType = MediaTypes.OciManifest }.Serialize();
        }

        /// <summary>The same with one layer more.</summary>
        public BlobImage With(int size) => new(((ImageManifest)Manifest.Parse()).Layers.Select(layer => _blobs[layer.Digest]), 1, size, seed: 99);

        public ManifestContent Manifest { get; }

        public ValueTask<Descriptor?> ResolveAsync(string tagOrDigest, CancellationToken cancellationToken) => new(Manifest.Descriptor);

        public ValueTask<ManifestContent> GetManifestAsync(string tagOrDigest, CancellationToken cancellationToken) => new(Manifest);

        public ValueTask<Stream> OpenBlobAsync(Descriptor blob, CancellationToken cancellationToken) => new(new MemoryStream(_blobs[blob.Digest]));

        private Descriptor Add(string mediaType, byte[] bytes)
        {
            var blob = new Descriptor(mediaType, Digest.Sha256(bytes), bytes.Length);
            _blobs[blob.Digest] = bytes;
            return blob;
        }
    }
}
