using System.Net;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Registries.Auth.Credentials;
using Plimsoll.Oci.Storage;
using static Plimsoll.Oci.Tests.Registries.ScriptedHandler;

namespace Plimsoll.Oci.Tests.Registries.Uploads;

/// <summary>Registries, and proxies before them, that take a blob in one of the ways that the specification allows and not in the others.</summary>
public class UploadHabitsTests
{
    private const int Unit = 64 * 1024;

    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData(3 * Unit, "POST|PATCH 0-65535|PATCH 65536-131071|PATCH 131072-196607|PUT")]
    [InlineData(Unit + 1, "POST|PATCH 0-65535|PATCH 65536-65536|PUT")]
    [InlineData(Unit, "POST|PUT")]
    public async Task No_request_brings_more_than_the_registrys_maximum(int size, string requests)
    {
        var server = new UploadServer { SessionHeaders = [("OCI-Chunk-Max-Length", "65536")] };

        await PutAsync(Repository(server), size);

        Assert.Equal(requests.Split('|'), server.Requests);
        Assert.Equal(Content(size), server.Content);
    }

    [Fact]
    public async Task A_maximum_below_the_minimum_is_the_one_that_counts()
    {
        var server = new UploadServer { SessionHeaders = [("OCI-Chunk-Min-Length", "200000"), ("OCI-Chunk-Max-Length", "131072")] };

        await PutAsync(Repository(server), 3 * Unit);

        Assert.Equal(["POST", "PATCH 0-131071", "PATCH 131072-196607", "PUT"], server.Requests);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("much")]
    public async Task A_maximum_with_which_nothing_would_ever_arrive_is_not_believed(string maximum)
    {
        var server = new UploadServer { SessionHeaders = [("OCI-Chunk-Max-Length", maximum)] };

        await PutAsync(Repository(server), Unit);

        Assert.Equal(["POST", "PUT"], server.Requests);
    }

    [Fact]
    public async Task A_proxy_that_must_not_be_asked_whether_a_body_is_wanted_gets_it_unasked_from_then_on()
    {
        var server = new UploadServer { Answer = request => request.Headers.ExpectContinue == true ? Answer(HttpStatusCode.ExpectationFailed) : null };
        var repository = Repository(server, chunk: 64 * Unit);

        await PutAsync(repository, 32 * Unit);
        await PutAsync(repository, 33 * Unit);

        Assert.Equal(["POST", "PUT", "PUT", "POST", "PUT"], server.Requests);
        Assert.Equal(Content(33 * Unit), server.Content);
    }

    [Fact]
    public async Task A_blob_that_is_too_large_for_a_proxy_goes_on_in_halves_and_the_next_one_begins_so()
    {
        var server = Limited(100_000);
        var repository = Repository(server);

        await PutAsync(repository, 6 * Unit);
        Assert.Equal(Content(6 * Unit), server.Content);
        Assert.Equal(["POST", "PUT", "PATCH 0-196607", "PATCH 0-98303", "PATCH 98304-196607", "PATCH 196608-294911", "PATCH 294912-393215", "PUT"], server.Requests);

        server.Requests.Clear();
        await PutAsync(repository, 2 * Unit);
        Assert.Equal(["POST", "PATCH 0-98303", "PATCH 98304-131071", "PUT"], server.Requests);
    }

    [Fact]
    public async Task A_chunk_that_is_too_large_in_the_middle_goes_on_at_its_offset()
    {
        UploadServer? server = null;
        server = new UploadServer { Answer = request => Length(request) > Unit && server!.Content.Length > 0 ? Answer(HttpStatusCode.RequestEntityTooLarge) : null };

        await PutAsync(Repository(server, chunk: 2 * Unit), 9 * Unit);

        Assert.Equal(["POST", "PATCH 0-131071", "PATCH 131072-262143", "PATCH 131072-196607"], server.Requests.Take(4));
        Assert.Equal(Content(9 * Unit), server.Content);
        Assert.Equal(9 * Unit, server.BytesReceived);
    }

    [Fact]
    public async Task Halves_are_not_smaller_than_the_registrys_minimum()
    {
        var server = Limited(100_000, ("OCI-Chunk-Min-Length", "150000"));

        var failure = await Assert.ThrowsAsync<RegistryException>(() => PutAsync(Repository(server), 6 * Unit));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, failure.Status);
        Assert.Contains("PATCH 0-149999", server.Requests);
        Assert.DoesNotContain(server.Requests, request => request.StartsWith("PATCH 0-", StringComparison.Ordinal) && request.Length < "PATCH 0-149999".Length);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "", 1)]
    [InlineData(HttpStatusCode.MethodNotAllowed, "", 1)]
    [InlineData(HttpStatusCode.UnsupportedMediaType, "", 1)]
    [InlineData(HttpStatusCode.NotImplemented, "", 1)]
    [InlineData(HttpStatusCode.BadRequest, "BLOB_UPLOAD_INVALID", 1)]
    [InlineData(HttpStatusCode.NotFound, "BLOB_UPLOAD_UNKNOWN", 2)]
    [InlineData(HttpStatusCode.InternalServerError, "", 2)]
    public async Task A_registry_that_takes_no_body_with_the_closing_request_gets_the_blob_before_it(HttpStatusCode status, string code, int tries)
    {
        var server = new UploadServer { Answer = request => request.Method == HttpMethod.Put && Length(request) > 0 ? Answer(status, $$"""{"errors":[{"code":"{{code}}"}]}""") : null };
        var repository = Repository(server);

        await PutAsync(repository, 1000);
        Assert.Equal(tries, server.Requests.Count(request => request == "PUT") - 1);
        Assert.Equal(["POST", "PATCH", "PUT"], server.Requests.TakeLast(3));
        Assert.Equal(Content(1000), server.Content);

        server.Requests.Clear();
        await PutAsync(repository, 2000);
        Assert.Equal(["POST", "PATCH", "PUT"], server.Requests);
        Assert.Equal(Content(2000), server.Content);
    }

    [Fact]
    public async Task Where_neither_way_works_the_first_refusal_is_the_error()
    {
        var server = new UploadServer
        {
            Answer = request => request.Method == HttpMethod.Put ? Answer(HttpStatusCode.NotFound, """{"errors":[{"code":"NAME_UNKNOWN","message":"no such project"}]}""")
                : request.Method == HttpMethod.Patch ? Answer(HttpStatusCode.MethodNotAllowed)
                : null,
        };

        var failure = await Assert.ThrowsAsync<RegistryException>(() => PutAsync(Repository(server), 1000));

        Assert.Contains("no such project", failure.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorKind.NotFound, failure.Kind);
        Assert.Equal(["POST", "PUT", "DELETE", "POST", "PATCH"], server.Requests);
    }

    [Fact]
    public async Task A_registry_that_takes_a_blob_with_the_closing_request_is_not_suspected_of_the_contrary()
    {
        var fails = false;
        var server = new UploadServer { Answer = request => fails && request.Method == HttpMethod.Put ? Answer(HttpStatusCode.InternalServerError) : null };
        var repository = Repository(server);
        await PutAsync(repository, 1000);
        fails = true;

        await Assert.ThrowsAsync<RegistryException>(() => PutAsync(repository, 2000));

        Assert.DoesNotContain("PATCH", server.Requests);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.NotImplemented)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_refused_single_POST_is_followed_by_an_upload(HttpStatusCode status)
    {
        var server = new UploadServer { Answer = request => request.Method == HttpMethod.Post && Length(request) > 0 ? Answer(status) : null };
        var repository = Repository(server);

        Assert.Equal(BlobOutcome.Sent, await EnsureAsync(repository, 1000));
        Assert.Equal(BlobOutcome.Sent, await EnsureAsync(repository, 2000));

        Assert.Equal(["POST", "POST", "PUT"], server.Requests.Take(3));
        Assert.Equal(Content(2000), server.Content);
    }

    [Theory]
    [InlineData(HttpStatusCode.TemporaryRedirect)]
    [InlineData(HttpStatusCode.PermanentRedirect)]
    public async Task A_session_that_is_opened_elsewhere_is_followed_there_without_credentials(HttpStatusCode status)
    {
        var script = new ScriptedHandler(request => request.RequestUri!.Host switch
        {
            "registry.example" when request.Headers.Authorization is null => Answer(HttpStatusCode.Unauthorized, headers: ("WWW-Authenticate", "Basic realm=\"r\"")),
            "registry.example" => Answer(status, headers: ("Location", $"https://uploads.example{request.RequestUri.PathAndQuery}")),
            _ when request.Method == HttpMethod.Post => Answer(HttpStatusCode.Accepted, headers: ("Location", "/session/1")),
            _ => Answer(HttpStatusCode.Created),
        });
        var repository = Repository(script, credentials: CredentialSource.Explicit("registry.example", "ann", "s3cret"));

        await PutAsync(repository, 100);

        // The session's address is a path: of the host that answered.
        Assert.Equal(
            ["POST https://registry.example/v2/acme/app/blobs/uploads/", "POST https://registry.example/v2/acme/app/blobs/uploads/", "POST https://uploads.example/v2/acme/app/blobs/uploads/", $"PUT https://uploads.example/session/1?digest={WebUtility.UrlEncode(Digest.Sha256(Content(100)).ToString())}"],
            script.Requests);
        Assert.Equal([null, "Basic YW5uOnMzY3JldA==", null, null], script.Authorizations);
    }

    [Fact]
    public async Task A_single_POST_that_is_redirected_brings_its_body_along()
    {
        var server = new UploadServer { Answer = request => request.Method == HttpMethod.Post && request.RequestUri!.Host == "registry.example" ? Answer(HttpStatusCode.TemporaryRedirect, headers: ("Location", "https://uploads.example/v2/acme/app/blobs/uploads/")) : null };

        Assert.Equal(BlobOutcome.Sent, await EnsureAsync(Repository(server), 1000));

        Assert.Equal(Content(1000), server.Content);
    }

    [Theory]
    [InlineData(null, "registry.example returned HTTP 202 without an address to go to (no Location header)", "repaired")]
    [InlineData("http://registry.example/v2/acme/app/blobs/uploads/1?_state=secret", "with the plain HTTP address http://registry.example/v2/acme/app/blobs/uploads/1?_state=…, which is not followed from TLS", "X-Forwarded-Proto")]
    [InlineData("https://", "with a Location that is not a valid address: 'https://'", "repaired")]
    [InlineData("ftp://ann:secret@registry.example/1", "with a Location that is not a valid address: 'ftp://registry.example/1'", "repaired")]
    [InlineData("/v2/a b?secret", "with a Location that is not a valid address: '/v2/a b'", "repaired")]
    public async Task An_answer_that_leads_nowhere_says_why(string? location, string reason, string advice)
    {
        var script = new ScriptedHandler(_ => Answer(HttpStatusCode.Accepted, headers: location is null ? [] : [("Location", location)]));

        var failure = await Assert.ThrowsAsync<RegistryException>(() => PutAsync(Repository(script), 100));

        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.Contains(advice, failure.Advice!, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
        Assert.Equal(ErrorKind.Transport, failure.Kind);
    }

    /// <summary>A proxy's limit on request bodies.</summary>
    private static UploadServer Limited(int maximum, params (string, string)[] headers) => new()
    {
        SessionHeaders = headers,
        Answer = request => Length(request) > maximum ? Answer(HttpStatusCode.RequestEntityTooLarge) : null,
    };

    private static long Length(HttpRequestMessage request) => request.Content?.Headers.ContentLength ?? 0;

    private static RegistryRepository Repository(HttpMessageHandler server, int chunk = 32 * Unit, ICredentialSource? credentials = null) => new RegistryClient(new RegistryClientOptions
    {
        Transport = _ => server,
        ChunkedUploadFrom = 8 * Unit,
        ChunkSize = chunk,
        Credentials = credentials ?? CredentialSource.Anonymous,
        Retry = new RetryOptions { MaxAttempts = 3, BaseDelay = TimeSpan.Zero },
    }).Repository(ImageReference.Parse("registry.example/acme/app"));

    private static async Task PutAsync(RegistryRepository repository, int size) =>
        await repository.PutBlobAsync(Blob(size), _ => new(new MemoryStream(Content(size))), None);

    private static async Task<BlobOutcome> EnsureAsync(RegistryRepository repository, int size) =>
        (await repository.EnsureBlobAsync(Blob(size), [], _ => new(new MemoryStream(Content(size))), None)).Outcome;

    private static Descriptor Blob(int size) => new(MediaTypes.OciLayer, Digest.Sha256(Content(size)), size);

    private static byte[] Content(int size)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content);
        return content;
    }
}
