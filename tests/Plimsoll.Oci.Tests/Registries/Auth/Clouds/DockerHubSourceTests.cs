using System.Net;
using Plimsoll.Oci.Registries.Auth;

namespace Plimsoll.Oci.Tests.Registries.Auth.Clouds;

public sealed class DockerHubSourceTests : IDisposable
{
    private const string Job = "GET https://token.actions.example/request";
    private const string Exchange = "POST https://identity.docker.com/oauth/token";

    private readonly CloudWorld _world = new();

    public DockerHubSourceTests()
    {
        _world.Variables["DOCKERHUB_OIDC_CONNECTIONID"] = "0b7c9d1e-8a5f-4f0b-9c55-6b1f1f0f2a11";
        _world.Variables["DOCKERHUB_USERNAME"] = "acme";
        _world.Variables["ACTIONS_ID_TOKEN_REQUEST_URL"] = "https://token.actions.example/request?api-version=2.0";
        _world.Variables["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = "request-secret";
        _world.Answer(Job, """{"value":"jwt"}""");
        _world.Answer(Exchange, """{"access_token":"hub-token","expires_in":300}""");
    }

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task The_identity_of_the_job_becomes_the_password_of_the_organisation()
    {
        var found = await _world.FindAsync("docker.io");

        Assert.Equal(("acme", "hub-token"), (found?.Username, found?.Password));
        Assert.Equal("https://token.actions.example/request?api-version=2.0&audience=https%3A%2F%2Fidentity.docker.com", _world.Script.Requests[0].Split(' ')[1]);
        Assert.Equal("Bearer request-secret", _world.Script.Authorizations[0]);
        Assert.Equal(
            "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange&subject_token_type=urn%3Aietf%3Aparams%3Aoauth%3Atoken-type%3Aid_token&subject_token=jwt&connection_id=0b7c9d1e-8a5f-4f0b-9c55-6b1f1f0f2a11&expires_in=300",
            _world.Script.Bodies[1]);
    }

    [Fact]
    public async Task It_is_asked_for_when_it_is_needed_and_again_before_it_ends()
    {
        var source = CredentialSource.Clouds(_world.Environment);
        Assert.Empty(_world.Asked);

        await source.FindAsync("docker.io", "acme/app", CancellationToken.None);
        _world.Clock.Advance(TimeSpan.FromMinutes(2));
        await source.FindAsync("docker.io", "acme/app", CancellationToken.None);
        Assert.Equal([Job, Exchange], _world.Asked);

        _world.Clock.Advance(TimeSpan.FromMinutes(2));
        await source.FindAsync("docker.io", "acme/app", CancellationToken.None);
        Assert.Equal([Job, Exchange, Job, Exchange], _world.Asked);
    }

    [Fact]
    public async Task A_job_of_GitLab_has_its_token_in_a_variable()
    {
        _world.Variables.Remove("ACTIONS_ID_TOKEN_REQUEST_URL");
        _world.Variables["PLIMSOLL_ID_TOKEN"] = "gitlab-jwt";

        Assert.Equal("hub-token", (await _world.FindAsync("docker.io"))?.Password);
        Assert.Contains("&subject_token=gitlab-jwt&", _world.Script.Bodies[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ghcr.io")]
    [InlineData("docker.io.evil.example")]
    public async Task Other_registries_get_nothing_and_nobody_is_asked(string registry)
    {
        Assert.Null(await _world.FindAsync(registry));
        Assert.Empty(_world.Asked);
    }

    [Fact]
    public async Task A_job_without_an_identity_such_as_that_of_a_fork_reads_anonymously()
    {
        _world.Variables.Remove("ACTIONS_ID_TOKEN_REQUEST_URL");

        Assert.Null(await _world.FindAsync("docker.io"));
        Assert.Empty(_world.Asked);
    }

    [Theory]
    [InlineData("DOCKERHUB_OIDC_CONNECTIONID", "not-a-uuid")]
    [InlineData("DOCKERHUB_OIDC_EXPIREIN", "60")]
    [InlineData("DOCKERHUB_OIDC_EXPIREIN", "an hour")]
    [InlineData("DOCKERHUB_USERNAME", "")]
    public async Task What_is_not_valid_is_named_and_nothing_is_exchanged(string variable, string value)
    {
        _world.Variables[variable] = value;

        var failure = await Assert.ThrowsAsync<PlimsollException>(async () => await _world.FindAsync("docker.io"));

        Assert.Equal(ErrorKind.Usage, failure.Kind);
        Assert.Contains(variable, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Exchange, _world.Asked);
    }

    [Fact]
    public async Task A_refusal_names_the_host_and_no_secret()
    {
        _world.Answer(Exchange, """{"error":"invalid_connection","error_description":"jwt"}""", HttpStatusCode.Forbidden);

        var failure = await Assert.ThrowsAsync<PlimsollException>(async () => await _world.FindAsync("docker.io"));

        Assert.Equal(ErrorKind.Authentication, failure.Kind);
        Assert.Contains("identity.docker.com returned HTTP 403 (invalid_connection)", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("jwt", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_addresses_can_be_others()
    {
        _world.Variables["DOCKERHUB_IDENTITY_URL"] = "http://127.0.0.1:5000/";
        _world.Variables["DOCKERHUB_OIDC_EXPIREIN"] = "3600";
        _world.Answer("POST http://127.0.0.1:5000/oauth/token", """{"access_token":"hub-token"}""");

        Assert.NotNull(await _world.FindAsync("docker.io"));
        Assert.EndsWith("&expires_in=3600", _world.Script.Bodies[1], StringComparison.Ordinal);
        Assert.EndsWith("audience=http%3A%2F%2F127.0.0.1%3A5000", _world.Script.Requests[0], StringComparison.Ordinal);
    }
}
