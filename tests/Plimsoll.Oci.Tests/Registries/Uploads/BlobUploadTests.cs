using System.Net;
using CsCheck;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Uploads;
using Plimsoll.Oci.Storage;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Registries.Uploads;

public class BlobUploadTests
{
    private const int Chunk = 1000;

    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_cut_inside_a_chunk_goes_on_where_the_registry_says_it_ended()
    {
        var server = new UploadServer { BreaksAt = 6400 };

        await PushAsync(server, 10 * Chunk);

        Assert.Equal(10 * Chunk, server.BytesReceived);
        Assert.Contains("PATCH 6400-7399", server.Requests);
    }

    [Fact]
    public async Task A_blob_in_one_request_goes_on_too_where_the_registry_keeps_what_arrived()
    {
        var server = new UploadServer { BreaksAt = 300 };

        await PushAsync(server, Chunk);

        Assert.Equal(Chunk, server.BytesReceived);
        Assert.Equal(["POST", "PUT", "GET", "PATCH 300-999", "PUT"], server.Requests);
    }

    [Fact]
    public void Wherever_the_connection_breaks_every_byte_arrives_once() =>
        Gen.Select(Gen.Int[2001, 5000], Gen.Int[2, 5000]).Sample((size, at) =>
        {
            var server = new UploadServer { BreaksAt = Math.Min(at, size - 1) };

            PushAsync(server, size).GetAwaiter().GetResult();

            return server.BytesReceived == size && server.Content.AsSpan().SequenceEqual(Content(size));
        }, iter: 200);

    /// <summary>"Range: 0-0" is what registries say of nothing and of one byte alike.</summary>
    [Fact]
    public async Task After_a_single_byte_the_whole_arrives_although_its_range_is_that_of_nothing()
    {
        var server = new UploadServer { BreaksAt = 1 };

        await PushAsync(server, 3801);

        Assert.Equal(Content(3801), server.Content);
    }

