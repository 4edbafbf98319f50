using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Time.Testing;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Registries.Uploads;
using Plimsoll.Oci.Storage;
using Plimsoll.Testing;
using static Plimsoll.Oci.Tests.Registries.ScriptedHandler;

namespace Plimsoll.Oci.Tests.Registries;

/// <summary>Sessions that something else opened, that end early, or that lead elsewhere.</summary>
public sealed class UploadSessionTests : IDisposable
{
    private const int Chunk = 1000;

    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempDirectory _folder = new();

    private UploadJournal Journal => new(_folder["uploads"], TimeProvider.System);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_session_that_a_mount_opened_has_the_registrys_minimum_of_a_chunk()
    {
        var server = new UploadServer { SessionHeaders = [("OCI-Chunk-Min-Length", "4000")] };
        var repository = Repository(server);
        var blob = Blob(10 * Chunk);

        await repository.TryMountBlobAsync(blob, "acme/base", None);
        await PutAsync(repository, blob);

        Assert.Equal(["POST", "PATCH 0-3999", "PATCH 4000-7999", "PATCH 8000-9999", "PUT"], server.Requests);
    }

    [Theory]
    [InlineData("9999999999999999999999")]
    [InlineData("-4000")]
    [InlineData("much")]
    [InlineData("")]
    public async Task A_minimum_that_is_no_number_counts_as_none(string minimum)
    {
        var server = new UploadServer { SessionHeaders = [("OCI-Chunk-Min-Length", minimum)] };

        await PutAsync(Repository(server), Blob(3 * Chunk));

        Assert.Equal(["POST", "PATCH 0-999", "PATCH 1000-1999", "PATCH 2000-2999", "PUT"], server.Requests);
    }

    [Fact]
    public async Task A_minimum_beyond_the_blob_sends_it_whole()
    {
        var server = new UploadServer { SessionHeaders = [("OCI-Chunk-Min-Length", "9000000000000000000")] };

        await PutAsync(Repository(server), Blob(3 * Chunk));

        Assert.Equal(["POST", "PUT"], server.Requests);
    }

    [Theory]
    [InlineData(0, "POST|PUT")]
    [InlineData(1, "POST|PUT")]
    [InlineData((2 * Chunk) - 1, "POST|PUT")]
    [InlineData(2 * Chunk, "POST|PATCH 0-999|PATCH 1000-1999|PUT")]
    [InlineData((2 * Chunk) + 1, "POST|PATCH 0-999|PATCH 1000-1999|PATCH 2000-2000|PUT")]
    public async Task Blobs_at_the_edges_of_chunks_arrive_whole(int size, string requests)
    {
        var server = new UploadServer();

        await PutAsync(Repository(server), Blob(size));

        Assert.Equal(requests.Split('|'), server.Requests);
        Assert.Equal(Content(size), server.Content);
    }

    [Fact]
    public async Task A_session_that_is_not_needed_stays_for_the_next_blob()
    {
        var isBroken = true;
        var server = new UploadServer
        {
            Answer = request => isBroken && request.Method == HttpMethod.Put ? Answer(HttpStatusCode.ServiceUnavailable)
                : request.RequestUri!.Query.Contains("mount=", StringComparison.Ordinal) ? Answer(HttpStatusCode.Accepted, headers: ("Location", "/v2/acme/app/blobs/uploads/2"))
                : null,
        };
        var large = Blob(3 * Chunk);
        await Assert.ThrowsAsync<RegistryException>(() => PutAsync(Repository(server, Journal), large));
        isBroken = false;
        server.Requests.Clear();
        var repository = Repository(server, Journal);

        Assert.False(await repository.TryMountBlobAsync(large, "acme/base", None));
        await PutAsync(repository, large);
        await PutAsync(repository, Blob(10));

        // The mount opened one, the large blob went on in its own, and so the small one has that of the mount.
        Assert.Equal(["POST", "GET", "PUT", "PUT"], server.Requests);
    }

    [Fact]
    public async Task A_registry_that_wants_fewer_requests_is_not_sent_the_blob_when_the_mount_has_failed()
    {
        var script = new ScriptedHandler(_ => Answer(HttpStatusCode.TooManyRequests));

        var failure = await Assert.ThrowsAsync<RegistryException>(async () =>
            await Repository(script).EnsureBlobAsync(Blob(10), ["acme/base"], _ => new(new MemoryStream(Content(10))), None));

        Assert.Equal(3, failure.Attempts);
        Assert.Equal(3, script.Requests.Count);
    }

