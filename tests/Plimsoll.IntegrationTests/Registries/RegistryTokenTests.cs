using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Registries.Auth.Credentials;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Registries;

public class RegistryTokenTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task One_token_serves_a_whole_push_when_the_repository_is_opened_for_it()
    {
        await using var tokens = TokenServer.Start();
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions { Tokens = tokens });
        using var client = new RegistryClient(new RegistryClientOptions { Credentials = Password(server, RegistryServerOptions.Password) });
        var repository = client.Repository(ImageReference.Parse($"{server.Host}/acme/app"), RepositoryAccess.Push);

        await SmallImage.Create().PushAsync(repository, "1");

        Assert.NotNull(await repository.ResolveAsync("1", None));
        Assert.Equal(["GET repository:acme/app:pull,push"], tokens.Requests);
    }

    [Fact]
    public async Task Writing_asks_for_push_at_once_and_mounting_for_the_other_repository_too()
    {
        await using var tokens = TokenServer.Start();
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions { Tokens = tokens });
        using var client = new RegistryClient(new RegistryClientOptions { Credentials = Password(server, RegistryServerOptions.Password) });
        var image = SmallImage.Create();
        var blob = image.Blobs.Keys.First();
        await image.PushAsync(client.Repository(ImageReference.Parse($"{server.Host}/acme/app"), RepositoryAccess.Push), "1");
        tokens.Requests.Clear();

        Assert.True(await client.Repository(ImageReference.Parse($"{server.Host}/acme/other")).TryMountBlobAsync(blob, "acme/app", None));

        Assert.Equal(["GET repository:acme/other:pull,push repository:acme/app:pull"], tokens.Requests);
    }

    [Fact]
    public async Task An_identity_token_is_exchanged_by_post()
    {
        await using var tokens = TokenServer.Start();
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions { Tokens = tokens });
        var json = $$"""{"auths": {"{{server.Host}}": {"identitytoken": "{{TokenServer.IdentityToken}}" } } }""";
        var environment = new CredentialEnvironment { Variable = name => name == "DOCKER_AUTH_CONFIG" ? json : null };
        using var client = new RegistryClient(new RegistryClientOptions { Credentials = CredentialSource.Default(environment) });
        var repository = client.Repository(ImageReference.Parse($"{server.Host}/acme/app"), RepositoryAccess.Push);

        await SmallImage.Create().PushAsync(repository, "1");

        Assert.Equal(["POST repository:acme/app:pull,push"], tokens.Requests);
    }

    [Fact]
    public async Task A_wrong_password_at_the_token_server_is_an_authentication_failure()
    {
        await using var tokens = TokenServer.Start();
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions { Tokens = tokens });
        using var client = new RegistryClient(new RegistryClientOptions { Credentials = Password(server, "not-the-password") });
        var repository = client.Repository(ImageReference.Parse($"{server.Host}/acme/app"));

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await repository.ResolveAsync("1", None));

        Assert.Equal(ErrorKind.Authentication, exception.Kind);
        Assert.True(exception.HasCode("UNAUTHORIZED"));
        Assert.Contains("'ann'", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("not-the-password", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_anonymous_user_may_look_but_not_push()
    {
        await using var tokens = TokenServer.Start();
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions { Tokens = tokens });
        using var client = new RegistryClient();
        var repository = client.Repository(ImageReference.Parse($"{server.Host}/acme/app"));

        Assert.Null(await repository.ResolveAsync("1", None));
        var exception = await Assert.ThrowsAsync<RegistryException>(() => SmallImage.Create().PushAsync(repository, "1"));

        Assert.Equal(ErrorKind.Authentication, exception.Kind);
    }

    [Fact]
    public async Task Parallel_requests_share_one_token()
    {
        await using var tokens = TokenServer.Start();
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions { Tokens = tokens });
        using var client = new RegistryClient(new RegistryClientOptions { Credentials = Password(server, RegistryServerOptions.Password) });
        var repository = client.Repository(ImageReference.Parse($"{server.Host}/acme/app"));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async number => await repository.ResolveAsync($"{number}", None)));

        Assert.Equal(["GET repository:acme/app:pull"], tokens.Requests);
    }

    private static ICredentialSource Password(RegistryServer server, string password) =>
        CredentialSource.Explicit(server.Host, RegistryServerOptions.Username, password);
}