    [Fact]
    public async Task Chunks_have_the_size_that_the_registry_asks_for_at_least()
    {
        var server = new UploadServer { SessionHeaders = [("OCI-Chunk-Min-Length", "4000")] };

        await PushAsync(server, 10 * Chunk);

        Assert.Equal(["POST", "PATCH 0-3999", "PATCH 4000-7999", "PATCH 8000-9999", "PUT"], server.Requests);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.MethodNotAllowed)]
    [InlineData(HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(HttpStatusCode.RequestedRangeNotSatisfiable)]
    public async Task A_registry_without_chunks_gets_the_blob_whole_and_is_not_asked_again(HttpStatusCode refusal)
    {
        var server = new UploadServer { Answer = request => request.Method == HttpMethod.Patch ? ScriptedHandler.Answer(refusal) : null };
        using var client = Client(server);
        var repository = client.Repository(ImageReference.Parse("registry.example/acme/app"));

        await PushAsync(repository, 3 * Chunk);
        await PushAsync(repository, 4 * Chunk);

        Assert.Equal(["POST", "PATCH 0-999", "DELETE", "POST", "PUT", "POST", "PUT"], server.Requests);
        Assert.Equal(4 * Chunk, server.Content.Length);
    }

    [Theory]
    [InlineData("ghcr.io")]
    [InlineData("GHCR.IO")]
    [InlineData("europe-docker.pkg.dev")]
    public async Task Registries_known_to_have_no_useful_chunks_are_not_sent_any(string host)
    {
        var server = new UploadServer();
        using var client = Client(server);

        await PushAsync(client.Repository(ImageReference.Parse($"{host}/acme/app")), 3 * Chunk);

        Assert.Equal(["POST", "PUT"], server.Requests);
    }

    [Fact]
    public async Task Ecr_is_not_believed_how_much_arrived()
    {
        var server = new UploadServer { BreaksAt = 100 };
        using var client = Client(server);

        await PushAsync(client.Repository(ImageReference.Parse("123456789012.dkr.ecr.eu-west-1.amazonaws.com/acme/app")), 3 * Chunk);

        Assert.Equal(["POST", "PUT", "HEAD", "POST", "PUT"], server.Requests);
    }

    [Fact]
    public async Task After_a_refused_range_the_registry_is_asked_and_gets_what_it_lacks()
    {
        UploadServer? server = null;
        server = new UploadServer { Answer = request => IsPart(request, "2000-2999") && server!.LosesOnce(1000) ? ScriptedHandler.Answer(HttpStatusCode.RequestedRangeNotSatisfiable) : null };

        await PushAsync(server, 4 * Chunk);

        Assert.Equal(["POST", "PATCH 0-999", "PATCH 1000-1999", "PATCH 2000-2999", "GET", "PATCH 1000-1999", "PATCH 2000-2999", "PATCH 3000-3999", "PUT"], server.Requests);
        Assert.Equal(Content(4 * Chunk), server.Content);
    }

    [Fact]
    public async Task A_registry_that_names_the_offset_it_refuses_gets_the_blob_again()
    {
        var refusals = 0;
        var server = new UploadServer { Answer = request => IsPart(request, "2000-2999") && refusals++ == 0 ? ScriptedHandler.Answer(HttpStatusCode.RequestedRangeNotSatisfiable) : null };

        await PushAsync(server, 4 * Chunk);

        Assert.Equal(["GET", "DELETE", "POST"], server.Requests.Skip(4).Take(3));
        Assert.Equal(Content(4 * Chunk), server.Content);
    }

    [Fact]
    public async Task A_session_that_is_gone_in_the_middle_starts_the_blob_again()
    {
        var isGone = false;
        var server = new UploadServer
        {
            Answer = request => !isGone && request.Method == HttpMethod.Put && (isGone = true) ? ScriptedHandler.Answer(HttpStatusCode.NotFound) : null,
        };

        await PushAsync(server, 3 * Chunk);

        Assert.Equal(["POST", "PATCH 0-999", "PATCH 1000-1999", "PATCH 2000-2999", "PUT", "POST", "PATCH 0-999", "PATCH 1000-1999", "PATCH 2000-2999", "PUT"], server.Requests);
    }

    [Fact]
    public async Task A_digest_that_the_registry_calls_wrong_is_final()
    {
        var server = new UploadServer
        {
            Answer = request => request.Method == HttpMethod.Put
                ? ScriptedHandler.Answer(HttpStatusCode.BadRequest, """{"errors":[{"code":"DIGEST_INVALID","message":"no"}]}""")
                : null,
        };

        var failure = await Assert.ThrowsAsync<RegistryException>(() => PushAsync(server, 3 * Chunk));

        Assert.True(failure.HasCode("DIGEST_INVALID"));
        Assert.Equal(["POST", "PATCH 0-999", "PATCH 1000-1999", "PATCH 2000-2999", "PUT", "DELETE"], server.Requests);
    }

    [Fact]
    public async Task Content_that_is_not_what_its_digest_says_never_arrives_whole_and_ends_its_session()
    {
        var server = new UploadServer();
        using var client = Client(server);
        var blob = new Descriptor(MediaTypes.OciLayer, Digest.Sha256([1]), 3 * Chunk);

        await Assert.ThrowsAsync<ContentMismatchException>(async () =>
            await client.Repository(ImageReference.Parse("registry.example/acme/app")).PutBlobAsync(blob, _ => new(new MemoryStream(Content(3 * Chunk))), None));

        Assert.Equal(["POST", "PATCH 0-999", "PATCH 1000-1999", "PATCH 2000-2999", "DELETE"], server.Requests);
        Assert.Equal(2 * Chunk, server.Content.Length);
    }

    [Fact]
    public async Task What_an_earlier_process_left_is_closed_even_if_the_registry_misjudged_it()
    {
        using var folder = new TempDirectory();
        var journal = new UploadJournal(folder["uploads"], TimeProvider.System);
        var first = new UploadServer { Answer = request => request.Method == HttpMethod.Put ? throw new OperationCanceledException() : null };
        await Assert.ThrowsAnyAsync<Exception>(() => PushAsync(first, 3 * Chunk, journal));
        var second = new UploadServer { Answer = request => request.Method == HttpMethod.Get ? ScriptedHandler.Answer(HttpStatusCode.NoContent, headers: [("Range", "0-1999")]) : null };

        await PushAsync(second, 3 * Chunk, journal);

        // The second server holds nothing of it, refuses the range and is given the whole blob.
        Assert.Equal("GET", second.Requests[0]);
        Assert.Contains("POST", second.Requests);
        Assert.Equal(Content(3 * Chunk), second.Content);
    }

    private static Task PushAsync(UploadServer server, int size, UploadJournal? journal = null)
    {
        var client = Client(server, journal);
        return PushAsync(client.Repository(ImageReference.Parse("registry.example/acme/app")), size);
    }

    private static async Task PushAsync(RegistryRepository repository, int size) =>
        await repository.PutBlobAsync(new Descriptor(MediaTypes.OciLayer, Digest.Sha256(Content(size)), size), _ => new(new MemoryStream(Content(size))), None);

    private static bool IsPart(HttpRequestMessage request, string range) =>
        request.Content?.Headers.NonValidated.TryGetValues("Content-Range", out var values) == true && values.ToString() == range;

    private static byte[] Content(int size)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content);
        return content;
    }

    private static RegistryClient Client(UploadServer server, UploadJournal? journal = null) => new(new RegistryClientOptions
    {
        Transport = _ => server,
        ChunkedUploadFrom = 2 * Chunk,
        ChunkSize = Chunk,
        Journal = journal,
        Retry = new RetryOptions { MaxAttempts = 3, BaseDelay = TimeSpan.Zero },
    });
}
