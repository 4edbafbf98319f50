using System.Net;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Oci.Tests.Registries.Uploads;

/// <summary>How many requests a blob costs at registries that are not like the real one of the other tests.</summary>
public class BlobPlacementTests
{
    private const int Large = 100_000;
    private const int Small = 1000;

    private static readonly CancellationToken None = CancellationToken.None;

    private readonly Random _random = new(1);
    private readonly Dictionary<Digest, byte[]> _contents = [];

    [Fact]
    public async Task Where_a_self_mount_tells_nothing_a_missing_blob_costs_three_requests()
    {
        var server = new Server();
        var repository = Repository(server, "ghcr.io");

        Assert.Equal(BlobOutcome.Sent, await EnsureAsync(repository, NewBlob(Large)));

        Assert.Equal(["HEAD", "POST", "PUT"], server.Requests);
    }

    [Fact]
    public async Task Where_a_self_mount_tells_nothing_a_blob_that_is_there_costs_one()
    {
        var server = new Server();
        var blob = NewBlob(Large);
        server.Held.Add(blob.Digest);

        Assert.Equal(BlobOutcome.Present, await EnsureAsync(Repository(server, "ghcr.io"), blob));

        Assert.Equal(["HEAD"], server.Requests);
    }

    [Theory]
    [InlineData(HttpStatusCode.MethodNotAllowed)]
    [InlineData(HttpStatusCode.NotImplemented)]
    public async Task Where_nobody_can_ask_the_blob_is_sent(HttpStatusCode head)
    {
        var server = new Server { Head = head };

        Assert.Equal(BlobOutcome.Sent, await EnsureAsync(Repository(server, "ghcr.io"), NewBlob(Large)));
    }

    [Fact]
    public async Task Once_it_took_a_blob_with_the_POST_a_missing_one_costs_two_there()
    {
        var server = new Server { TakesSinglePost = true };
        var repository = Repository(server, "ghcr.io");
        await EnsureAsync(repository, NewBlob(Small));
        server.Requests.Clear();

        Assert.Equal(BlobOutcome.Sent, await EnsureAsync(repository, NewBlob(2 * 1024 * 1024)));

        Assert.Equal(["HEAD", "POST digest"], server.Requests);
    }

    [Theory]
    [InlineData("registry.example", 1024 * 1024, "POST digest")]
    [InlineData("ghcr.io", 1024 * 1024, "POST digest")]
    [InlineData("registry.example", (1024 * 1024) + 1, "POST mount|PUT")]
    [InlineData("ghcr.io", (1024 * 1024) + 1, "HEAD|POST digest")]
    public async Task Up_to_one_MiB_such_a_registry_gets_a_blob_with_one_request(string host, int size, string requests)
    {
        var server = new Server { TakesSinglePost = true };
        var repository = Repository(server, host);
        await EnsureAsync(repository, NewBlob(Small));
        Assert.Equal(["POST digest"], server.Requests);
        server.Requests.Clear();

        await EnsureAsync(repository, NewBlob(size));

        Assert.Equal(requests.Split('|'), server.Requests);
    }

    [Fact]
    public async Task A_registry_that_takes_no_blob_with_the_POST_is_not_tried_again()
    {
        var server = new Server();
        var repository = Repository(server, "ghcr.io");

        await EnsureAsync(repository, NewBlob(Small));
        await EnsureAsync(repository, NewBlob(Small));

        // The session of the first answer is used, and small blobs are not asked for.
        Assert.Equal(["POST digest", "PUT", "POST", "PUT"], server.Requests);
    }

    [Theory]
    [InlineData(false, "HEAD|POST|PUT")]
    [InlineData(true, "POST mount|PUT")]
    public async Task After_64_MiB_that_were_sent_unasked_one_known_blob_decides_how_presence_is_asked(bool selfMountTells, string requests)
    {
        const int count = 9;
        const int size = 8_000_000;
        var server = new Server { SelfMountTells = selfMountTells };
        var repository = Repository(server, "registry.example");
        var blobs = Enumerable.Range(0, count).Select(_ => NewBlob(size)).ToList();
        foreach (var blob in blobs)
            Assert.Equal(BlobOutcome.Sent, await EnsureAsync(repository, blob));
        Assert.Equal(Enumerable.Repeat<string[]>(["POST mount", "PUT"], count).SelectMany(pair => pair), server.Requests);
        server.Requests.Clear();

        await EnsureAsync(repository, NewBlob(Large));
        await EnsureAsync(repository, NewBlob(Large));

        // The one that decides is a mount of the last blob. Where it opened a session instead, the next blob has that.
        string[] first = selfMountTells ? ["POST mount", .. requests.Split('|')] : ["POST mount", "HEAD", "PUT"];
        Assert.Equal([.. first, .. requests.Split('|')], server.Requests);
        Assert.Contains($"mount=sha256%3A{blobs[^1].Digest.Hex}&from=acme%2Fapp", server.Queries[count * 2], StringComparison.Ordinal);
    }

    private async Task<BlobOutcome> EnsureAsync(RegistryRepository repository, Descriptor blob) =>
        (await repository.EnsureBlobAsync(blob, [], _ => new(new MemoryStream(_contents[blob.Digest])), None)).Outcome;

    private static RegistryRepository Repository(Server server, string host) =>
        new RegistryClient(new RegistryClientOptions { Transport = _ => server }).Repository(ImageReference.Parse($"{host}/acme/app"));

    private Descriptor NewBlob(int size)
    {
        var content = new byte[size];
        _random.NextBytes(content);
        var blob = new Descriptor(MediaTypes.OciLayer, Digest.Sha256(content), size);
        _contents[blob.Digest] = content;
        return blob;
    }

    /// <summary>A registry that keeps the digests of what it is sent.</summary>
    private sealed class Server : HttpMessageHandler
    {
        public List<string> Requests { get; } = [];

        public List<string> Queries { get; } = [];

        public HashSet<Digest> Held { get; } = [];

        public bool TakesSinglePost { get; init; }

        public bool SelfMountTells { get; init; }

        /// <summary>The answer to every HEAD, or <c>null</c>.</summary>
        public HttpStatusCode? Head { get; init; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var query = request.RequestUri!.Query;
            _ = Digest.TryParse(WebUtility.UrlDecode(query.Length > 0 ? query.Split('=', '&')[1] : request.RequestUri.Segments[^1]), out var digest);
            Requests.Add($"{request.Method} {(request.Method == HttpMethod.Post ? query.TrimStart('?').Split('=')[0] : "")}".TrimEnd());
            Queries.Add(query);
            var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
            var isDone = request.Method.Method switch
            {
                "HEAD" => Held.Contains(digest!),
                "PUT" => Take(digest!, body),
                _ when query.StartsWith("?digest=", StringComparison.Ordinal) => TakesSinglePost && Take(digest!, body),
                _ => SelfMountTells && digest is not null && Held.Contains(digest),
            };
            var response = ScriptedHandler.Answer(
                request.Method == HttpMethod.Head ? Head is { } head ? head : isDone ? HttpStatusCode.OK : HttpStatusCode.NotFound : isDone ? HttpStatusCode.Created : HttpStatusCode.Accepted,
                headers: isDone ? [] : [("Location", "/v2/acme/app/blobs/uploads/1")]);
            response.RequestMessage = request;
            return response;
        }

        private bool Take(Digest digest, byte[] body) => digest.Matches(body) && (Held.Add(digest) || true);
    }
}
