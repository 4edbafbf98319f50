using System.Net;

namespace Plimsoll.Oci.Tests.Registries.Auth.Clouds;

public sealed class AzureSourceTests : IDisposable
{
    private const string Directory = "POST https://login.microsoftonline.com/tenant/oauth2/v2.0/token";
    private const string Exchange = "POST https://acme.azurecr.io/oauth2/exchange";
    private const string Machine = "GET http://169.254.169.254/metadata/identity/oauth2/token";
    private const string Token = """{"token_type":"Bearer","expires_in":3599,"access_token":"aad"}""";
    private readonly CloudWorld _world = new();

    public AzureSourceTests() => _world.Answer(Exchange, """{"refresh_token":"refresh"}""");

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_client_secret_becomes_an_identity_token_of_the_registry()
    {
        UseClient();
        _world.Variables["AZURE_CLIENT_SECRET"] = "s3cret";
        _world.Answer(Directory, Token);

        var found = await _world.FindAsync("acme.azurecr.io");

        Assert.Equal(("00000000-0000-0000-0000-000000000000", "refresh", null), (found?.Username, found?.IdentityToken, found?.Password));
        Assert.Equal("grant_type=client_credentials&client_id=client&scope=https%3A%2F%2Fcontainerregistry.azure.net%2F.default&client_secret=s3cret", _world.Script.Bodies[0]);
        Assert.Equal("grant_type=access_token&service=acme.azurecr.io&tenant=tenant&access_token=aad", _world.Script.Bodies[1]);
    }

