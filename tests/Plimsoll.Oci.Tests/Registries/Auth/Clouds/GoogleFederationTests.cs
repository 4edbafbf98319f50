using System.Text.Json.Nodes;
using Plimsoll.Oci.Registries.Auth;

namespace Plimsoll.Oci.Tests.Registries.Auth.Clouds;

public sealed class GoogleFederationTests : IDisposable
{
    private const string Registry = "europe-docker.pkg.dev";
    private const string Job = "GET https://token.actions.example/request";
    private const string Exchange = "POST https://sts.googleapis.com/v1/token";
    private const string Account = "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/ci@acme:generateAccessToken";

    private readonly CloudWorld _world = new();

    public GoogleFederationTests()
    {
        _world.Answer(Job, """{"value":"jwt"}""");
        _world.Answer(Exchange, """{"access_token":"federated","expires_in":3600}""");
        _world.Answer($"POST {Account}", """{"accessToken":"ya29","expireTime":"2026-05-19T11:00:00Z"}""");
    }

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task The_identity_of_a_job_becomes_that_of_the_service_account_and_is_renewed_before_it_ends()
    {
        Use(FromJob(), Account);
        var source = CredentialSource.Clouds(_world.Environment);

        var found = await source.FindAsync(Registry, "acme/app", CancellationToken.None);

        Assert.Equal(("oauth2accesstoken", "ya29"), (found?.Username, found?.Password));
        Assert.Equal([Job, Exchange, $"POST {Account}"], _world.Asked);
        Assert.Equal(["Bearer request-secret", null, "Bearer federated"], _world.Script.Authorizations);
        Assert.Contains("&subject_token_type=urn%3Aietf%3Aparams%3Aoauth%3Atoken-type%3Ajwt&subject_token=jwt", _world.Script.Bodies[1], StringComparison.Ordinal);
        Assert.Contains("audience=%2F%2Fiam.googleapis.com%2Fprojects%2F1", _world.Script.Bodies[1], StringComparison.Ordinal);

        _world.Clock.Advance(TimeSpan.FromMinutes(56));
        await source.FindAsync(Registry, "acme/app", CancellationToken.None);
        Assert.Equal(6, _world.Asked.Count());
    }

    [Fact]
    public async Task A_token_in_a_file_is_exchanged_too_and_does_without_a_service_account()
    {
        Use(new JsonObject { ["file"] = _world.Home.Write("token", "jwt\n") }, account: null);

        Assert.Equal("federated", (await _world.FindAsync(Registry))?.Password);
        Assert.EndsWith("&subject_token=jwt", _world.Script.Bodies[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_from_a_program_is_not_supported_and_said_so()
    {
        Use(new JsonObject { ["executable"] = new JsonObject { ["command"] = "x" } }, account: null);

        var failure = await Assert.ThrowsAsync<PlimsollException>(async () => await _world.FindAsync(Registry));

        Assert.Equal(ErrorKind.Usage, failure.Kind);
        Assert.Empty(_world.Asked);
    }

    private static JsonObject FromJob() => new()
    {
        ["url"] = "https://token.actions.example/request?audience=x",
        ["headers"] = new JsonObject { ["Authorization"] = "Bearer request-secret" },
        ["format"] = new JsonObject { ["type"] = "json", ["subject_token_field_name"] = "value" },
    };

    private void Use(JsonObject source, string? account)
    {
        var file = new JsonObject
        {
            ["type"] = "external_account",
            ["audience"] = "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/github",
            ["subject_token_type"] = "urn:ietf:params:oauth:token-type:jwt",
            ["token_url"] = "https://sts.googleapis.com/v1/token",
            ["credential_source"] = source,
        };
        if (account is not null)
            file["service_account_impersonation_url"] = account;
        _world.Variables["GOOGLE_APPLICATION_CREDENTIALS"] = _world.Home.Write("credentials.json", file.ToJsonString());
    }
}
