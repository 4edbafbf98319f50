using Plimsoll.Oci;
using Plimsoll.Oci.Registries.Auth.Credentials;
using Plimsoll.Signing.Keyless.Signing.Identity;
using Plimsoll.Signing.Keys;
using Plimsoll.Testing;
using Plimsoll.Testing.Sigstore.Servers;

namespace Plimsoll.Signing.Tests.Keyless.Signing;

/// <summary>Where the token that says who signs comes from.</summary>
public sealed class IdentityTokenSourceTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TempDirectory _folder = new();
    private readonly Dictionary<string, string> _variables = [];
    private readonly string _token = new TestTokenIssuer().Issue(Now);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task GitHub_is_asked_for_a_token_for_sigstore()
    {
        await using var world = new SigningWorld();
        _variables["ACTIONS_ID_TOKEN_REQUEST_URL"] = world.Server.TokenAddress;
        _variables["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = SigstoreServer.JobSecret;

        var token = await GetAsync();

        Assert.True(world.Server.Tokens.Accepts(token.Value, world.Clock.GetUtcNow()));
        Assert.Equal(["GET /oidc/token?api-version=2.0&audience=sigstore"], world.Server.Requests);
    }

    [Fact]
    public async Task A_job_that_GitHub_refuses_is_told_which_permission_it_needs()
    {
        await using var world = new SigningWorld();
        _variables["ACTIONS_ID_TOKEN_REQUEST_URL"] = world.Server.TokenAddress;
        _variables["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = "an-old-secret-of-another-job";

        var failure = await Assert.ThrowsAsync<PlimsollException>(GetAsync);

        Assert.Equal(ErrorKind.Authentication, failure.Kind);
        Assert.Contains("permissions: { id-token: write }", failure.Advice, StringComparison.Ordinal);
        Assert.DoesNotContain("an-old-secret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_variable_of_sigstores_tools_comes_before_the_host()
    {
        _variables["SIGSTORE_ID_TOKEN"] = $"{_token}\n";
        _variables["ACTIONS_ID_TOKEN_REQUEST_URL"] = "http://127.0.0.1:1/";
        _variables["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = SigstoreServer.JobSecret;

        Assert.Equal(_token, (await GetAsync()).Value);
    }

    [Fact]
    public async Task Buildkite_gives_it_by_its_agent()
    {
        _variables["BUILDKITE"] = "true";
        _variables["BUILDKITE_BIN_PATH"] = _folder.Path;
        WriteScript("buildkite-agent", $"[ \"$*\" = 'oidc request-token --audience sigstore' ] && echo {_token}");

        Assert.Equal(_token, (await GetAsync()).Value);
    }

    [Fact]
    public async Task A_volume_of_a_pod_is_looked_at_last()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "sigstore", "cosign"));
        File.WriteAllText(Path.Combine(_folder.Path, "sigstore", "cosign", "oidc-token"), _token);

        Assert.Equal(_token, (await GetAsync()).Value);
    }

    [Theory]
    [InlineData("token.jwt")]
    [InlineData("env:MY_TOKEN")]
    [InlineData("command:./give-token 'to me'")]
    public async Task It_is_where_the_user_says(string reference)
    {
        File.WriteAllText(Path.Combine(_folder.Path, "token.jwt"), _token);
        WriteScript("give-token", $"[ \"$1\" = 'to me' ] && echo {_token}");
        _variables["MY_TOKEN"] = _token;
        _variables["SIGSTORE_ID_TOKEN"] = "another";

        Assert.Equal(_token, (await Source().GetAsync(KeyReference.Parse(reference.Replace("./", $"{_folder.Path}/", StringComparison.Ordinal)), CancellationToken.None)).Value);
    }

    [Theory]
    [InlineData("missing.jwt", "There is no identity token at missing.jwt.")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.e30.c2lnbmF0dXJl", "Where the identity token is, is to be given, and not the token itself.")]
    [InlineData("env:MISSING", "The environment variable MISSING, which is to hold an identity token, is empty or not set.")]
    public async Task Where_nothing_is_that_is_said_without_the_token(string reference, string message) =>
        Assert.Equal(message, (await Assert.ThrowsAsync<PlimsollException>(() => Source().GetAsync(KeyReference.Parse(reference), CancellationToken.None))).Message);

    [Theory]
    [InlineData("exit 3", "it exited with status 3")]
    [InlineData("echo 'no token=abcdefgh today' >&2; exit 1", "it exited with status 1: no token=… today")]
    [InlineData(":", "it printed nothing")]
    public async Task A_command_that_gives_none_is_quoted_without_secrets(string script, string reason)
    {
        WriteScript("give-token", script);

        var failure = await Assert.ThrowsAsync<PlimsollException>(() => Source().GetAsync(KeyReference.Parse($"command:{_folder.Path}/give-token"), CancellationToken.None));

        Assert.Equal($"The command 'give-token' gave no identity token: {reason}.", failure.Message);
    }

    [Theory]
    [InlineData("GITHUB_ACTIONS", "permissions: { id-token: write")]
    [InlineData("GITLAB_CI", "id_tokens: { SIGSTORE_ID_TOKEN: { aud: sigstore } }")]
    [InlineData("TF_BUILD", "Sign by a key")]
    [InlineData("JENKINS_URL", "the key 'identityToken'")]
    public async Task Each_host_has_its_own_way_to_a_token(string host, string advice)
    {
        _variables[host] = "true";

        var failure = await Assert.ThrowsAsync<PlimsollException>(GetAsync);

        Assert.Equal(ErrorKind.Authentication, failure.Kind);
        Assert.Contains(advice, failure.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("geheim-geheim")]
    [InlineData("a.b.c")]
    [InlineData("a.W10.c")]
    [InlineData("a.e30.")]
    [InlineData("a.eyJhIjoi77u.c")]
    public async Task What_is_not_a_token_is_refused_and_not_shown(string text)
    {
        _variables["SIGSTORE_ID_TOKEN"] = text;

        var failure = await Assert.ThrowsAsync<PlimsollException>(GetAsync);

        Assert.Equal("The identity token of SIGSTORE_ID_TOKEN is not a JSON Web Token.", failure.Message);
        Assert.DoesNotContain(text, failure.ToString(), StringComparison.Ordinal);
    }

    private Task<IdentityToken> GetAsync() => Source().GetAsync(reference: null, CancellationToken.None);

    private IdentityTokenSource Source() => new(new CredentialEnvironment { Variable = _variables.GetValueOrDefault, RunFolder = _folder.Path }, _folder.Path);

    private void WriteScript(string name, string script)
    {
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
