using System.Net;
using System.Text;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Storage;
using Plimsoll.Testing;
using static Plimsoll.Oci.Tests.Registries.ScriptedHandler;

namespace Plimsoll.Oci.Tests.Registries;

/// <summary>What a real docker-registry cannot be made to answer.</summary>
public class RegistryClientTests
{
    private const string Basic = "Basic YW5uOnMzY3JldA==";
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly SmallImage Image = SmallImage.Create();

    [Fact]
    [Trait("Answers", "CVE-2026-50151")]
    public async Task An_upload_to_another_host_carries_no_credentials_and_keeps_the_signed_query()
    {
        var (blob, bytes) = Image.Blobs.First();
        var script = new ScriptedHandler(request => request switch
        {
            { RequestUri.Host: "storage.example" } => Answer(HttpStatusCode.Created),
            { Headers.Authorization: null } => Answer(HttpStatusCode.Unauthorized, headers: ("WWW-Authenticate", "Basic realm=\"r\"")),
            _ => Answer(HttpStatusCode.Accepted, headers: ("Location", "https://storage.example/u?sig=a%2Fb%3D")),
        });

        await Repository(script).PutBlobAsync(blob, _ => ValueTask.FromResult<Stream>(new MemoryStream(bytes)), None);

        Assert.Equal($"PUT https://storage.example/u?sig=a%2Fb%3D&digest=sha256%3A{blob.Digest.Hex}", script.Requests[^1]);
        Assert.Equal([null, Basic, null], script.Authorizations);
        Assert.Equal(Encoding.UTF8.GetString(bytes), script.Bodies[^1]);
    }

    [Fact]
    [Trait("Answers", "GHSA-vh4v-2xq2-g5cg")]
    public async Task A_redirected_download_carries_no_credentials_to_another_host()
    {
        var (blob, bytes) = Image.Blobs.First();
        var script = new ScriptedHandler(request => request switch
        {
            { RequestUri.Host: "storage.example" } => Answer(HttpStatusCode.OK, Encoding.UTF8.GetString(bytes)),
            { Headers.Authorization: null } => Answer(HttpStatusCode.Unauthorized, headers: ("WWW-Authenticate", "Basic realm=\"r\"")),
            _ => Answer(HttpStatusCode.TemporaryRedirect, headers: ("Location", "https://storage.example/b?sig=x")),
        });

        await using var stream = await Repository(script).OpenBlobAsync(blob, None);
        using var reader = new StreamReader(stream);

        Assert.Equal(Encoding.UTF8.GetString(bytes), await reader.ReadToEndAsync(None));
        Assert.Equal([null, Basic, null], script.Authorizations);
    }

    [Fact]
    [Trait("Answers", "GHSA-vh4v-2xq2-g5cg")]
    public async Task A_redirect_out_of_TLS_is_not_followed()
    {
        var script = new ScriptedHandler(_ => Answer(HttpStatusCode.TemporaryRedirect, headers: ("Location", "http://storage.example/b")));

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await Repository(script).OpenBlobAsync(Image.Blobs.Keys.First(), None));

        Assert.Single(script.Requests);
        Assert.Contains("not followed", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("Tue, 19 May 2026 10:00:09 GMT", 9)]
    public async Task Retry_After_is_waited_for(string header, int seconds)
    {
        var time = new InstantDelays(new DateTimeOffset(2026, 5, 19, 10, 0, 0, TimeSpan.Zero));
        var notices = new List<RetryNotice>();
        var count = 0;
        var script = new ScriptedHandler(_ => ++count == 1
            ? Answer(HttpStatusCode.TooManyRequests, headers: ("Retry-After", header))
            : Answer(HttpStatusCode.NotFound));
        var repository = Repository(script, options => options with { TimeProvider = time, Retries = new Collector(notices) });

        Assert.Null(await repository.ResolveAsync("1", None));

        Assert.Equal(TimeSpan.FromSeconds(seconds), Assert.Single(notices).Delay);
    }

