using System.Net;
using System.Net.Sockets;
using System.Text;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Transport;
using Plimsoll.Testing;
using static Plimsoll.Oci.Tests.Registries.ScriptedHandler;

namespace Plimsoll.Oci.Tests.Registries;

/// <summary>Answers that no honest registry gives, and that must neither fill memory nor break the client.</summary>
public class HostileAnswerTests
{
    private const int Megabyte = 1024 * 1024;
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly Descriptor Subject = SmallImage.Create().Manifest.Descriptor;

    [Theory]
    [InlineData("""{"errors":[{"code":"DENIED","message":"\ud800"}]}""")]
    [InlineData("""{"errors":[{"code":"\udc00","message":"no"}]}""")]
    [InlineData("""{"errors":[{"\ud800":1,"code":"DENIED"}]}""")]
    [InlineData("""{"message":"\ud800"}""")]
    public async Task A_refusal_in_half_characters_is_a_refusal_all_the_same(string body)
    {
        var script = new ScriptedHandler(_ => Answer(HttpStatusCode.Forbidden, body, "application/json"));

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await Repository(script).GetManifestAsync("1", None));

        Assert.Equal(HttpStatusCode.Forbidden, exception.Status);
        Assert.DoesNotContain(exception.Message, char.IsSurrogate);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Answers", "CVE-2025-24882")]
    public async Task Another_manifest_than_the_pinned_one_is_refused_also_where_its_header_is_true_or_missing(bool tellsDigest)
    {
        var pinned = Digest.Sha256("something else"u8);
        var served = SmallImage.Create().Manifest;
        var script = new ScriptedHandler(_ => Answer(
            HttpStatusCode.OK,
            Encoding.UTF8.GetString(served.Bytes.Span),
            MediaTypes.OciManifest,
            tellsDigest ? [("Docker-Content-Digest", served.Descriptor.Digest.ToString())] : []));

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await Repository(script).GetManifestAsync(pinned.ToString(), None));

        Assert.Contains($"does not match {pinned}", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>The login page of a network, which answers whatever is asked.</summary>
    [Theory]
    [InlineData("<html><body>Welcome</body></html>")]
    [InlineData("")]
    [InlineData("[]")]
    public async Task A_page_in_the_place_of_a_manifest_is_the_failure_of_the_registry(string page)
    {
        var script = new ScriptedHandler(_ => Answer(HttpStatusCode.OK, page, "text/html"));

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await Repository(script).GetManifestAsync("1", None));

        Assert.Equal(ErrorKind.Transport, exception.Kind);
        Assert.Equal("Cannot read r.example/acme/app:1: the response is 'text/html' and not a manifest.", exception.Message);
    }

    [Fact]
    public async Task A_page_in_the_place_of_an_answer_does_not_mean_that_a_tag_was_written()
    {
        var script = new ScriptedHandler(_ => Answer(HttpStatusCode.OK, "<html><body>Welcome</body></html>", "text/html"));

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await Repository(script).PutManifestAsync(SmallImage.Create().Manifest, "1", None));

