using System.Net;

namespace Plimsoll.Oci.Tests.Registries.Auth.Clouds;

public sealed class AwsSourceTests : IDisposable
{
    private const string Registry = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
    private const string Interface = "POST https://api.ecr.eu-west-1.amazonaws.com/";

    // AWS:s3cret, until twelve hours after the world's clock.
    private const string Password = """{"authorizationData":[{"authorizationToken":"QVdTOnMzY3JldA==","expiresAt":1.7792280E9,"proxyEndpoint":"https://x"}]}""";
    private const string KeyAnswer = """{"Code":"Success","AccessKeyId":"AKIA1","SecretAccessKey":"k3y","Token":"t0ken","Expiration":"2026-05-19T16:00:00Z"}""";

    private readonly CloudWorld _world = new();

    public AwsSourceTests() => _world.Answer(Interface, Password);

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(Registry, Interface)]
    [InlineData("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn", "POST https://api.ecr.cn-north-1.amazonaws.com.cn/")]
    [InlineData("123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com", "POST https://ecr-fips.us-gov-west-1.amazonaws.com/")]
    [InlineData("123456789012.dkr-ecr.eu-west-1.on.aws", Interface)]
    public async Task Keys_of_the_environment_get_a_password_in_the_registrys_region(string registry, string address)
    {
        _world.Answer(address, Password);
        UseKeys();

        var found = await _world.FindAsync(registry);

        Assert.Equal(("AWS", "s3cret"), (found?.Username, found?.Password));
        Assert.Equal([address], _world.Asked);
        Assert.Equal("{}", _world.Script.Bodies[0]);
        Assert.StartsWith("AWS4-HMAC-SHA256 Credential=AKIA0/20260519/", _world.Script.Authorizations[0], StringComparison.Ordinal);
        Assert.Contains("/ecr/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-target,", _world.Script.Authorizations[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_public_registry_is_asked_for_in_us_east_1()
    {
        const string Address = "POST https://api.ecr-public.us-east-1.amazonaws.com/";
        _world.Answer(Address, """{"authorizationData":{"authorizationToken":"QVdTOnB1YmxpYw==","expiresAt":1.7792280E9}}""");
        UseKeys();

        Assert.Equal("public", (await _world.FindAsync("public.ecr.aws"))?.Password);
        Assert.Contains("/us-east-1/ecr-public/aws4_request", _world.Script.Authorizations[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ecr.eu-west-1.amazonaws.com")]
    [InlineData("123456789012.dkr.ecr.eu-west-1.amazonaws.com.evil.example")]
    [InlineData("evil.example/123456789012.dkr.ecr.eu-west-1.amazonaws.com")]
    [InlineData("123456789012.dkr.ecr.evil.example#.eu-west-1.amazonaws.com")]
    [InlineData("localhost:5000")]
    public async Task Registries_of_others_get_nothing_and_nobody_is_asked(string registry)
    {
        UseKeys();

        Assert.Null(await _world.FindAsync(registry));
        Assert.Empty(_world.Asked);
    }

    [Fact]
    public async Task The_identity_of_a_job_takes_the_role_that_is_named()
    {
        _world.Variables["AWS_ROLE_ARN"] = "arn:aws:iam::123456789012:role/push";
        _world.Variables["ACTIONS_ID_TOKEN_REQUEST_URL"] = "https://token.actions.example/request?api-version=2.0";
        _world.Variables["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = "request-secret";
        _world.Answer("GET https://token.actions.example/request", """{"value":"jwt"}""");
        _world.Answer("POST https://sts.eu-west-1.amazonaws.com/", "<r><Credentials><AccessKeyId>AKIA2</AccessKeyId><SecretAccessKey>k</SecretAccessKey><SessionToken>t</SessionToken></Credentials></r>");

        Assert.Equal("s3cret", (await _world.FindAsync(Registry))?.Password);
        Assert.EndsWith("&audience=sts.amazonaws.com", _world.Script.Requests[0], StringComparison.Ordinal);
        Assert.EndsWith("&WebIdentityToken=jwt", _world.Script.Bodies[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_is_kept_until_it_nears_its_end()
    {
        UseKeys();
        var source = Plimsoll.Oci.Registries.Auth.CredentialSource.Clouds(_world.Environment);
        async Task FindAsync() => Assert.NotNull(await source.FindAsync(Registry, "acme/app", CancellationToken.None));

        await FindAsync();
        _world.Clock.Advance(TimeSpan.FromHours(11));
        await FindAsync();
        Assert.Single(_world.Asked);

        _world.Clock.Advance(TimeSpan.FromHours(1));
        await FindAsync();
        Assert.Equal(2, _world.Asked.Count());
    }

    [Fact]
    public async Task A_profile_is_read_from_both_files()
    {
        _world.Variables["AWS_PROFILE"] = "ci";
        _world.Home.Write(".aws/config", "[default]\naws_access_key_id = WRONG\n[profile ci]\nregion = eu-west-1\ns3 =\n  aws_access_key_id = NESTED\n# aws_access_key_id = COMMENT\n");
        _world.Home.Write(".aws/credentials", "[other]\naws_access_key_id=WRONG\n\n[ci]\r\naws_access_key_id=AKIA2\r\naws_secret_access_key = a=b/c\r\n");

        Assert.Equal("'AWS' (from the AWS profile 'ci')", (await _world.FindAsync(Registry))?.ToString());
        Assert.Contains("Credential=AKIA2/", _world.Script.Authorizations[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing", "")]
    [InlineData("ci", "sso_session = x")]
    [InlineData("ci", "credential_process = /bin/x")]
    [InlineData("ci", "role_arn = arn:x\nsource_profile = default")]
    public async Task A_profile_that_cannot_be_used_is_an_error_and_not_passed_over(string profile, string content)
    {
        _world.Variables["AWS_PROFILE"] = profile;
        _world.Home.Write(".aws/config", $"[profile ci]\n{content}\n");

        await Assert.ThrowsAsync<PlimsollException>(async () => await _world.FindAsync(Registry));
        Assert.Empty(_world.Asked);
    }

    [Fact]
    public async Task A_web_identity_is_exchanged_for_keys()
    {
        _world.Variables["AWS_ROLE_ARN"] = "arn:aws:iam::123456789012:role/ci";
        _world.Variables["AWS_WEB_IDENTITY_TOKEN_FILE"] = _world.Home.Write("token", "jwt\n");
        _world.Answer("POST https://sts.eu-west-1.amazonaws.com/", """
            <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult><Credentials>
            <SessionToken>t0ken</SessionToken><SecretAccessKey>k3y</SecretAccessKey><Expiration>2026-05-19T11:00:00Z</Expiration><AccessKeyId>ASIA3</AccessKeyId>
            </Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>
            """);

        Assert.NotNull(await _world.FindAsync(Registry));
        Assert.Equal("Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fci&RoleSessionName=plimsoll&WebIdentityToken=jwt", _world.Script.Bodies[0]);
        Assert.Null(_world.Script.Authorizations[0]);
        Assert.Contains("x-amz-security-token", _world.Script.Authorizations[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_containers_role_is_asked_for_with_its_token()
    {
        _world.Variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = "http://169.254.170.23/v1/credentials";
        _world.Variables["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = _world.Home.Write("pod", "p0d\n");
        _world.Answer("GET http://169.254.170.23/v1/credentials", request => request.Headers.NonValidated["Authorization"].ToString() == "p0d" ? KeyAnswer : null);

        Assert.NotNull(await _world.FindAsync(Registry));
        Assert.Contains("Credential=AKIA1/", _world.Script.Authorizations[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://metadata.evil.example/x")]
    [InlineData("http://169.254.169.254/x")]
    [InlineData("file:///etc/passwd")]
    public async Task A_containers_token_goes_to_no_other_host(string address)
    {
        _world.Variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = address;
        _world.Variables["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = "p0d";

        await Assert.ThrowsAsync<PlimsollException>(async () => await _world.FindAsync(Registry));
        Assert.Empty(_world.Asked);
    }

    [Fact]
    public async Task A_machines_role_is_asked_for_last_and_with_a_session()
    {
        const string Roles = "GET http://169.254.169.254/latest/meta-data/iam/security-credentials/";
        string? InSession(HttpRequestMessage request, string body) => request.Headers.NonValidated["X-aws-ec2-metadata-token"].ToString() == "session" ? body : null;
        _world.Answer("PUT http://169.254.169.254/latest/api/token", "session");
        _world.Answer(Roles, request => InSession(request, "ci-role\n"));
        _world.Answer(Roles + "ci-role", request => InSession(request, KeyAnswer));

        Assert.NotNull(await _world.FindAsync(Registry));
        Assert.Equal(["PUT http://169.254.169.254/latest/api/token", Roles, Roles + "ci-role", Interface], _world.Asked);
    }

    [Fact]
    public async Task Without_any_identity_the_user_is_anonymous()
    {
        Assert.Null(await _world.FindAsync(Registry));
        Assert.Equal(["PUT http://169.254.169.254/latest/api/token"], _world.Asked);
    }

    [Fact]
    public async Task The_metadata_service_can_be_turned_off()
    {
        _world.Variables["AWS_EC2_METADATA_DISABLED"] = "true";

        Assert.Null(await _world.FindAsync(Registry));
        Assert.Empty(_world.Asked);
    }

    [Fact]
    public async Task Another_endpoint_is_spoken_to_when_the_environment_names_it()
    {
        _world.Variables["AWS_ENDPOINT_URL_ECR"] = "https://vpce.example/";
        _world.Answer("POST https://vpce.example/", Password);
        UseKeys();

        Assert.NotNull(await _world.FindAsync(Registry));
        Assert.Equal(["POST https://vpce.example/"], _world.Asked);
    }

    [Fact]
    public async Task A_refusal_says_its_code_and_no_secret()
    {
        _world.Answer(Interface, """{"__type":"com.amazon#AccessDeniedException","message":"canonical string with t0ken"}""", HttpStatusCode.BadRequest);
        UseKeys();
        _world.Variables["AWS_SESSION_TOKEN"] = "t0ken";

        var exception = await Assert.ThrowsAsync<PlimsollException>(async () => await _world.FindAsync(Registry));

        Assert.Equal(ErrorKind.Authentication, exception.Kind);
        Assert.Contains("returned HTTP 400 (AccessDeniedException)", exception.Message, StringComparison.Ordinal);
        foreach (var secret in new[] { "t0ken", "k3y" })
            Assert.DoesNotContain(secret, exception.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"authorizationData":[]}""")]
    [InlineData("""{"authorizationData":[{"authorizationToken":"s3cret"}]}""")]
    public async Task An_answer_without_a_password_is_an_error_that_does_not_quote_it(string body)
    {
        _world.Answer(Interface, body);
        UseKeys();

        var exception = await Assert.ThrowsAsync<PlimsollException>(async () => await _world.FindAsync(Registry));

        Assert.DoesNotContain("s3cret", exception.ToString(), StringComparison.Ordinal);
    }

    private void UseKeys() => (_world.Variables["AWS_ACCESS_KEY_ID"], _world.Variables["AWS_SECRET_ACCESS_KEY"]) = ("AKIA0", "k3y");
}
