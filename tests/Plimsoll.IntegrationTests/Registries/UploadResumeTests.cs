using System.Net;
using System.Security.Cryptography;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Uploads;
using Plimsoll.Testing;
using Plimsoll.Testing.Faults;

namespace Plimsoll.IntegrationTests.Registries;

/// <summary>Uploads to a real registry through a proxy that breaks connections.</summary>
public class UploadResumeTests
{
    private const int Chunk = 256 * 1024;
    private const int Size = 10 * Chunk;
    private const int SixtyPercent = 6 * Chunk;

    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_large_blob_goes_in_chunks_and_a_request_without_a_body_closes_the_upload()
    {
        await using var world = await World.StartAsync();

        await world.PushAsync();

        Assert.Equal(["POST", .. Enumerable.Repeat("PATCH", 10), "PUT"], world.Proxy.Requests.Select(request => request.Method));
        Assert.Equal(Enumerable.Range(0, 10).Select(number => $"{number * Chunk}-{((number + 1) * Chunk) - 1}"), world.Proxy.Requests.Skip(1).Take(10).Select(request => request.ContentRange));
        await world.AssertStoredAsync();
    }

    [Fact]
    public async Task An_upload_cut_at_a_chunk_boundary_goes_on_at_the_offset()
    {
        await using var world = await World.StartAsync();
        world.FailOnce(Fault.BeforeRequest, request => Begins(request, SixtyPercent));

        await world.PushAsync();

        await world.AssertStoredAsync();
        Assert.Equal(Size, world.Proxy.BodyBytes);
        Assert.Equal([SixtyPercent], world.Resumes.Select(notice => notice.Offset));
        Assert.Single(world.Retries);
    }

    [Fact]
    public async Task The_next_process_goes_on_where_an_interrupted_one_ended()
    {
        await using var world = await World.StartAsync();
        world.Proxy.Decide = request => request.Number > 1 && (Begins(request, SixtyPercent) || request.Method == "GET") ? Fault.BeforeRequest : Fault.None;

        var failure = await Assert.ThrowsAsync<RegistryException>(world.PushAsync);
        Assert.Equal(ErrorKind.Transport, failure.Kind);
        Assert.Equal(SixtyPercent, world.Proxy.BodyBytes);
        world.Proxy.Decide = static _ => Fault.None;
        world.Proxy.Clear();
        await world.PushAsync();

        await world.AssertStoredAsync();
        Assert.Equal(Size - SixtyPercent, world.Proxy.BodyBytes);
        Assert.DoesNotContain(world.Proxy.Requests, request => request.Method == "POST");
        Assert.Equal([SixtyPercent], world.Resumes.Select(notice => notice.Offset));
        Assert.Empty(Directory.GetFiles(world.JournalFolder));
    }

    [Fact]
    public async Task A_cancelled_upload_goes_on_in_the_next_process()
    {
        await using var world = await World.StartAsync();
        using var cancelling = new CancellationTokenSource();
        world.Proxy.Decide = request =>
        {
            if (Begins(request, SixtyPercent))
                cancelling.Cancel();
            return Fault.None;
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.PushAsync(cancelling.Token));
        Assert.DoesNotContain(world.Proxy.Requests, request => request.Method == "DELETE");
        world.Proxy.Decide = static _ => Fault.None;
        await world.PushAsync();

        await world.AssertStoredAsync();
    }

    [Fact]
    public async Task Without_a_journal_the_next_process_starts_again()
    {
        await using var world = await World.StartAsync(withJournal: false);
        world.Proxy.Decide = request => Begins(request, SixtyPercent) ? Fault.BeforeRequest : Fault.None;
        await Assert.ThrowsAsync<RegistryException>(world.PushAsync);
        world.Proxy.Decide = static _ => Fault.None;
        world.Proxy.Clear();

        await world.PushAsync();

        await world.AssertStoredAsync();
        Assert.Equal(Size, world.Proxy.BodyBytes);
    }

    [Fact]
    public async Task A_registry_that_lost_the_upload_in_the_middle_of_a_chunk_gets_the_blob_again()
    {
        await using var world = await World.StartAsync();
        var hasFailed = 0;
        world.Proxy.Decide = request =>
        {
            // Left alone, this registry forgets or keeps an upload by how much of the broken chunk it has written when it is asked.
            if (request.Method == "GET")
                world.EndUpload(request);
            return Begins(request, SixtyPercent) && Interlocked.Exchange(ref hasFailed, 1) == 0 ? Fault.InsideBody : Fault.None;
        };

        await world.PushAsync();

        await world.AssertStoredAsync();
        Assert.Equal(
            ["POST", .. Enumerable.Repeat("PATCH", 7), "GET", "POST", .. Enumerable.Repeat("PATCH", 10), "PUT"],
            world.Proxy.Requests.Select(request => request.Method));
        Assert.Equal(SixtyPercent + (Chunk / 2) + Size, world.Proxy.BodyBytes);
    }