    [Fact]
    public async Task A_Retry_After_beyond_the_deadline_fails_at_once()
    {
        var script = new ScriptedHandler(_ => Answer(HttpStatusCode.ServiceUnavailable, headers: ("Retry-After", "3600")));

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await Repository(script).ResolveAsync("1", None));

        Assert.Equal((1, TimeSpan.FromHours(1)), (exception.Attempts, exception.RetryAfter));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(409)]
    public async Task What_will_not_change_is_not_tried_again(int status)
    {
        var script = new ScriptedHandler(_ => Answer((HttpStatusCode)status));

        await Assert.ThrowsAsync<RegistryException>(async () => await Repository(script).PutManifestAsync(Image.Manifest, "1", None));

        // After a conflict it is asked what the tag names.
        Assert.Single(script.Requests, request => request.StartsWith("PUT", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_blob_whose_upload_breaks_starts_over_with_a_new_session()
    {
        var (blob, bytes) = Image.Blobs.First();
        var (sessions, opened) = (0, 0);
        var script = new ScriptedHandler(request => request.Method == HttpMethod.Post
            ? Answer(HttpStatusCode.Accepted, headers: ("Location", $"/session/{++sessions}"))
            : Answer(sessions == 1 ? HttpStatusCode.BadGateway : HttpStatusCode.Created));

        await Repository(script, Quick).PutBlobAsync(
            blob,
            _ =>
            {
                opened++;
                return ValueTask.FromResult<Stream>(new MemoryStream(bytes));
            },
            None);

        Assert.Equal(2, opened);
        Assert.StartsWith("PUT https://r.example/session/2?", script.Requests[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_small_blob_costs_one_request_where_the_registry_takes_it_with_the_POST()
    {
        var (blob, bytes) = Image.Blobs.First();
        var script = new ScriptedHandler(_ => Answer(HttpStatusCode.Created));

        var copy = await Repository(script).EnsureBlobAsync(blob, [], _ => ValueTask.FromResult<Stream>(new MemoryStream(bytes)), None);

        Assert.Equal(new BlobCopy(blob, BlobOutcome.Sent), copy);
        Assert.Equal([$"POST https://r.example/v2/acme/app/blobs/uploads/?digest=sha256%3A{blob.Digest.Hex}"], script.Requests);
        Assert.Equal([Encoding.UTF8.GetString(bytes)], script.Bodies);
    }

    [Theory]
    [InlineData(MediaTypes.OciIndex)]
    [InlineData("text/html")]
    [Trait("Answers", "CVE-2021-41190")]
    public async Task A_manifest_served_as_something_else_is_refused(string contentType)
    {
        var body = Encoding.UTF8.GetString(Image.Manifest.Bytes.Span);
        var script = new ScriptedHandler(_ => Answer(HttpStatusCode.OK, body, contentType));

        var exception = await Assert.ThrowsAsync<PlimsollException>(async () => await Repository(script).GetManifestAsync("1", None));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
    }

    [Fact]
    public async Task Parameters_of_the_content_type_do_not_matter()
    {
        var body = Encoding.UTF8.GetString(Image.Manifest.Bytes.Span);
        var script = new ScriptedHandler(_ => Answer(HttpStatusCode.OK, body, MediaTypes.OciManifest + "; charset=utf-8"));

        Assert.Equal(Image.Manifest.Descriptor, (await Repository(script).GetManifestAsync("1", None)).Descriptor);
    }

    [Fact]
    [Trait("Answers", "CVE-2025-24882")]
    public async Task The_digest_asked_for_counts_and_not_the_one_the_server_claims()
    {
        var asked = Digest.Sha256("something else"u8);
        var body = Encoding.UTF8.GetString(Image.Manifest.Bytes.Span);
        var script = new ScriptedHandler(_ => Answer(HttpStatusCode.OK, body, MediaTypes.OciManifest, ("Docker-Content-Digest", asked.ToString())));

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await Repository(script).GetManifestAsync(asked.ToString(), None));

        Assert.Contains($"does not match {asked}", exception.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorKind.Transport, exception.Kind);
    }

    [Fact]
    public async Task A_manifest_stored_under_another_digest_is_noticed()
    {
        var script = new ScriptedHandler(_ => Answer(HttpStatusCode.Created, headers: ("Docker-Content-Digest", Digest.Sha256([]).ToString())));

        await Assert.ThrowsAsync<RegistryException>(async () => await Repository(script).PutManifestAsync(Image.Manifest, "1", None));
    }

    [Theory]
    [InlineData(HttpStatusCode.MethodNotAllowed)]
    [InlineData(HttpStatusCode.NotImplemented)]
    [InlineData(HttpStatusCode.OK)]
    public async Task Where_HEAD_does_not_tell_GET_does(HttpStatusCode head)
    {
        var body = Encoding.UTF8.GetString(Image.Manifest.Bytes.Span);
        var script = new ScriptedHandler(request => request.Method == HttpMethod.Head
            ? Answer(head, contentType: MediaTypes.OciManifest)
            : Answer(HttpStatusCode.OK, body, MediaTypes.OciManifest));

        Assert.Equal(Image.Manifest.Descriptor, await Repository(script).ResolveAsync("1", None));
        Assert.Equal(["HEAD", "GET"], script.Requests.Select(request => request.Split(' ')[0]));
    }

    [Fact]
    [Trait("Answers", "GHSA-f36w-mj3v-6jqv")]
    public async Task An_endless_manifest_is_not_read()
    {
        var script = new ScriptedHandler(_ => Answer(HttpStatusCode.OK, new string(' ', ManifestContent.MaximumSize + 1), MediaTypes.OciManifest));

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await Repository(script).GetManifestAsync("1", None));

        Assert.Contains("larger than the limit of 8192 KiB", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tags_come_page_by_page_and_may_be_null()
    {
        var script = new ScriptedHandler(request => request.RequestUri!.Query switch
        {
            "?n=1000" => Answer(HttpStatusCode.OK, """{"tags":["a","b"]}""", "application/json", ("Link", "</v2/acme/app/tags/list?n=2&last=b>; rel=\"next\"")),
            _ => Answer(HttpStatusCode.OK, """{"tags":null}""", "application/json"),
        });

        Assert.Equal(["a", "b"], await TagsAsync(Repository(script)));
        Assert.Equal("GET https://r.example/v2/acme/app/tags/list?n=2&last=b", script.Requests[^1]);
    }

    [Theory]
    [InlineData("http://r.example")]
    [InlineData("https://registry.internal:5000")]
    public async Task A_page_under_another_address_of_the_registry_is_asked_for_at_the_one_that_is_known(string origin)
    {
        var script = new ScriptedHandler(request => request.RequestUri!.Query == "?n=1000"
            ? Answer(HttpStatusCode.OK, """{"tags":["a"]}""", "application/json", ("Link", $"<{origin}/v2/acme/app/tags/list?last=a%2Fb>; rel=\"next\""))
            : Answer(HttpStatusCode.OK, """{"tags":["b"]}""", "application/json"));

        Assert.Equal(["a", "b"], await TagsAsync(Repository(script)));
        Assert.Equal("GET https://r.example/v2/acme/app/tags/list?last=a%2Fb", script.Requests[^1]);
    }

    [Fact]
    public async Task A_registry_that_refuses_the_size_of_a_page_uses_its_own()
    {
        var script = new ScriptedHandler(request => request.RequestUri!.Query.Length > 0 ? Answer(HttpStatusCode.BadRequest) : Answer(HttpStatusCode.OK, """{"tags":["a"]}""", "application/json"));

        Assert.Equal(["a"], await TagsAsync(Repository(script)));
    }

    [Theory]
    [InlineData(HttpStatusCode.OK)]
    [InlineData(HttpStatusCode.Accepted)]
    [InlineData(HttpStatusCode.NoContent)]
    public async Task A_manifest_may_be_taken_with_any_word_of_success(HttpStatusCode status)
    {
        var script = new ScriptedHandler(_ => Answer(status));

        await Repository(script).PutManifestAsync(Image.Manifest, "1", None);

        Assert.Single(script.Requests);
    }

    [Theory]
    [InlineData("<ftp://r.example/v2/acme/app/tags/list>; rel=\"next\"", "no valid address")]
    [InlineData("</v2/acme/app/tags/list", "malformed")]
    [InlineData("</v2/acme/app/tags/list?n=1>; rel=next", "loop")]
    public async Task Pages_that_lead_astray_are_an_error(string link, string reason)
    {
        var script = new ScriptedHandler(_ => Answer(HttpStatusCode.OK, """{"tags":["a"]}""", "application/json", ("Link", link)));

        var exception = await Assert.ThrowsAsync<RegistryException>(() => TagsAsync(Repository(script)));

        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endless_page_of_tags_is_not_read()
    {
        var script = new ScriptedHandler(_ => Answer(HttpStatusCode.OK, new string(' ', 64 * 1024 * 1024 + 1), "application/json"));

        var exception = await Assert.ThrowsAsync<RegistryException>(() => TagsAsync(Repository(script)));

        Assert.Contains("larger than the limit of 65536 KiB", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 1000)]
    [InlineData(20, 10_000)]
    public async Task A_list_of_tags_that_always_goes_on_comes_to_an_end(int tags, int pages)
    {
        var page = 0;
        var script = new ScriptedHandler(_ => Answer(
            HttpStatusCode.OK,
            $$"""{"tags":[{{string.Join(',', Enumerable.Range(0, tags).Select(tag => $"\"t{page}-{tag}\""))}}]}""",
            "application/json",
            ("Link", $"</v2/acme/app/tags/list?last={++page}>; rel=\"next\"")));

        var exception = await Assert.ThrowsAsync<RegistryException>(() => TagsAsync(Repository(script)));

        Assert.Contains("has no end", exception.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorKind.Transport, exception.Kind);
        Assert.InRange(script.Requests.Count, pages - 1, pages + 1);
    }

    [Fact]
    public async Task A_page_that_comes_again_under_another_address_is_an_error()
    {
        var page = 0;
        var script = new ScriptedHandler(_ => Answer(HttpStatusCode.OK, page % 2 == 0 ? """{"tags":["a"]}""" : """{"tags":["b"]}""", "application/json", ("Link", $"</v2/acme/app/tags/list?last={++page}>; rel=\"next\"")));

        var exception = await Assert.ThrowsAsync<RegistryException>(() => TagsAsync(Repository(script)));

        Assert.Contains("the same page twice", exception.Message, StringComparison.Ordinal);
        Assert.Equal(3, script.Requests.Count);
    }

    [Theory]
    [InlineData("</v2/acme/app/tags/list?last=b>; rel=\"next\"")]
    [InlineData("/v2/acme/app/tags/list?last=b; rel=next")]
    [InlineData("https://r.example/v2/acme/app/tags/list?last=b; rel=\"next\"")]
    [InlineData("<list?last=b>; title=\"x, y\"; rel=\"next\"")]
    [InlineData("<?last=b>;rel=next;type=\"application/json\"")]
    [InlineData("</v2/acme/app/tags/list>; rel=first, </v2/acme/app/tags/list?last=b>; rel=\"last next\"")]
    public async Task The_next_page_is_found_and_an_empty_one_is_the_last_whatever_it_links_to(string link)
    {
        var script = new ScriptedHandler(request => Answer(HttpStatusCode.OK, request.RequestUri!.Query == "?n=1000" ? """{"tags":["a","b"]}""" : """{"tags":[]}""", "application/json", ("Link", link)));

        Assert.Equal(["a", "b"], await TagsAsync(Repository(script)));
        Assert.Equal("GET https://r.example/v2/acme/app/tags/list?last=b", script.Requests[^1]);
        Assert.Equal(2, script.Requests.Count);
    }

    [Theory]
    [InlineData("../../secret")]
    [InlineData("1/../../secret")]
    [InlineData("sha256:../../secret")]
    [InlineData("sha256:1?x=y")]
    [InlineData("1?x=y")]
    [InlineData("")]
    [Trait("Answers", "CVE-2024-3727")]
    public async Task What_is_neither_a_tag_nor_a_digest_reaches_no_address(string name)
    {
        var script = new ScriptedHandler(_ => Answer(HttpStatusCode.NotFound));

        var exception = await Assert.ThrowsAnyAsync<PlimsollException>(async () => await Repository(script).ResolveAsync(name, None));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Empty(script.Requests);
    }

    [Fact]
    public async Task The_addresses_that_a_layer_names_are_not_asked_for_it()
    {
        var blob = Image.Blobs.Keys.First() with { Urls = ["https://storage.example/layer"] };
        var script = new ScriptedHandler(request => request.Headers.Authorization is null
            ? Answer(HttpStatusCode.Unauthorized, headers: ("WWW-Authenticate", "Basic realm=\"r\""))
            : Answer(HttpStatusCode.NotFound));

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await Repository(script).OpenBlobAsync(blob, None));

        Assert.Equal(ErrorKind.NotFound, exception.Kind);
        Assert.All(script.Requests, request => Assert.StartsWith("GET https://r.example/", request, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_server_says_is_capped_and_cannot_steer_the_terminal()
    {
        var message = "\\u001b[2J" + new string('x', 100_000);
        var script = new ScriptedHandler(_ => Answer(HttpStatusCode.BadRequest, $$"""{"errors":[{"code":"BAD","message":"{{"\\u001b[2J no"}}"}]}"""));
        var endless = new ScriptedHandler(_ => Answer(HttpStatusCode.BadRequest, $$"""{"errors":[{"code":"BAD","message":"{{message}}"}]}"""));

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await Repository(script).PutManifestAsync(Image.Manifest, "1", None));
        var longer = await Assert.ThrowsAsync<RegistryException>(async () => await Repository(endless).PutManifestAsync(Image.Manifest, "1", None));

        Assert.Contains("BAD: [2J no", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', exception.Message);
        Assert.Empty(longer.Errors);
    }

    [Theory]
    [InlineData(400, "The image tag '1' already exists and cannot be overwritten because the repository is immutable")]
    [InlineData(412, "")]
    [InlineData(409, "")]
    public async Task An_immutable_tag_is_a_conflict(int status, string message)
    {
        var script = new ScriptedHandler(_ => Answer((HttpStatusCode)status, $$"""{"errors":[{"code":"TAG_INVALID","message":"{{message}}"}]}"""));

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await Repository(script).PutManifestAsync(Image.Manifest, "1", None));

        Assert.Equal(ErrorKind.Conflict, exception.Kind);
    }

    [Fact]
    public async Task Docker_Hub_is_spoken_to_at_its_own_address()
    {
        var script = new ScriptedHandler(_ => Answer(HttpStatusCode.NotFound));
        using var client = new RegistryClient(new RegistryClientOptions { Transport = _ => script });

        await client.Repository(ImageReference.Parse("nginx")).ResolveAsync("1.27", None);

        Assert.Equal(["HEAD https://registry-1.docker.io/v2/library/nginx/manifests/1.27"], script.Requests);
    }

    [Fact]
    public void Certificate_authorities_that_cannot_be_read_are_reported_at_once()
    {
        var exception = Assert.Throws<PlimsollException>(() => new RegistryClient(new RegistryClientOptions { CaFile = "/nonexistent/ca.pem" }));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
    }

    private static RegistryRepository Repository(ScriptedHandler script, Func<RegistryClientOptions, RegistryClientOptions>? change = null)
    {
        var options = new RegistryClientOptions { Credentials = CredentialSource.Explicit("r.example", "ann", "s3cret"), Transport = _ => script };
        return new RegistryClient(change?.Invoke(options) ?? options).Repository(ImageReference.Parse("r.example/acme/app"));
    }

    private static RegistryClientOptions Quick(RegistryClientOptions options) =>
        options with { Retry = new RetryOptions { BaseDelay = TimeSpan.FromMilliseconds(1) } };

    private static async Task<List<string>> TagsAsync(RegistryRepository repository)
    {
        var tags = new List<string>();
        await foreach (var tag in repository.ListTagsAsync(None))
            tags.Add(tag);
        return tags;
    }

    private sealed class Collector(List<RetryNotice> notices) : IProgress<RetryNotice>
    {
        public void Report(RetryNotice value) => notices.Add(value);
    }
}
