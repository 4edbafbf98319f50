using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Plimsoll.Oci.Tests.Registries.Auth.Clouds;

public sealed class GoogleSourceTests : IDisposable
{
    private const string Metadata = "GET http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/default/token";
    private const string Tokens = "POST https://oauth2.googleapis.com/token";
    private const string Answer = """{"access_token":"ya29.t0ken","expires_in":3599,"token_type":"Bearer"}""";
    private readonly CloudWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("europe-docker.pkg.dev")]
    [InlineData("gcr.io")]
    [InlineData("eu.gcr.io")]
    public async Task The_metadata_server_gives_an_access_token(string registry)
    {
        _world.Answer(Metadata, Answer, HttpStatusCode.OK, ("Metadata-Flavor", "Google"));

        var found = await _world.FindAsync(registry);

        Assert.Equal(("oauth2accesstoken", "ya29.t0ken"), (found?.Username, found?.Password));
        Assert.Equal(_world.Clock.GetUtcNow().AddSeconds(3599 - 300), found?.Life?.RenewAt);
    }

    [Theory]
    [InlineData("pkg.dev.evil.example")]
    [InlineData("evilgcr.io")]
    [InlineData("gcr.io:5000")]
    public async Task Registries_of_others_get_nothing_and_nobody_is_asked(string registry)
    {
        Assert.Null(await _world.FindAsync(registry));
        Assert.Empty(_world.Asked);
    }

    [Fact]
    public async Task A_server_that_is_not_Googles_is_not_believed()
    {
        _world.Answer(Metadata, Answer);

        Assert.Null(await _world.FindAsync("gcr.io"));
    }

    [Fact]
    public async Task The_metadata_host_can_be_named()
    {
        _world.Variables["GCE_METADATA_HOST"] = "127.0.0.1:8080";
        _world.Answer("GET http://127.0.0.1:8080/computeMetadata/v1/instance/service-accounts/default/token", Answer, HttpStatusCode.OK, ("Metadata-Flavor", "Google"));

        Assert.NotNull(await _world.FindAsync("gcr.io"));
    }

    [Fact]
    public async Task A_service_accounts_key_signs_a_claim_that_is_exchanged()
    {
        using var key = RSA.Create(2048);
        var file = new JsonObject { ["type"] = "service_account", ["client_email"] = "ci@acme.iam.gserviceaccount.com", ["private_key_id"] = "k1", ["private_key"] = key.ExportPkcs8PrivateKeyPem() };
        _world.Variables["GOOGLE_APPLICATION_CREDENTIALS"] = _world.Home.Write("key.json", file.ToJsonString());
        _world.Answer(Tokens, Answer);

        Assert.Equal("ya29.t0ken", (await _world.FindAsync("europe-docker.pkg.dev"))?.Password);

        var form = _world.Script.Bodies[0].Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => WebUtility.UrlDecode(pair[1]));
        Assert.Equal("urn:ietf:params:oauth:grant-type:jwt-bearer", form["grant_type"]);
        var parts = form["assertion"].Split('.');
        Assert.True(key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!;
        Assert.Equal("ci@acme.iam.gserviceaccount.com", (string?)claims["iss"]);
        Assert.Equal("https://oauth2.googleapis.com/token", (string?)claims["aud"]);
        Assert.Equal(_world.Clock.GetUtcNow().ToUnixTimeSeconds() + 3600, (long?)claims["exp"]);
    }

    [Fact]
    public async Task The_login_of_gcloud_is_renewed()
    {
        _world.Home.Write(".config/gcloud/application_default_credentials.json", """{"type":"authorized_user","client_id":"id","client_secret":"cs","refresh_token":"rt"}""");
        _world.Answer(Tokens, Answer);

        Assert.NotNull(await _world.FindAsync("gcr.io"));
        Assert.Equal("grant_type=refresh_token&client_id=id&client_secret=cs&refresh_token=rt", _world.Script.Bodies[0]);
    }

    [Theory]
    [InlineData("""{"type":"service_account","client_email":"a@b","private_key":"s3cret"}""")]
    [InlineData("""{"type":"external_account"}""")]
    [InlineData("""{"type":"authorized_user","client_id":"s3cret"}""")]
    [InlineData("""{"type":"authorized_user","client_id":"a","client_secret":"s3cret","refresh_token":"s3cret","token_uri":"http://tokens.example/"}""")]
    [InlineData("s3cret")]
    public async Task A_file_that_cannot_be_used_is_an_error_and_not_passed_over(string content)
    {
        _world.Variables["GOOGLE_APPLICATION_CREDENTIALS"] = _world.Home.Write("key.json", content);

        var exception = await Assert.ThrowsAsync<PlimsollException>(async () => await _world.FindAsync("gcr.io"));

        Assert.DoesNotContain("s3cret", exception.ToString(), StringComparison.Ordinal);
        Assert.Empty(_world.Asked);
    }
}
