using System.Net;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Registries.Auth.Credentials;
using static Plimsoll.Oci.Tests.Registries.ScriptedHandler;

namespace Plimsoll.Oci.Tests.Registries;

public class BearerTokenTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task The_realms_own_query_stays_and_scopes_are_asked_for_one_by_one()
    {
        var script = Registry("Bearer realm=\"https://auth.example/token?tenant=a%2Fb\",service=\"r.example\",scope=\"repository:acme/app:pull registry:catalog:*\"");

        await Repository(script, Password).ResolveAsync("1", None);

        Assert.Equal(
            "GET https://auth.example/token?tenant=a%2Fb&service=r.example&scope=registry%3Acatalog%3A*&scope=repository%3Aacme%2Fapp%3Apull",
            script.Requests[1]);
        Assert.Equal([null, "Basic YW5uOnMzY3JldA==", "Bearer t0ken"], script.Authorizations);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.MethodNotAllowed)]
    public async Task Where_a_token_server_does_not_know_POST_the_identity_token_goes_by_GET(HttpStatusCode status)
    {
        var script = Registry("Bearer realm=\"https://auth.example/token\",service=\"s\"", request => request.Method == HttpMethod.Post ? Answer(status) : null);

        await Repository(script, """{"auths": {"r.example": {"username": "ann", "identitytoken": "refresh"} } }""").ResolveAsync("1", None);

        Assert.Contains("grant_type=refresh_token", script.Bodies[1], StringComparison.Ordinal);
        Assert.Contains("scope=repository%3Aacme%2Fapp%3Apull", script.Bodies[1], StringComparison.Ordinal);
        Assert.Equal("Basic YW5uOnJlZnJlc2g=", script.Authorizations[2]);
        Assert.Equal("Bearer t0ken", script.Authorizations[3]);
    }

    [Fact]
    public async Task A_registry_token_is_sent_as_it_is()
    {
        var script = Registry("Bearer realm=\"https://auth.example/token\"");

        await Repository(script, """{"auths": {"r.example": {"registrytoken": "t0ken"} } }""").ResolveAsync("1", None);

        Assert.Equal([null, "Bearer t0ken"], script.Authorizations);
    }

    [Theory]
    [InlineData("http://auth.example/token")]
    [InlineData("https://ann:x@auth.example/token")]
    [InlineData("/token")]
    [InlineData("file:///etc/passwd")]
    [Trait("Answers", "CVE-2026-48978")]
    public async Task Credentials_are_not_sent_to_a_realm_without_TLS_or_of_a_strange_form(string realm)
    {
        var script = Registry($"Bearer realm=\"{realm}\"");

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await Repository(script, Password).ResolveAsync("1", None));

        Assert.Equal(ErrorKind.Authentication, exception.Kind);
        Assert.Single(script.Requests);
    }

    [Theory]
    [InlineData("https://auth.example/moved?service=s", true)]
    [InlineData("/moved?service=s", true)]
    [InlineData("https://other.example/moved?service=s", false)]
    public async Task A_token_server_that_moved_is_followed_with_its_own_credentials_alone(string location, bool isSame)
    {
        var script = new ScriptedHandler(request => request switch
        {
            { RequestUri.AbsolutePath: "/moved" } => Answer(HttpStatusCode.OK, """{"token":"t0ken"}"""),
            { RequestUri.Host: "auth.example" } => Answer(HttpStatusCode.TemporaryRedirect, headers: ("Location", location)),
            { Headers.Authorization: null } => Answer(HttpStatusCode.Unauthorized, headers: ("WWW-Authenticate", "Bearer realm=\"https://auth.example/token\",service=\"s\"")),
            _ => Answer(HttpStatusCode.NotFound),
        });

        Assert.Null(await Repository(script, Password).ResolveAsync("1", None));

        Assert.Equal("Bearer t0ken", script.Authorizations[^1]);
        Assert.StartsWith("Basic ", script.Authorizations[1], StringComparison.Ordinal);
        Assert.Equal(isSame ? script.Authorizations[1] : null, script.Authorizations[2]);
    }

    [Theory]
    [InlineData("http://auth.example/moved")]
    [InlineData("https://auth.example/token?again")]
    [InlineData("https://ann:s3cret@auth.example/moved")]
    public async Task A_token_server_that_leads_astray_is_not_followed(string location)
    {
        var script = Registry("Bearer realm=\"https://auth.example/token\"", _ => Answer(HttpStatusCode.Found, headers: ("Location", location)));

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await Repository(script, Password).ResolveAsync("1", None));

        Assert.Equal(HttpStatusCode.Found, exception.Status);
        Assert.DoesNotContain("s3cret", exception.ToString(), StringComparison.Ordinal);
        Assert.InRange(script.Requests.Count, 2, 7);
        Assert.All(script.Requests, request => Assert.StartsWith("https:", request.Split(' ')[1], StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_server_that_fails_is_not_tried_attempts_times_attempts()
    {
        var script = Registry("Bearer realm=\"https://auth.example/token\"", _ => Answer(HttpStatusCode.BadGateway));

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await Repository(script, Password).ResolveAsync("1", None));

        Assert.Equal((3, HttpStatusCode.BadGateway), (exception.Attempts, exception.Status));
        Assert.Equal(3, script.Requests.Count(request => request.Contains("auth.example", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_answer_without_a_usable_token_is_an_error_that_does_not_quote_it()
    {
        var script = Registry("Bearer realm=\"https://auth.example/token\"", _ => Answer(HttpStatusCode.OK, """{"token":"a\r\nX-Evil: secret"}"""));

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await Repository(script, Password).ResolveAsync("1", None));

        Assert.DoesNotContain("secret", exception.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("2130706433")]
    [InlineData("0x7f000001")]
    [InlineData("0177.0.0.1")]
    [InlineData("127.1")]
    [InlineData("169.254.169.254")]
    [InlineData("[::1]")]
    [InlineData("[fd00::5]")]
    [InlineData("[fe80::1%25lo]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("[::ffff:7f00:1]")]
    [InlineData("[64:ff9b::7f00:1]")]
    [InlineData("localhost")]
    [Trait("Answers", "CVE-2026-48978")]
    [Trait("Answers", "go-containerregistry#2193")]
    public async Task A_realm_at_a_private_address_is_refused_however_it_is_written(string host)
    {
        var script = Registry($"Bearer realm=\"https://{host}:1/token\"");
        var isFirst = true;

        // The first handler is the registry's own connections; what it names elsewhere goes through the real, guarded ones.
        using var client = new RegistryClient(new RegistryClientOptions
        {
            Transport = handler => isFirst && !(isFirst = false) ? script : handler,
        });
        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await client.Repository(ImageReference.Parse("r.example/acme/app")).ResolveAsync("1", None));

        Assert.Contains("private address", exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, exception.Attempts);
    }

    private const string Password = """{"auths": {"r.example": {"username": "ann", "password": "s3cret"} } }""";

    /// <summary>A registry that wants <c>t0ken</c> and a token server that gives it.</summary>
    private static ScriptedHandler Registry(string challenge, Func<HttpRequestMessage, HttpResponseMessage?>? tokens = null) => new(request => request switch
    {
        { RequestUri.Host: "auth.example" } => tokens?.Invoke(request) ?? Answer(HttpStatusCode.OK, """{"access_token":"t0ken"}"""),
        { Headers.Authorization.Parameter: "t0ken" } => Answer(HttpStatusCode.NotFound),
        _ => Answer(HttpStatusCode.Unauthorized, headers: ("WWW-Authenticate", challenge)),
    });

    private static RegistryRepository Repository(ScriptedHandler script, string dockerAuthConfig) => new RegistryClient(new RegistryClientOptions
    {
        Credentials = CredentialSource.DockerAuthConfig(new CredentialEnvironment { Variable = name => name == "DOCKER_AUTH_CONFIG" ? dockerAuthConfig : null }),
        Transport = _ => script,
        Retry = new RetryOptions { MaxAttempts = 3, BaseDelay = TimeSpan.FromMilliseconds(1) },
    }).Repository(ImageReference.Parse("r.example/acme/app"));
}