        Assert.Equal(ErrorKind.Transport, exception.Kind);
        Assert.Equal("Cannot write r.example/acme/app:1: the response is 'text/html' and not the registry's.", exception.Message);
    }

    /// <summary>Some servers give every answer that type.</summary>
    [Fact]
    public async Task An_answer_without_a_body_is_no_page_whatever_its_type()
    {
        var script = new ScriptedHandler(_ => Answer(HttpStatusCode.Created, "", "text/html"));

        await Repository(script).PutManifestAsync(SmallImage.Create().Manifest, "1", None);

        Assert.NotEmpty(script.Requests);
    }

    [Fact]
    public async Task Redirects_without_end_are_followed_a_few_times()
    {
        var count = 0;
        var script = new ScriptedHandler(_ => count < 50
            ? Answer(HttpStatusCode.TemporaryRedirect, headers: ("Location", $"https://r.example/{++count}"))
            : Answer(HttpStatusCode.NotFound));

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await Repository(script).GetManifestAsync("1", None));

        Assert.Equal(6, script.Requests.Count);
        Assert.Contains("returned HTTP 307: too many redirects", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_null_or_no_tag_is_not_listed_as_one()
    {
        var script = new ScriptedHandler(_ => Answer(HttpStatusCode.OK, """{"tags":["a",null,"b\n::error::c","../d",""]}""", "application/json"));

        Assert.Equal(["a"], await Repository(script).ListTagsAsync(None).ToListAsync());
    }

    [Fact]
    public async Task A_repository_that_is_null_is_not_listed()
    {
        var script = new ScriptedHandler(_ => Answer(HttpStatusCode.OK, """{"repositories":["acme/app",null]}""", "application/json"));
        using var client = new RegistryClient(new RegistryClientOptions { Transport = _ => script });

        Assert.Equal(["acme/app"], await client.ListRepositoriesAsync("r.example", None).ToListAsync());
    }

    [Fact]
    public async Task Pages_of_referrers_are_bounded_together_and_not_only_one_by_one()
    {
        var page = 0;
        var body = Encoding.UTF8.GetString(new ImageIndex([]) { MediaType = MediaTypes.OciIndex }.Serialize().Bytes.Span).PadRight(8 * Megabyte);
        var script = new ScriptedHandler(_ => Answer(HttpStatusCode.OK, body, MediaTypes.OciIndex, ("Link", $"</v2/acme/app/referrers/x?page={++page}>; rel=\"next\"")));

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await Repository(script).GetReferrersAsync(Subject.Digest, null, None));

        Assert.Equal(ErrorKind.Transport, exception.Kind);
        Assert.Contains("larger than 64 MiB", exception.Message, StringComparison.Ordinal);
        Assert.Equal(9, script.Requests.Count);
    }

    [Fact]
    public async Task Pages_of_tags_are_bounded_together_too()
    {
        var page = 0;
        var script = new ScriptedHandler(_ => Answer(HttpStatusCode.OK, $$"""{"tags":["a{{page}}"]}""".PadRight(60 * Megabyte), "application/json", ("Link", $"</v2/acme/app/tags/list?last={++page}>; rel=\"next\"")));

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await Repository(script).ListTagsAsync(None).CountAsync());

        Assert.Contains("larger than 256 MiB", exception.Message, StringComparison.Ordinal);
        Assert.Equal(5, script.Requests.Count);
    }

    [Fact]
    [Trait("Answers", "go-containerregistry#2440")]
    public void A_registry_that_was_at_a_public_address_once_is_never_taken_for_a_local_one()
    {
        // Its owner answers for its name and can give any address, the second time that of this network.
        var endpoint = new RegistryEndpoint("r.example", isPlainHttp: false, new RequestLimiter(new RegistryClientOptions()));

        endpoint.ConnectedTo(IPAddress.Parse("10.0.0.1"));
        Assert.True(endpoint.IsLocal);
        endpoint.ConnectedTo(IPAddress.Parse("140.82.121.34"));
        Assert.False(endpoint.IsLocal);
        endpoint.ConnectedTo(IPAddress.Parse("10.0.0.1"));
        Assert.False(endpoint.IsLocal);
    }

    [Fact]
    public async Task The_password_of_a_proxy_is_in_no_part_of_the_failure()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var refusing = RefuseTunnelAsync(listener);
        var proxy = new WebProxy($"http://ann:p4ss@127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        using var client = new RegistryClient(new RegistryClientOptions
        {
            Retry = new RetryOptions { MaxAttempts = 1 },
            Transport = transport =>
            {
                ((SocketsHttpHandler)transport).Proxy = proxy;
                return transport;
            },
        });

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await client.Repository(ImageReference.Parse("r.example/acme/app")).GetManifestAsync("1", None));
        await refusing;

        Assert.Contains("the proxy", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("p4ss", exception.ToString(), StringComparison.Ordinal);
    }

    private static async Task RefuseTunnelAsync(TcpListener listener)
    {
        using var connection = await listener.AcceptTcpClientAsync(None);
        await using var stream = connection.GetStream();
        using var reader = new StreamReader(stream, leaveOpen: true);
        while (await reader.ReadLineAsync(None) is { Length: > 0 })
        {
        }

        await stream.WriteAsync("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), None);
    }

    private static RegistryRepository Repository(ScriptedHandler script) =>
        new RegistryClient(new RegistryClientOptions { Transport = _ => script }).Repository(ImageReference.Parse("r.example/acme/app"));
}