    [Fact]
    public async Task A_chunk_whose_answer_was_lost_is_never_sent_twice_into_one_upload()
    {
        await using var world = await World.StartAsync();
        world.FailOnce(Fault.BeforeAnswer, request => Begins(request, SixtyPercent));

        await world.PushAsync();

        await world.AssertStoredAsync();
    }

    [Fact]
    public async Task A_blob_whose_last_answer_was_lost_is_there_and_not_sent_again()
    {
        await using var world = await World.StartAsync();
        world.FailOnce(Fault.BeforeAnswer, request => request.Method == "PUT");

        await world.PushAsync();

        await world.AssertStoredAsync();
        Assert.Equal(Size, world.Proxy.BodyBytes);
    }

    [Theory]
    [InlineData(FaultKind.BeforeRequest)]
    [InlineData(FaultKind.InsideBody)]
    [InlineData(FaultKind.BeforeAnswer)]
    public async Task A_fault_at_any_request_is_survived(FaultKind fault)
    {
        // POST, ten chunks, PUT; the requests that a fault adds come behind the one that failed.
        for (var number = 1; number <= 12; number++)
        {
            await using var world = await World.StartAsync();
            world.FailOnce(new Fault(fault), request => request.Number == number);

            await world.PushAsync();

            await world.AssertStoredAsync();
        }
    }

    [Fact]
    public async Task A_line_that_breaks_again_and_again_ends_after_some_attempts()
    {
        await using var world = await World.StartAsync();
        world.Proxy.Decide = request => Begins(request, SixtyPercent) ? Fault.InsideBody : Fault.None;

        var failure = await Assert.ThrowsAsync<RegistryException>(world.PushAsync);

        Assert.Equal(ErrorKind.Transport, failure.Kind);
        Assert.Equal(3, world.Proxy.Requests.Count(request => request.Method == "POST"));
    }

    private static bool Begins(ProxiedRequest request, long offset) => request.ContentRange?.StartsWith($"{offset}-", StringComparison.Ordinal) == true;

    /// <summary>A registry, the proxy before it and the journal of a user; each push is that of a new process.</summary>
    private sealed class World(SharedRegistry server, FaultProxy proxy, bool withJournal) : IAsyncDisposable
    {
        private readonly TempDirectory _state = new();
        private readonly byte[] _content = RandomNumberGenerator.GetBytes(Size);

        public FaultProxy Proxy => proxy;

        public string JournalFolder => Path.Combine(_state.Path, "uploads");

        public List<ResumeNotice> Resumes { get; } = [];

        public List<RetryNotice> Retries { get; } = [];

        private Descriptor Blob => new(MediaTypes.OciLayer, Digest.Sha256(_content), Size);

        public static async Task<World> StartAsync(bool withJournal = true)
        {
            var server = await SharedRegistry.OpenAsync();
            return new World(server, FaultProxy.Start(server.Host), withJournal);
        }

        public void FailOnce(Fault fault, Predicate<ProxiedRequest> at)
        {
            var hasFailed = 0;
            proxy.Decide = request => at(request) && Interlocked.Exchange(ref hasFailed, 1) == 0 ? fault : Fault.None;
        }

        /// <summary>Lets the registry forget the upload that a request is about.</summary>
        public void EndUpload(ProxiedRequest request)
        {
            using var client = new HttpClient();
            using var end = new HttpRequestMessage(HttpMethod.Delete, $"http://{server.Host}{request.Target}");
            using var response = client.Send(end);
            Assert.True(response.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.NotFound, $"{response.StatusCode}");
        }

        public Task PushAsync() => PushAsync(None);

        public async Task PushAsync(CancellationToken cancellationToken)
        {
            using var client = new RegistryClient(new RegistryClientOptions
            {
                PlainHttp = _ => true,
                ChunkedUploadFrom = 2 * Chunk,
                ChunkSize = Chunk,
                Journal = withJournal ? new UploadJournal(JournalFolder, TimeProvider.System) : null,
                Retry = new RetryOptions { MaxAttempts = 3, BaseDelay = TimeSpan.FromMilliseconds(1) },
                Resumes = new Collector<ResumeNotice>(Resumes),
                Retries = new Collector<RetryNotice>(Retries),
            });
            await client.Repository(ImageReference.Parse($"{proxy.Host}/{server.Name("acme/big")}")).PutBlobAsync(Blob, _ => new(new MemoryStream(_content)), cancellationToken);
        }

        public async Task AssertStoredAsync()
        {
            using var client = new RegistryClient();
            await using var stored = await client.Repository(ImageReference.Parse($"{server.Root}/acme/big")).OpenBlobAsync(Blob, None);
            using var read = new MemoryStream();
            await stored.CopyToAsync(read);
            Assert.True(read.ToArray().AsSpan().SequenceEqual(_content));
        }

        public async ValueTask DisposeAsync()
        {
            await proxy.DisposeAsync();
            _state.Dispose();
        }
    }

    private sealed class Collector<T>(List<T> values) : IProgress<T>
    {
        public void Report(T value)
        {
            lock (values)
                values.Add(value);
        }
    }
}
