using System.Net;
using System.Net.Sockets;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Registries;

public class RegistryFailureTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task What_does_not_exist_is_not_found()
    {
        var server = await SharedRegistry.OpenAsync();
        using var client = new RegistryClient();
        var repository = client.Repository(ImageReference.Parse($"{server.Root}/acme/missing"));
        var blob = SmallImage.Create().Blobs.Keys.First();

        Assert.Null(await repository.ResolveAsync("1", None));
        var manifest = await Assert.ThrowsAsync<RegistryException>(async () => await repository.GetManifestAsync("1", None));
        var content = await Assert.ThrowsAsync<RegistryException>(async () => await repository.OpenBlobAsync(blob, None));

        Assert.Equal(ErrorKind.NotFound, manifest.Kind);
        Assert.True(manifest.HasCode("MANIFEST_UNKNOWN"));
        Assert.Contains($"{server.Root}/acme/missing:1", manifest.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorKind.NotFound, content.Kind);
    }

    [Fact]
    public async Task A_manifest_whose_blobs_are_missing_is_refused_with_the_registrys_codes()
    {
        var server = await SharedRegistry.OpenAsync();
        using var client = new RegistryClient();
        var repository = client.Repository(ImageReference.Parse($"{server.Root}/acme/app"));

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await repository.PutManifestAsync(SmallImage.Create().Manifest, "1", None));

        Assert.Equal(HttpStatusCode.BadRequest, exception.Status);
        Assert.True(exception.HasCode("MANIFEST_BLOB_UNKNOWN"));
        Assert.Equal(1, exception.Attempts);
    }

    [Fact]
    public async Task The_right_password_pushes_and_is_sent_unasked_after_the_first_challenge()
    {
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions { WithPassword = true });
        var log = new RequestLog();
        using var client = Client(server, RegistryServerOptions.Password, log);
        var repository = client.Repository(ImageReference.Parse($"{server.Host}/acme/app"));

        await client.CheckAsync(server.Host, None);
        Assert.Equal(2, log.Lines.Count);
        log.Clear();
        await SmallImage.Create().PushAsync(repository, "1");

        Assert.Equal(7, log.Lines.Count);
    }

    [Fact]
    public async Task A_wrong_password_is_an_authentication_failure_that_names_the_source_and_no_secret()
    {
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions { WithPassword = true });
        using var client = Client(server, "not-the-password");
        var repository = client.Repository(ImageReference.Parse($"{server.Host}/acme/app"));

        var exception = await Assert.ThrowsAsync<RegistryException>(() => SmallImage.Create().PushAsync(repository, "1"));

        Assert.Equal(ErrorKind.Authentication, exception.Kind);
        Assert.Contains("'ann' (from the command line)", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("not-the-password", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_credentials_where_they_are_wanted_says_how_to_give_them()
    {
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions { WithPassword = true });
        using var client = new RegistryClient();
        var repository = client.Repository(ImageReference.Parse($"{server.Host}/acme/app"));

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await repository.ResolveAsync("1", None));

        Assert.Equal(ErrorKind.Authentication, exception.Kind);
        Assert.Contains($"plimsoll login {server.Host}", exception.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unreachable_port_is_tried_again_and_then_named()
    {
        var port = FreePort();
        var notices = new List<RetryNotice>();
        using var client = new RegistryClient(new RegistryClientOptions
        {
            Retry = new RetryOptions { MaxAttempts = 3, BaseDelay = TimeSpan.FromMilliseconds(1) },
            Retries = new Collector(notices),
        });
        var repository = client.Repository(ImageReference.Parse($"127.0.0.1:{port}/acme/app"));

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await repository.ResolveAsync("1", None));

        Assert.Equal(ErrorKind.Transport, exception.Kind);
        Assert.Contains($"127.0.0.1 port {port} refused the connection", exception.Message, StringComparison.Ordinal);
        Assert.Equal(3, exception.Attempts);
        Assert.Equal([1, 2], notices.Select(notice => notice.Attempt));
    }

    private static RegistryClient Client(RegistryServer server, string password, RequestLog? log = null) => new(new RegistryClientOptions
    {
        Credentials = CredentialSource.Explicit(server.Host, RegistryServerOptions.Username, password),
        Transport = log is null ? handler => handler : log.Wrap,
    });

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class Collector(List<RetryNotice> notices) : IProgress<RetryNotice>
    {
        public void Report(RetryNotice value) => notices.Add(value);
    }
}
