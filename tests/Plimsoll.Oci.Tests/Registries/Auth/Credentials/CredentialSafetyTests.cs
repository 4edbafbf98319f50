using System.Net;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Registries.Auth.Credentials;
using Plimsoll.Oci.Registries.Transport.Proxies;
using Plimsoll.Testing;
using static Plimsoll.Oci.Tests.Registries.ScriptedHandler;

namespace Plimsoll.Oci.Tests.Registries.Auth.Credentials;

/// <summary>What a hostile or broken registry must not get out of a client that holds credentials.</summary>
public class CredentialSafetyTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly SmallImage Image = SmallImage.Create();
    private static readonly string[] Secrets = ["s3cret", "YW5uOnMzY3JldA==", "t0ken", "s1gned", "p4ss"];

    [Theory]
    [InlineData("https://r.example:8443/b")]
    [InlineData("https://storage.r.example/b")]
    [InlineData("https://r.example.evil.example/b")]
    [InlineData("https://R.EXAMPLE@evil.example/b")]
    [Trait("Answers", "CVE-2026-50151")]
    [Trait("Answers", "GHSA-vh4v-2xq2-g5cg")]
    public async Task A_redirect_to_another_origin_gets_no_credentials(string target)
    {
        var script = new ScriptedHandler(request => request switch
        {
            { RequestUri: var uri } when uri!.Authority != "r.example" => Answer(HttpStatusCode.Unauthorized, headers: ("WWW-Authenticate", "Basic realm=\"evil\"")),
            { Headers.Authorization: null } => Answer(HttpStatusCode.Unauthorized, headers: ("WWW-Authenticate", "Basic realm=\"r\"")),
            _ => Answer(HttpStatusCode.TemporaryRedirect, headers: ("Location", target)),
        });

        await Assert.ThrowsAsync<RegistryException>(async () => await Repository(script).OpenBlobAsync(Image.Blobs.Keys.First(), None));

        Assert.Equal(3, script.Requests.Count);
        Assert.Null(script.Authorizations[^1]);
    }

    [Theory]
    [InlineData("r.example", "http://r.example/token", false)]
    [InlineData("r.example", "https://auth.example/token", true)]
    [InlineData("plain.example", "http://plain.example:5001/token", true)]
    [InlineData("plain.example", "http://auth.example/token", false)]
    [InlineData("plain.example", "http://allowed.example/token", true)]
    [InlineData("plain.example", "http://127.0.0.1:5001/token", false)]
    public async Task A_realm_has_TLS_unless_the_user_goes_without_it(string registry, string realm, bool isAsked)
    {
        var script = new ScriptedHandler(request => request.RequestUri!.AbsolutePath == "/token"
            ? Answer(HttpStatusCode.OK, """{"token":"t0ken"}""")
            : Answer(request.Headers.Authorization is null ? HttpStatusCode.Unauthorized : HttpStatusCode.NotFound, headers: ("WWW-Authenticate", $"Bearer realm=\"{realm}\"")));
        var repository = Repository(script, options => options with { PlainHttp = host => host is "plain.example" or "allowed.example" }, registry);

        var exception = await Record.ExceptionAsync(async () => await repository.ResolveAsync("1", None));

        Assert.Equal(isAsked, script.Requests.Any(request => request.Contains("/token?", StringComparison.Ordinal)));
        Assert.Equal(isAsked, exception is null);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("::ffff:192.168.0.1")]
    [InlineData("fd00:ec2::254")]
    [Trait("Answers", "go-containerregistry#2440")]
    public async Task A_name_whose_address_is_private_is_refused_when_it_is_connected_to(string address)
    {
        var exception = await ResolvingAsync(Answer(HttpStatusCode.Unauthorized, headers: ("WWW-Authenticate", "Bearer realm=\"https://auth.example/token\"")), address);

        Assert.Contains("'auth.example', which has a private address", exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, exception.Attempts);
    }

    [Fact]
    public async Task A_redirect_to_a_name_whose_address_is_private_is_refused_too()
    {
        var exception = await ResolvingAsync(Answer(HttpStatusCode.TemporaryRedirect, headers: ("Location", "https://storage.example/b?sig=s1gned")), "127.0.0.1", "10.0.0.1");

        Assert.Contains("'storage.example', which has a private address", exception.Message, StringComparison.Ordinal);
        NoSecretIn(exception);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest", "169.254.169.254")]
    [InlineData("http://[::1]/x", "::1")]
    [InlineData("http://[::ffff:a9fe:a9fe]/x", "::ffff:169.254.169.254")]
    public async Task An_address_that_is_written_out_is_refused_through_a_proxy_too(string target, string host)
    {
        var script = new ScriptedHandler(_ => Answer(HttpStatusCode.TemporaryRedirect, headers: ("Location", target)));
        var repository = Repository(script, options => options with { PlainHttp = _ => true, Proxy = new WebProxy("http://p.example:3128") });

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await repository.OpenBlobAsync(Image.Blobs.Keys.First(), None));

        Assert.Contains($"'{host}', which has a private address", exception.Message, StringComparison.Ordinal);
        Assert.Single(script.Requests);
    }

    [Fact]
    public async Task A_proxy_that_cannot_be_reached_is_named_without_its_password()
    {
        var proxy = EnvironmentProxy.Find(name => name == "HTTPS_PROXY" ? "http://ann:s3cret@127.0.0.1:1" : null);
        using var client = new RegistryClient(new RegistryClientOptions { Proxy = proxy, Retry = new RetryOptions { MaxAttempts = 1 } });

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await client.Repository(ImageReference.Parse("r.example/acme/app")).ResolveAsync("1", None));

        Assert.Contains("the proxy http://127.0.0.1:1 refused the connection", exception.Message, StringComparison.Ordinal);
        NoSecretIn(exception);
    }

    [Fact]
    [Trait("Answers", "GHSA-f36w-mj3v-6jqv")]
    public async Task An_endless_answer_of_a_token_server_is_not_read()
    {
        var script = new ScriptedHandler(request => request.RequestUri!.Host == "auth.example"
            ? Answer(HttpStatusCode.OK, $$"""{"token":"{{new string('t', 2 * 1024 * 1024)}}"}""")
            : Answer(HttpStatusCode.Unauthorized, headers: ("WWW-Authenticate", "Bearer realm=\"https://auth.example/token\"")));

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await Repository(script).ResolveAsync("1", None));

        Assert.Contains("larger than", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.BadGateway)]
    public async Task No_failure_shows_a_secret(HttpStatusCode status)
    {
        var notices = new List<RetryNotice>();
        var script = new ScriptedHandler(request => request switch
        {
            { RequestUri.Host: "storage.example" } => Answer(status, "<html>"),
            { RequestUri.Host: "auth.example" } => Answer(HttpStatusCode.OK, """{"token":"t0ken"}"""),
            { Headers.Authorization: null } => Answer(HttpStatusCode.Unauthorized, headers: ("WWW-Authenticate", "Bearer realm=\"https://auth.example/token\"")),
            _ => Answer(HttpStatusCode.Accepted, headers: ("Location", "https://user:p4ss@storage.example/b?X-Amz-Signature=s1gned&X-Amz-Credential=s1gned")),
        });
        var repository = Repository(script, options => options with { Retries = new Notices(notices), Retry = new RetryOptions { MaxAttempts = 2, BaseDelay = TimeSpan.FromMilliseconds(1) } });

        var (blob, bytes) = Image.Blobs.First();
        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await repository.PutBlobAsync(blob, _ => ValueTask.FromResult<Stream>(new MemoryStream(bytes)), None));

        Assert.StartsWith("https://storage.example/b?X-Amz-Signature=…&X-Amz-Credential=…", exception.Uri, StringComparison.Ordinal);
        NoSecretIn(exception);
        Assert.Equal(status == HttpStatusCode.BadGateway ? 1 : 0, notices.Count);
        Assert.All(notices, notice => Assert.All(Secrets, secret => Assert.DoesNotContain(secret, $"{notice}", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Bearer realm=\"https://auth.example/token\"", "t0ken-1234")]
    [InlineData("Basic realm=\"r\"", "p4ssword")]
    public async Task What_a_registry_was_sent_in_confidence_is_not_repeated_in_its_words(string challenge, string secret)
    {
        var warnings = new List<RegistryWarning>();
        var script = new ScriptedHandler(request => request switch
        {
            { RequestUri.Host: "auth.example" } => Answer(HttpStatusCode.OK, """{"token":"t0ken-1234"}"""),
            { Headers.Authorization: { Parameter: var sent } } => Answer(
                HttpStatusCode.BadRequest,
                $$"""{"errors":[{"code":"{{secret}}","message":"you sent {{sent}}, which is {{secret}}"}]}""",
                "application/json",
                ("Warning", $"299 - \"you sent {sent}, {secret}\"")),
            _ => Answer(HttpStatusCode.Unauthorized, headers: ("WWW-Authenticate", challenge)),
        });
        var repository = Repository(script, options => options with
        {
            Credentials = CredentialSource.Explicit("r.example", "ann", "p4ssword"),
            Warnings = new Warned(warnings),
        });

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await repository.ResolveAsync("1", None));

        Assert.Contains("you sent …, which is …", exception.Message, StringComparison.Ordinal);
        Assert.Equal("you sent …, …", Assert.Single(warnings).Text);
        foreach (var text in new[] { exception.ToString(), string.Join(';', exception.Errors) })
            Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    [Trait("Answers", "CVE-2021-41092")]
    public async Task A_helper_that_is_missing_stops_the_request_and_no_other_credential_takes_its_place()
    {
        using var folder = new TempDirectory();
        folder.Write(".docker/config.json", """{"credsStore":"missing","auths":{"r.example":{"auth":"YW5uOnMzY3JldA=="}}}""");
        folder.Write(".config/containers/auth.json", """{"auths":{"r.example":{"auth":"YW5uOnMzY3JldA=="}}}""");
        var script = new ScriptedHandler(_ => Answer(HttpStatusCode.Unauthorized, headers: ("WWW-Authenticate", "Basic realm=\"r\"")));
        var environment = new CredentialEnvironment { Variable = name => name == "PATH" ? folder.Path : null, Home = folder.Path, RunFolder = folder["run"] };

        var exception = await Assert.ThrowsAsync<PlimsollException>(async () =>
            await Repository(script, options => options with { Credentials = CredentialSource.Default(environment) }).ResolveAsync("1", None));

        Assert.Equal(ErrorKind.Authentication, exception.Kind);
        Assert.Equal([null], script.Authorizations);
        NoSecretIn(exception);
    }

    [Fact]
    public async Task A_credential_that_ends_is_looked_for_anew()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var source = new Expiring(clock);
        var script = new ScriptedHandler(request => Answer(request.Headers.Authorization is null ? HttpStatusCode.Unauthorized : HttpStatusCode.NotFound, headers: ("WWW-Authenticate", "Basic realm=\"r\"")));
        var repository = Repository(script, options => options with { Credentials = source, TimeProvider = clock });

        await repository.ResolveAsync("1", None);
        await repository.ResolveAsync("2", None);
        Assert.Equal(1, source.Count);

        clock.Advance(TimeSpan.FromHours(1));
        await repository.ResolveAsync("3", None);
        Assert.Equal(2, source.Count);
        Assert.NotEqual(script.Authorizations[^1], script.Authorizations[1]);
    }

    /// <summary>The words of a certificate, of a proxy or of a broken stream are the other side's as well.</summary>
    [Theory]
    [InlineData("TLS")]
    [InlineData("proxy")]
    [InlineData("timeout")]
    [InlineData("stream")]
    public async Task A_connection_that_fails_with_what_it_was_sent_in_its_words_does_not_repeat_it(string way)
    {
        var notices = new List<RetryNotice>();
        var trace = new List<string>();
        var script = new ScriptedHandler(request =>
        {
            if (request.Headers.Authorization is not { Parameter: var sent })
                return Answer(HttpStatusCode.Unauthorized, headers: ("WWW-Authenticate", "Basic realm=\"r\""));
            var words = $"you sent {sent}, which is s3cret-1234";
            throw way switch
            {
                "TLS" => new HttpRequestException(HttpRequestError.SecureConnectionError, words, new System.Security.Authentication.AuthenticationException(words)),
                "proxy" => new HttpRequestException(HttpRequestError.ProxyTunnelError, words),
                "timeout" => new TimeoutException(words),
                _ => new IOException(words),
            };
        });
        var repository = Repository(script, options => options with
        {
            Credentials = CredentialSource.Explicit("r.example", "ann", "s3cret-1234"),
            TimeProvider = new InstantDelays(DateTimeOffset.UnixEpoch),
            Retries = new Notices(notices),
            Trace = new Lines(trace),
        });

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await repository.ResolveAsync("1", None));

        Assert.Contains(script.Authorizations, sent => sent is not null);
        foreach (var secret in new[] { "s3cret", "YW5uOnMzY3JldC0xMjM0" })
            Assert.DoesNotContain(secret, $"{exception.Message} {exception.Advice} {string.Join(' ', notices.Select(notice => notice.Reason))} {string.Join(' ', trace)}", StringComparison.Ordinal);
    }

    private static async Task<RegistryException> ResolvingAsync(HttpResponseMessage answer, params string[] addresses)
    {
        var isFirst = true;
        var script = new ScriptedHandler(_ => answer);

        // The first handler is the registry's own connections; what it names elsewhere goes through the real, guarded ones.
        using var client = new RegistryClient(new RegistryClientOptions
        {
            Transport = handler => isFirst && !(isFirst = false) ? script : handler,
            Resolve = (_, _) => Task.FromResult(Array.ConvertAll(addresses, IPAddress.Parse)),
        });
        return await Assert.ThrowsAsync<RegistryException>(async () => await client.Repository(ImageReference.Parse("r.example/acme/app")).OpenBlobAsync(Image.Blobs.Keys.First(), None));
    }

    private static RegistryRepository Repository(ScriptedHandler script, Func<RegistryClientOptions, RegistryClientOptions>? change = null, string registry = "r.example")
    {
        var options = new RegistryClientOptions { Credentials = CredentialSource.Explicit(registry, "ann", "s3cret"), Transport = _ => script };
        return new RegistryClient(change?.Invoke(options) ?? options).Repository(ImageReference.Parse($"{registry}/acme/app"));
    }

    private static void NoSecretIn(PlimsollException exception) =>
        Assert.All(Secrets, secret => Assert.DoesNotContain(secret, $"{exception} {exception.Advice} {(exception as RegistryException)?.Uri}", StringComparison.Ordinal));

    private sealed class Notices(List<RetryNotice> notices) : IProgress<RetryNotice>
    {
        public void Report(RetryNotice value) => notices.Add(value);
    }

    private sealed class Lines(List<string> lines) : IProgress<string>
    {
        public void Report(string value)
        {
            lock (lines)
                lines.Add(value);
        }
    }

    private sealed class Warned(List<RegistryWarning> warnings) : IProgress<RegistryWarning>
    {
        public void Report(RegistryWarning value) => warnings.Add(value);
    }

    private sealed class Expiring(TimeProvider clock) : ICredentialSource
    {
        public int Count { get; private set; }

        public ValueTask<RegistryCredential?> FindAsync(string registry, string? repository, CancellationToken cancellationToken) =>
            ValueTask.FromResult<RegistryCredential?>(new RegistryCredential("the test") { Username = "ann", Password = $"p{++Count}", Life = new CredentialLife(clock, TimeSpan.FromMinutes(30)) });
    }
}
