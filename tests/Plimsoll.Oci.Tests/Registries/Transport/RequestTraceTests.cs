using System.Net;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Auth;
using static Plimsoll.Oci.Tests.Registries.ScriptedHandler;

namespace Plimsoll.Oci.Tests.Registries.Transport;

public class RequestTraceTests
{
    private const string Secret = "s3cr3tS1gnature";

    private static readonly CancellationToken None = CancellationToken.None;

    private readonly List<string> _lines = [];
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task Requests_credentials_and_tokens_are_told_in_order()
    {
        var repository = Open(request => request switch
        {
            { RequestUri.Host: "auth.example" } => Answer(HttpStatusCode.OK, """{"token":"t0p-s3cret-t0ken"}"""),
            { Headers.Authorization: null } => Answer(HttpStatusCode.Unauthorized, headers: ("WWW-Authenticate", "Bearer realm=\"https://auth.example/token\",service=\"r\"")),
            _ => Answer(HttpStatusCode.NotFound),
        });

        Assert.Null(await repository.ResolveAsync("1.0", None));

        Assert.Equal(
            [
                "HEAD https://r.example/v2/acme/app/manifests/1.0 → 401 in 25 ms, attempt 1",
                "credentials for r.example: 'ann' (from the command line)",
                "token for r.example from auth.example: repository:acme/app:pull",
                "GET https://auth.example/token?service=r&scope=repository%3Aacme%2Fapp%3Apull → 200 in 25 ms, received 28 bytes, attempt 1",
                "HEAD https://r.example/v2/acme/app/manifests/1.0 → 404 in 25 ms, attempt 1",
            ],
            _lines);
    }

    [Fact]
    public async Task Each_attempt_is_told_with_its_number_and_why_it_failed()
    {
        var count = 0;
        var repository = Open(_ => ++count switch
        {
            1 => throw new HttpRequestException("Connection refused (r.example:443)."),
            2 => Answer(HttpStatusCode.ServiceUnavailable),
            _ => Answer(HttpStatusCode.NotFound),
        });

        Assert.Null(await repository.ResolveAsync("1.0", None));

        Assert.Equal(
            [
                "HEAD https://r.example/v2/acme/app/manifests/1.0 failed after 25 ms: Connection refused (r.example:443), attempt 1",
                "HEAD https://r.example/v2/acme/app/manifests/1.0 → 503 in 25 ms, attempt 2",
                "HEAD https://r.example/v2/acme/app/manifests/1.0 → 404 in 25 ms, attempt 3",
            ],
            _lines);
    }

    [Fact]
    public async Task Nobody_is_told_where_nobody_listens()
    {
        using var client = new RegistryClient(new RegistryClientOptions { Transport = _ => new ScriptedHandler(_ => Answer(HttpStatusCode.NotFound)) });

        Assert.Null(await client.Repository(ImageReference.Parse("r.example/acme/app")).ResolveAsync("1.0", None));

        Assert.Empty(_lines);
    }

    [Theory]
    [InlineData("https://store.example/b?X-Amz-Signature=SECRET&X-Amz-Expires=1200")]
    [InlineData("https://store.example/b?se=2026&sig=SECRET")]
    [InlineData("https://store.example/b?token=SECRET")]
    [InlineData("https://store.example/b?SECRET")]
    [InlineData("https://store.example/b?n=1;sig=SECRET")]
    [InlineData("https://store.example/b?from=a%26sig%3DSECRET")]
    [InlineData("https://store.example/b?tag=a%3Bsig%3dSECRET")]
    [InlineData("https://store.example/b?digest=a%2526sig%253DSECRET")]
    [InlineData("https://store.example/b#token=SECRET")]
    [InlineData("https://r.example/v2/moved?_state=SECRET")]
    [InlineData("https://r.example/v2/hunter2hunter2/manifests/1.0")]
    public async Task An_address_that_a_registry_signed_is_told_without_its_signature(string location)
    {
        var repository = Redirecting(location.Replace("SECRET", Secret, StringComparison.Ordinal));

        await Assert.ThrowsAnyAsync<PlimsollException>(async () => await repository.GetManifestAsync("1.0", None));

        Assert.Contains(_lines, line => line.Contains("/b", StringComparison.Ordinal) || line.Contains("/v2/moved", StringComparison.Ordinal) || line.Contains("/v2/…/manifests", StringComparison.Ordinal));
        AssertNoSecret();
    }

    /// <summary>Whatever the parameter is called and however many stand beside it.</summary>
    [Fact]
    public void No_parameter_that_this_client_does_not_send_shows_its_value() =>
        Gen.Select(
            Gen.String[Gen.Char.AlphaNumeric, 1, 12].Where(name => name.ToLowerInvariant() is not ("service" or "scope" or "mount" or "from" or "digest" or "n" or "last" or "tag" or "ns")),
            OneOf("&", ";", "%26", "%3B", "%3b", "&amp;", "?"),
            OneOf("n=10", "digest=sha256%3Aabc", "scope=a", "", "n="),
            OneOf("=", "%3D", "%3d", "=%20", "="))
            .Sample((name, separator, before, equals) =>
                Assert.DoesNotContain(Secret, Oci.Registries.Transport.Redaction.Uri(new Uri($"https://ann:{Secret}@r.example/v2/?{before}{separator}{name}{equals}{Secret}")), StringComparison.Ordinal));

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    private RegistryRepository Redirecting(string location) => Open(request => request switch
    {
        { RequestUri.AbsolutePath: "/v2/acme/app/manifests/1.0", Headers.Authorization: null } => Answer(HttpStatusCode.Unauthorized, headers: ("WWW-Authenticate", "Basic realm=\"r\"")),
        { RequestUri.AbsolutePath: "/v2/acme/app/manifests/1.0" } => Answer(HttpStatusCode.TemporaryRedirect, headers: ("Location", location)),
        _ => Answer(HttpStatusCode.Forbidden, $"sig={Secret}"),
    });

    private void AssertNoSecret() => Assert.All(_lines, line =>
    {
        Assert.DoesNotContain(Secret, line, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", line, StringComparison.Ordinal);
        Assert.DoesNotContain("Basic", line, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String("ann:hunter2hunter2"u8), line, StringComparison.Ordinal);
    });

    private RegistryRepository Open(Func<HttpRequestMessage, HttpResponseMessage> answer) => new RegistryClient(new RegistryClientOptions
    {
        Credentials = CredentialSource.Explicit("r.example", "ann", "hunter2hunter2"),
        TimeProvider = _clock,
        Retry = new RetryOptions { BaseDelay = TimeSpan.Zero },
        Trace = new Listener(_lines),
        Transport = _ => new ScriptedHandler(request =>
        {
            _clock.Advance(TimeSpan.FromMilliseconds(25));
            return answer(request);
        }),
    }).Repository(ImageReference.Parse("r.example/acme/app"));

    private sealed class Listener(List<string> lines) : IProgress<string>
    {
        public void Report(string value) => lines.Add(value);
    }
}
