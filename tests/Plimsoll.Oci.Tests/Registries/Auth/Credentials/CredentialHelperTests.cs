using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Registries.Auth.Credentials;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Registries.Auth.Credentials;

public sealed class CredentialHelperTests : IDisposable
{
    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_helper_is_asked_on_its_standard_input()
    {
        Install("test", """read server; printf '{"ServerURL":"%s","Username":"%s","Secret":"s"}' "$server" "$1-$server" """);

        var found = await FindAsync("""{"credsStore": "test"}""", "docker.io");

        Assert.Equal(("get-https://index.docker.io/v1/", "s"), (found?.Username, found?.Password));
    }

    [Fact]
    public async Task The_user_token_marks_an_identity_token()
    {
        Install("test", """printf '{"Username":"<token>","Secret":"refresh"}'""");

        var found = await FindAsync("""{"credHelpers": {"ghcr.io": "test"}, "credsStore": "missing"}""", "ghcr.io");

        Assert.Equal("refresh", found?.IdentityToken);
        Assert.Null(found?.Password);
    }

    [Fact]
    public async Task Not_found_is_no_credential()
    {
        Install("test", "echo credentials not found in native keychain; exit 1");

        Assert.Null(await FindAsync("""{"credsStore": "test"}""", "ghcr.io"));
    }

    [Theory]
    [InlineData("test", "echo the keychain is locked; exit 1", "the keychain is locked")]
    [InlineData("test", "echo not json", "contains no secret")]
    [InlineData("missing", "", "not on PATH")]
    [InlineData("../../bin/sh", "", "may contain only")]
    [Trait("Answers", "CVE-2021-41092")]
    public async Task A_helper_that_fails_is_an_error_and_never_passed_over(string name, string script, string reason)
    {
        Install("test", script);

        var exception = await Assert.ThrowsAsync<PlimsollException>(() =>
            FindAsync($$"""{"credsStore": "{{name}}", "auths": {"ghcr.io": {"auth": "YW5uOnM="} } }""", "ghcr.io"));

        Assert.Equal(ErrorKind.Authentication, exception.Kind);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""echo '{"Username":"u","Secret":"s3cret"}'; exit 1""")]
    [InlineData("""echo '{"Username":"u","Password":"s3cret"}' >&2; exit 1""")]
    [InlineData("echo 'trace: token=s3cret' >&2; exit 1")]
    [InlineData("""printf '{"Secret":"s3cret'""")]
    public async Task A_helper_that_fails_and_tells_its_secret_is_not_quoted(string script)
    {
        Install("test", script);

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => FindAsync("""{"credsStore": "test"}""", "ghcr.io"));

        Assert.DoesNotContain("s3cret", exception.ToString(), StringComparison.Ordinal);
    }

    private void Install(string name, string script)
    {
        var path = _folder.Write($"docker-credential-{name}", $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private async Task<RegistryCredential?> FindAsync(string json, string registry)
    {
        var environment = new CredentialEnvironment
        {
            Variable = name => name switch { "DOCKER_AUTH_CONFIG" => json, "PATH" => _folder.Path, _ => null },
        };
        return await CredentialSource.DockerAuthConfig(environment).FindAsync(registry, null, CancellationToken.None);
    }
}