    [Fact]
    public async Task A_source_that_may_come_back_leaves_the_upload_to_the_next_process()
    {
        var server = new UploadServer();
        var blob = Blob(5 * Chunk);
        var failure = await Assert.ThrowsAsync<RegistryException>(async () =>
            await Repository(server, Journal).PutBlobAsync(blob, _ => new(new BreakingStream(Content(5 * Chunk), 2500, SourceBroke())), None));
        Assert.Contains("source.example", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("DELETE", server.Requests);
        server.Requests.Clear();

        await PutAsync(Repository(server, Journal), blob);

        Assert.Equal(["GET", "PATCH 2000-2999", "PATCH 3000-3999", "PATCH 4000-4999", "PUT"], server.Requests);
        Assert.Equal(Content(5 * Chunk), server.Content);
    }

    [Fact]
    public async Task A_source_that_breaks_ends_the_session_that_nobody_will_continue()
    {
        var server = new UploadServer();

        await Assert.ThrowsAsync<RegistryException>(async () =>
            await Repository(server).PutBlobAsync(Blob(5 * Chunk), _ => new(new BreakingStream(Content(5 * Chunk), 2500, SourceBroke())), None));
        await Assert.ThrowsAsync<FileNotFoundException>(async () =>
            await Repository(server, Journal).PutBlobAsync(Blob(5 * Chunk), _ => new(new BreakingStream(Content(5 * Chunk), 2500, new FileNotFoundException())), None));

        Assert.Equal(2, server.Requests.Count(request => request == "DELETE"));
        Assert.Empty(Directory.GetFiles(_folder["uploads"]));
    }

    [Fact]
    public async Task Blobs_that_a_registry_without_chunks_refuses_at_the_same_time_all_go_whole()
    {
        var server = new ChunklessServer(3);
        var repository = Repository(server);

        await Task.WhenAll(Enumerable.Range(5, 3).Select(number => PutAsync(repository, Blob(number * Chunk))));

        Assert.Equal([5 * Chunk, 6 * Chunk, 7 * Chunk], server.Stored.Order());
    }

    [Theory]
    [InlineData(Chunk, "POST|PUT|PUT")]
    [InlineData(3 * Chunk, "POST|PATCH 0-999|PATCH 0-999|PATCH 1000-1999|PATCH 2000-2999|PUT")]
    public async Task A_request_that_came_too_soon_was_not_taken_and_is_sent_again_into_its_session(int size, string requests)
    {
        var refusals = 0;
        var server = new UploadServer { Answer = request => request.Method != HttpMethod.Post && refusals++ == 0 ? Answer(HttpStatusCode.TooManyRequests) : null };

        await PutAsync(Repository(server), Blob(size));

        Assert.Equal(requests.Split('|'), server.Requests);
        Assert.Equal(Content(size), server.Content);
    }

    [Fact]
    public async Task A_registry_that_always_wants_fewer_requests_is_asked_as_often_as_is_allowed()
    {
        var server = new UploadServer { Answer = request => request.Method == HttpMethod.Put ? Answer(HttpStatusCode.TooManyRequests) : null };

        var failure = await Assert.ThrowsAsync<RegistryException>(() => PutAsync(Repository(server), Blob(Chunk)));

        Assert.Equal(3, failure.Attempts);
        Assert.Equal(["POST", "PUT", "PUT", "PUT", "DELETE"], server.Requests);
    }

    [Fact]
    public async Task Content_that_a_broken_request_still_waits_for_is_closed_when_it_comes()
    {
        var (opened, closed) = (0, 0);
        var source = new TaskCompletionSource();
        Task? abandoned = null;
        var server = new UploadServer
        {
            Answer = request =>
            {
                if (request.Method != HttpMethod.Put || abandoned is not null)
                    return null;

                // The connection breaks while the body waits for its source, and nobody waits for the body.
                abandoned = request.Content!.CopyToAsync(Stream.Null, None);
                throw new IOException("The connection broke.");
            },
        };

        await Repository(server).PutBlobAsync(Blob(Chunk), async _ =>
        {
            if (++opened == 1)
                await source.Task;
            return new ClosingStream(Content(Chunk), () => closed++);
        }, None);
        Assert.Equal((2, 1), (opened, closed));
        source.SetResult();
        await abandoned!;

        Assert.Equal((2, 2), (opened, closed));
        Assert.Equal(Content(Chunk), server.Content);
    }

    [Fact]
    public async Task A_source_that_takes_its_time_is_no_silence_of_the_registry()
    {
        var clock = new FakeTimeProvider();
        var server = new UploadServer();
        var source = new TaskCompletionSource<Stream>();
        var isOpening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var repository = new RegistryClient(Options(server) with { TimeProvider = clock }).Repository(ImageReference.Parse("registry.example/acme/app"));

        var push = repository.PutBlobAsync(Blob(10), async token =>
        {
            isOpening.TrySetResult();
            return await source.Task.WaitAsync(token);
        }, None).AsTask();
        await isOpening.Task;
        clock.Advance(TimeSpan.FromMinutes(2));
        source.SetResult(new MemoryStream(Content(10)));
        await push;

        Assert.Equal(["POST", "PUT"], server.Requests);
    }

    [Fact]
    public async Task A_registry_that_takes_no_more_bytes_is_given_up_although_the_source_took_its_time()
    {
        var clock = new FakeTimeProvider();
        var isStuck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var server = new StuckServer(isStuck);
        var repository = new RegistryClient(Options(server) with { TimeProvider = clock, Retry = RetryOptions.None }).Repository(ImageReference.Parse("registry.example/acme/app"));

        var push = PutAsync(repository, Blob(10));
        await isStuck.Task;
        clock.Advance(TimeSpan.FromMinutes(2));

        var failure = await Assert.ThrowsAsync<RegistryException>(() => push);
        Assert.Contains("no data for 60 seconds", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chunk_that_came_with_an_old_token_is_sent_again_with_a_new_one()
    {
        var token = 1;
        var server = new UploadServer
        {
            Answer = request =>
            {
                if (request.RequestUri!.Host == "auth.example")
                    return Answer(HttpStatusCode.OK, $$"""{"token":"t{{token}}"}""");
                if (request.Headers.Authorization?.Parameter == $"t{token}" && !(token == 1 && IsPart(request, "1000-1999")))
                    return null;

                // It was read whole before it was refused.
                request.Content?.CopyToAsync(Stream.Null, None).GetAwaiter().GetResult();
                token = Math.Max(token, IsPart(request, "1000-1999") ? 2 : 1);
                return Answer(HttpStatusCode.Unauthorized, headers: ("WWW-Authenticate", "Bearer realm=\"https://auth.example/token\",service=\"s\""));
            },
        };

        await PutAsync(Repository(server), Blob(4 * Chunk));

        Assert.Equal(["PATCH 0-999", "PATCH 1000-1999", "GET", "PATCH 1000-1999", "PATCH 2000-2999", "PATCH 3000-3999", "PUT"], server.Requests.Skip(3));
        Assert.Equal(Content(4 * Chunk), server.Content);
    }

    [Fact]
    public async Task A_session_at_another_host_never_sees_credentials()
    {
        var seen = new List<(string Method, string Host, bool HasCredentials)>();
        var script = new ScriptedHandler(request =>
        {
            seen.Add((request.Method.Method, request.RequestUri!.Host, request.Headers.Authorization is not null));
            if (request.RequestUri.Host == "registry.example")
                return request.Headers.Authorization is null
                    ? Answer(HttpStatusCode.Unauthorized, headers: ("WWW-Authenticate", "Basic realm=\"r\""))
                    : Answer(HttpStatusCode.Accepted, headers: ("Location", "https://storage.example/session?sig=x"));

            return request.Method == HttpMethod.Get
                ? Answer(HttpStatusCode.NoContent, headers: [("Range", "0-0"), ("WWW-Authenticate", "Basic realm=\"r\"")])
                : Answer(HttpStatusCode.ServiceUnavailable, headers: ("WWW-Authenticate", "Basic realm=\"r\""));
        });
        var repository = new RegistryClient(Options(script) with { Credentials = CredentialSource.Explicit("registry.example", "ann", "s3cret") })
            .Repository(ImageReference.Parse("registry.example/acme/app"));

        await Assert.ThrowsAsync<RegistryException>(() => PutAsync(repository, Blob(3 * Chunk)));

        Assert.Equal(["DELETE", "GET", "PATCH"], seen.Where(request => request.Host == "storage.example").Select(request => request.Method).Distinct().Order());
        Assert.DoesNotContain(seen, request => request.Host == "storage.example" && request.HasCredentials);
    }

    [Fact]
    public async Task A_cancelled_upload_without_a_journal_ends_its_session()
    {
        using var cancelling = new CancellationTokenSource();
        var server = new UploadServer
        {
            Answer = request =>
            {
                if (!IsPart(request, "1000-1999"))
                    return null;
                cancelling.Cancel();
                throw new OperationCanceledException(cancelling.Token);
            },
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await Repository(server).PutBlobAsync(Blob(4 * Chunk), _ => new(new MemoryStream(Content(4 * Chunk))), cancelling.Token));

        Assert.Equal(["POST", "PATCH 0-999", "PATCH 1000-1999", "DELETE"], server.Requests);
    }

    [Fact]
    public async Task Who_waits_for_a_blob_that_another_one_gave_up_sends_it()
    {
        using var cancelling = new CancellationTokenSource();
        var isSending = new TaskCompletionSource();
        var server = new UploadServer();
        var repository = Repository(server);
        var blob = Blob(10);

        var first = repository.EnsureBlobAsync(blob, [], async token =>
        {
            isSending.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            return Stream.Null;
        }, cancelling.Token).AsTask();
        await isSending.Task;
        var second = repository.EnsureBlobAsync(blob, [], _ => new(new MemoryStream(Content(10))), None).AsTask();
        Assert.False(second.IsCompleted);
        await cancelling.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal(BlobOutcome.Sent, (await second).Outcome);
        Assert.Equal(Content(10), server.Content);
    }

    private static async Task PutAsync(RegistryRepository repository, Descriptor blob) =>
        await repository.PutBlobAsync(blob, _ => new(new MemoryStream(Content((int)blob.Size))), None);

    private static RegistryRepository Repository(HttpMessageHandler server, UploadJournal? journal = null) =>
        new RegistryClient(Options(server) with { Journal = journal }).Repository(ImageReference.Parse("registry.example/acme/app"));

    private static RegistryClientOptions Options(HttpMessageHandler server) => new()
    {
        Transport = _ => server,
        ChunkedUploadFrom = 2 * Chunk,
        ChunkSize = Chunk,
        Retry = new RetryOptions { MaxAttempts = 3, BaseDelay = TimeSpan.Zero },
    };

    private static RegistryException SourceBroke() =>
        new RegistryException(ErrorKind.Transport, "source.example", "The connection to source.example broke.") { IsTransient = true }.After(3);

    private static bool IsPart(HttpRequestMessage request, string range) =>
        request.Content?.Headers.NonValidated.TryGetValues("Content-Range", out var values) == true && values.ToString() == range;

    private static Descriptor Blob(int size) => new(MediaTypes.OciLayer, Digest.Sha256(Content(size)), size);

    private static byte[] Content(int size)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content);
        return content;
    }

    /// <summary>A registry without chunks, which refuses the first ones only when so many have come.</summary>
    private sealed class ChunklessServer(int count) : HttpMessageHandler
    {
        private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _chunks;

        /// <summary>The lengths of what it was sent whole.</summary>
        public ConcurrentBag<int> Stored { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
            if (request.Method == HttpMethod.Patch)
            {
                if (Interlocked.Increment(ref _chunks) == count)
                    _all.SetResult();
                await _all.Task.WaitAsync(cancellationToken);
                return Answer(HttpStatusCode.MethodNotAllowed);
            }

            if (request.Method == HttpMethod.Put)
                Stored.Add(body.Length);
            return Answer(request.Method == HttpMethod.Put ? HttpStatusCode.Created : HttpStatusCode.Accepted, headers: ("Location", "/v2/acme/app/blobs/uploads/1"));
        }
    }

    /// <summary>A registry that opens a session and then takes no byte.</summary>
    private sealed class StuckServer(TaskCompletionSource isStuck) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method == HttpMethod.Put)
                await request.Content!.CopyToAsync(new StuckStream(isStuck), cancellationToken);
            return Answer(HttpStatusCode.Accepted, headers: ("Location", "/v2/acme/app/blobs/uploads/1"));
        }
    }

    private sealed class StuckStream(TaskCompletionSource isStuck) : MemoryStream
    {
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            isStuck.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
    }

    /// <summary>Content that tells when it is closed.</summary>
    private sealed class ClosingStream(byte[] content, Action closed) : MemoryStream(content)
    {
        public override ValueTask DisposeAsync()
        {
            closed();
            return base.DisposeAsync();
        }
    }

    /// <summary>Content that fails at an offset.</summary>
    private sealed class BreakingStream(byte[] content, int breaksAt, Exception failure) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position == breaksAt ? throw failure : base.ReadAsync(buffer[..(int)Math.Min(buffer.Length, breaksAt - Position)], cancellationToken);
    }
}
