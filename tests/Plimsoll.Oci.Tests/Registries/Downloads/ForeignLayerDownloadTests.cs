using System.Net;
using System.Text;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Testing;
using static Plimsoll.Oci.Tests.Registries.ScriptedHandler;

namespace Plimsoll.Oci.Tests.Registries.Downloads;

/// <summary>What a manifest's addresses must not get out of a client that follows them.</summary>
public class ForeignLayerDownloadTests
{
    private const string Text = "a layer from elsewhere";
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData("https://layers.example/l")]
    [InlineData("https://r.example/v2/acme/app/blobs/l")]
    [InlineData("https://auth.example/token")]
    [Trait("Answers", "CVE-2020-15157")]
    public async Task No_address_gets_credentials_not_even_the_registrys_own_or_its_token_servers(string address)
    {
        var script = new ScriptedHandler(request => request.RequestUri!.AbsoluteUri == address ? Answer(HttpStatusCode.OK, Text) : Registry(request));
        var repository = Repository(script);
        Assert.Null(await repository.ResolveAsync("1", None));
        Assert.Equal("Bearer t0ken", script.Authorizations[^1]);

        Assert.Equal(Text, await ReadAsync(repository, address));

        Assert.Equal($"GET {address}", script.Requests[^1]);
        Assert.Null(script.Authorizations[^1]);
    }

    [Fact]
    public async Task A_challenge_is_not_answered()
    {
        var script = new ScriptedHandler(Registry);
        var repository = Repository(script);

        var exception = await Assert.ThrowsAsync<RegistryException>(() => ReadAsync(repository, "https://r.example/v2/acme/app/blobs/l"));

        Assert.Equal([null], script.Authorizations);
        Assert.Contains("r.example returned HTTP 401 to a request without credentials", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Answers", "CVE-2020-15157")]
    public async Task A_redirect_to_the_registry_gets_no_credentials()
    {
        var script = new ScriptedHandler(request => request.RequestUri!.Host == "layers.example"
            ? Answer(HttpStatusCode.Redirect, headers: ("Location", "https://r.example/v2/acme/app/blobs/l"))
            : Registry(request));
        var repository = Repository(script);
        Assert.Null(await repository.ResolveAsync("1", None));

        await Assert.ThrowsAsync<RegistryException>(() => ReadAsync(repository, "https://layers.example/l"));

        Assert.Equal("GET https://r.example/v2/acme/app/blobs/l", script.Requests[^1]);
        Assert.Null(script.Authorizations[^1]);
    }

    [Theory]
    [InlineData("http://layers.example/l", "http://layers.example/l")]
    [InlineData("ftp://layers.example/l", "ftp://layers.example/l")]
    [InlineData("file:///etc/passwd", "file:///etc/passwd")]
    [InlineData("/v2/acme/other/blobs/l", "/v2/acme/other/blobs/l")]
    [InlineData("https://ann:p4ss@layers.example/l", "https://layers.example/l")]
    [InlineData("https://layers.example/l?a b", "layers.example")]
    [InlineData("layers", "'layers'")]
    public async Task Addresses_out_of_TLS_and_other_than_of_the_web_are_not_followed(string address, string shown)
    {
        var script = new ScriptedHandler(_ => Answer(HttpStatusCode.OK, Text));

        var exception = await Assert.ThrowsAsync<RegistryException>(() => ReadAsync(Repository(script), address));

        Assert.Empty(script.Requests);
        Assert.Contains(shown, exception.Message, StringComparison.Ordinal);
        Assert.Contains("is not followed", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("p4ss", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registry_without_TLS_may_name_addresses_without_it()
    {
        var script = new ScriptedHandler(_ => Answer(HttpStatusCode.OK, Text));

        Assert.Equal(Text, await ReadAsync(Repository(script, options => options with { PlainHttp = _ => true }), "http://layers.example/l"));
    }

    [Fact]
    public async Task A_redirect_out_of_TLS_is_not_followed()
    {
        var script = new ScriptedHandler(_ => Answer(HttpStatusCode.Redirect, headers: ("Location", "http://layers.example/l")));

        await Assert.ThrowsAsync<RegistryException>(() => ReadAsync(Repository(script), "https://layers.example/l"));

        Assert.Single(script.Requests);
    }

    [Theory]
    [InlineData("https://layers.example/l")]
    [InlineData("https://r.example/l")]
    public async Task A_private_address_is_refused_when_it_is_connected_to(string address)
    {
        using var client = new RegistryClient(new RegistryClientOptions { Resolve = (_, _) => Task.FromResult(new[] { IPAddress.Parse("169.254.169.254") }) });

        var exception = await Assert.ThrowsAsync<RegistryException>(() => ReadAsync(client.Repository(ImageReference.Parse("r.example/acme/app")), address));

        Assert.Contains("which has a private address", exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, exception.Attempts);
    }

    [Fact]
    public async Task The_addresses_are_tried_in_order_until_one_gives_the_layer()
    {
        var script = new ScriptedHandler(request => request.RequestUri!.Host == "second.example" ? Answer(HttpStatusCode.OK, Text) : Answer(HttpStatusCode.Gone));

        Assert.Equal(Text, await ReadAsync(Repository(script), "http://plain.example/l", "https://first.example/l", "https://second.example/l", "https://third.example/l"));

        Assert.Equal(["GET https://first.example/l", "GET https://second.example/l"], script.Requests);
    }

    [Fact]
    public async Task Where_no_address_gives_the_layer_all_are_named()
    {
        var script = new ScriptedHandler(request => Answer(request.RequestUri!.Host == "first.example" ? HttpStatusCode.Gone : HttpStatusCode.NotFound));

        var exception = await Assert.ThrowsAsync<RegistryException>(() => ReadAsync(Repository(script), "https://first.example/l", "https://second.example/l"));

        Assert.Equal(ErrorKind.NotFound, exception.Kind);
        Assert.Contains("is not available at any of its 2 URLs", exception.Message, StringComparison.Ordinal);
        Assert.Contains("first.example returned HTTP 410", exception.Message, StringComparison.Ordinal);
        Assert.Contains("second.example returned HTTP 404", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_busy_is_tried_again()
    {
        var count = 0;
        var script = new ScriptedHandler(_ => ++count == 1 ? Answer(HttpStatusCode.TooManyRequests) : Answer(HttpStatusCode.OK, Text));

        Assert.Equal(Text, await ReadAsync(Repository(script), "https://layers.example/l"));
    }

    [Fact]
    public async Task Another_content_than_the_manifests_is_noticed()
    {
        var script = new ScriptedHandler(_ => Answer(HttpStatusCode.OK, Text.ToUpperInvariant()));

        await Assert.ThrowsAsync<RegistryException>(() => ReadAsync(Repository(script), "https://layers.example/l"));
    }

    [Fact]
    public async Task A_connection_that_breaks_is_gone_on_with_where_it_broke()
    {
        var server = new BlobHandler(Encoding.UTF8.GetBytes(Text), number => new() { CutAfter = number == 1 ? 7 : null });
        using var client = new RegistryClient(new RegistryClientOptions { Transport = _ => server, Retry = new RetryOptions { Jitter = () => 0 } });

        Assert.Equal(Text, await ReadAsync(client.Repository(ImageReference.Parse("r.example/acme/app")), "https://layers.example/l"));

        Assert.Equal(["", "bytes=7-21"], server.Ranges);
    }

    private static async Task<string> ReadAsync(RegistryRepository repository, params string[] urls)
    {
        await using var stream = await repository.OpenForeignLayerAsync(new ForeignImage(Text, urls).Foreign, None);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(None);
    }

    private static HttpResponseMessage Registry(HttpRequestMessage request) =>
        request.RequestUri!.Host == "auth.example" ? Answer(HttpStatusCode.OK, """{"token":"t0ken"}""")
        : request.Headers.Authorization is null ? Answer(HttpStatusCode.Unauthorized, headers: ("WWW-Authenticate", "Bearer realm=\"https://auth.example/token\""))
        : Answer(HttpStatusCode.NotFound);

    private static RegistryRepository Repository(ScriptedHandler script, Func<RegistryClientOptions, RegistryClientOptions>? change = null)
    {
        var options = new RegistryClientOptions
        {
            Credentials = CredentialSource.Explicit("r.example", "ann", "s3cret"),
            Transport = _ => script,
            Retry = new RetryOptions { Jitter = () => 0 },
        };
        return new RegistryClient(change?.Invoke(options) ?? options).Repository(ImageReference.Parse("r.example/acme/app"));
    }
}