    [Fact]
    public async Task Each_request_is_told_without_its_secrets()
    {
        UseClient();
        _world.Variables["AZURE_CLIENT_SECRET"] = "s3cret";
        _world.Variables["AZURE_AUTHORITY_HOST"] = "https://login.example/";
        _world.Answer("POST https://login.example/tenant/oauth2/v2.0/token", Token);

        await _world.FindAsync("acme.azurecr.io");

        Assert.Equal(2, _world.Trace.Count);
        Assert.StartsWith("POST https://login.example/tenant/oauth2/v2.0/token → 200 in 0 ms, to ", _world.Trace[0], StringComparison.Ordinal);
        Assert.StartsWith($"{Exchange} → 200 in 0 ms, to ", _world.Trace[1], StringComparison.Ordinal);
        Assert.All(_world.Trace, line => Assert.DoesNotContain("s3cret", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_federated_token_is_read_from_its_file()
    {
        UseClient();
        _world.Variables["AZURE_FEDERATED_TOKEN_FILE"] = _world.Home.Write("token", "jwt\n");
        _world.Variables["AZURE_AUTHORITY_HOST"] = "https://login.example/";
        _world.Answer("POST https://login.example/tenant/oauth2/v2.0/token", Token);

        Assert.NotNull(await _world.FindAsync("acme.azurecr.io"));
        Assert.EndsWith("client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion=jwt", _world.Script.Bodies[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_identity_of_a_job_is_a_federated_token_too()
    {
        UseClient();
        _world.Variables["ACTIONS_ID_TOKEN_REQUEST_URL"] = "https://token.actions.example/request?api-version=2.0";
        _world.Variables["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = "request-secret";
        _world.Answer("GET https://token.actions.example/request", """{"value":"jwt"}""");
        _world.Answer(Directory, Token);

        Assert.Equal("refresh", (await _world.FindAsync("acme.azurecr.io"))?.IdentityToken);
        Assert.EndsWith("&audience=api%3A%2F%2FAzureADTokenExchange", _world.Script.Requests[0], StringComparison.Ordinal);
        Assert.EndsWith("&client_assertion=jwt", _world.Script.Bodies[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_service_connection_of_Azure_Pipelines_gives_one_when_it_is_needed()
    {
        _world.Variables["AZURESUBSCRIPTION_CLIENT_ID"] = "client";
        _world.Variables["AZURESUBSCRIPTION_TENANT_ID"] = "tenant";
        _world.Variables["AZURESUBSCRIPTION_SERVICE_CONNECTION_ID"] = "11111111-2222-3333-4444-555555555555";
        _world.Variables["SYSTEM_OIDCREQUESTURI"] = "https://dev.azure.example/org/oidctoken";
        _world.Variables["SYSTEM_ACCESSTOKEN"] = "job-secret";
        _world.Answer("POST https://dev.azure.example/org/oidctoken", request => request.Headers.Authorization?.Parameter == "job-secret" ? """{"oidcToken":"jwt"}""" : null);
        _world.Answer(Directory, Token);

        Assert.Equal("refresh", (await _world.FindAsync("acme.azurecr.io"))?.IdentityToken);
        Assert.EndsWith("?api-version=7.1&serviceConnectionId=11111111-2222-3333-4444-555555555555", _world.Script.Requests[0], StringComparison.Ordinal);
        Assert.EndsWith("&client_assertion=jwt", _world.Script.Bodies[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_managed_identity_of_a_service_is_asked_for_with_its_header()
    {
        _world.Variables["IDENTITY_ENDPOINT"] = "http://127.0.0.1:42356/msi/token";
        _world.Variables["IDENTITY_HEADER"] = "h3ader";
        _world.Answer("GET http://127.0.0.1:42356/msi/token", request => request.Headers.NonValidated["X-IDENTITY-HEADER"].ToString() == "h3ader" ? Token : null);

        Assert.NotNull(await _world.FindAsync("acme.azurecr.io"));
        Assert.EndsWith("?api-version=2019-08-01&resource=https%3A%2F%2Fcontainerregistry.azure.net", _world.Script.Requests[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_managed_identity_of_a_machine_is_asked_for_last()
    {
        _world.Variables["AZURE_CLIENT_ID"] = "client";
        _world.Answer(Machine, request => request.Headers.NonValidated["Metadata"].ToString() == "true" ? Token : null);

        Assert.NotNull(await _world.FindAsync("acme.azurecr.io"));
        Assert.EndsWith("&client_id=client", _world.Script.Requests[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_any_identity_the_user_is_anonymous()
    {
        Assert.Null(await _world.FindAsync("acme.azurecr.io"));
        Assert.Equal([Machine], _world.Asked);
    }

    [Theory]
    [InlineData("acme.azurecr.io.evil.example")]
    [InlineData("acme.azurecr.io:5000")]
    [InlineData("azurecr.io")]
    public async Task Registries_of_others_get_nothing_and_nobody_is_asked(string registry)
    {
        UseClient();
        _world.Variables["AZURE_CLIENT_SECRET"] = "s3cret";

        Assert.Null(await _world.FindAsync(registry));
        Assert.Empty(_world.Asked);
    }

    [Fact]
    public async Task A_refusal_says_its_code_and_no_secret()
    {
        UseClient();
        _world.Variables["AZURE_CLIENT_SECRET"] = "s3cret";
        _world.Answer(Directory, """{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret s3cret provided."}""", HttpStatusCode.Unauthorized);

        var exception = await Assert.ThrowsAsync<PlimsollException>(async () => await _world.FindAsync("acme.azurecr.io"));

        Assert.Equal(ErrorKind.Authentication, exception.Kind);
        Assert.Contains("(AADSTS7000215)", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endless_answer_is_not_read()
    {
        UseClient();
        _world.Variables["AZURE_CLIENT_SECRET"] = "s3cret";
        _world.Answer(Directory, $$"""{"access_token":"{{new string('t', 1024 * 1024)}}"}""");

        var exception = await Assert.ThrowsAsync<PlimsollException>(async () => await _world.FindAsync("acme.azurecr.io"));

        Assert.Equal(ErrorKind.Transport, exception.Kind);
        Assert.Contains("larger than 1024 KiB", exception.Message, StringComparison.Ordinal);
        Assert.Single(_world.Asked);
    }

    [Fact]
    public async Task A_secret_is_not_sent_without_TLS()
    {
        UseClient();
        _world.Variables["AZURE_CLIENT_SECRET"] = "s3cret";
        _world.Variables["AZURE_AUTHORITY_HOST"] = "http://login.example";

        await Assert.ThrowsAsync<PlimsollException>(async () => await _world.FindAsync("acme.azurecr.io"));
        Assert.Empty(_world.Asked);
    }

    private void UseClient() => (_world.Variables["AZURE_CLIENT_ID"], _world.Variables["AZURE_TENANT_ID"]) = ("client", "tenant");
}
