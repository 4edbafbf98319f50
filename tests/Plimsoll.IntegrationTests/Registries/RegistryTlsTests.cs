using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Registries;

public class RegistryTlsTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task A_private_authority_is_trusted_when_its_file_is_given(string host)
    {
        using var folder = new TempDirectory();
        var certificate = TestCertificate.Create();
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions { Tls = certificate });
        using var client = new RegistryClient(new RegistryClientOptions { CaFile = folder.Write("ca.pem", certificate.AuthorityPem) });
        var repository = client.Repository(ImageReference.Parse($"{host}:{server.Host.Split(':')[1]}/acme/app"));

        await SmallImage.Create().PushAsync(repository, "1");

        Assert.NotNull(await repository.ResolveAsync("1", None));
    }

    [Fact]
    public async Task An_untrusted_certificate_is_refused_with_the_reason_and_without_falling_back_to_plain_http()
    {
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions { Tls = TestCertificate.Create() });
        using var client = new RegistryClient();
        var repository = client.Repository(ImageReference.Parse($"{server.Host}/acme/app"));

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await repository.ResolveAsync("1", None));

        Assert.Equal(ErrorKind.Transport, exception.Kind);
        Assert.Contains("its certificate is not trusted", exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, exception.Attempts);
        Assert.StartsWith("https://", exception.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_http_to_a_tls_port_is_explained()
    {
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions { Tls = TestCertificate.Create() });
        using var client = new RegistryClient(new RegistryClientOptions { PlainHttp = _ => true });
        var repository = client.Repository(ImageReference.Parse($"{server.Host}/acme/app"));

        var exception = await Assert.ThrowsAsync<RegistryException>(async () => await repository.ResolveAsync("1", None));

        Assert.Contains("requires TLS, and the request used plain HTTP", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registry_that_asks_for_a_certificate_gets_the_one_of_its_folder()
    {
        using var folder = new TempDirectory();
        var certificate = TestCertificate.Create();
        await using var server = await StartWithClientAuthenticationAsync(folder, certificate);
        folder.Write($"certs.d/{server.Host}/ca.crt", certificate.AuthorityPem);
        var options = new RegistryClientOptions { CertificateFolders = [folder["missing"], folder["certs.d"]] };

        var exception = await Assert.ThrowsAsync<RegistryException>(() => CheckAsync(options, server.Host));
        Assert.Equal(ErrorKind.Transport, exception.Kind);

        folder.Write($"certs.d/{server.Host}/client.cert", certificate.CertificatePem);
        folder.Write($"certs.d/{server.Host}/client.key", certificate.KeyPem);
        await CheckAsync(options, server.Host);
    }

    [Fact]
    public async Task A_certificate_can_be_given_for_all_registries()
    {
        using var folder = new TempDirectory();
        var certificate = TestCertificate.Create();
        await using var server = await StartWithClientAuthenticationAsync(folder, certificate);

        await CheckAsync(
            new RegistryClientOptions
            {
                CaFile = folder.Write("ca.pem", certificate.AuthorityPem),
                ClientCertificateFile = folder.Write("client.pem", certificate.CertificatePem),
                ClientKeyFile = folder.Write("client.key", certificate.KeyPem),
            },
            server.Host);
    }

    [Theory]
    [InlineData("client.cert")]
    [InlineData("client.key")]
    public async Task A_certificate_without_its_key_is_an_error(string file)
    {
        using var folder = new TempDirectory();
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions { Tls = TestCertificate.Create() });
        folder.Write($"certs.d/{server.Host}/{file}", "");

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => CheckAsync(new RegistryClientOptions { CertificateFolders = [folder["certs.d"]] }, server.Host));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
    }

    private static Task<RegistryServer> StartWithClientAuthenticationAsync(TempDirectory folder, TestCertificate certificate) =>
        RegistryServer.StartAsync(new RegistryServerOptions
        {
            Tls = certificate,
            Variables = new Dictionary<string, string> { ["REGISTRY_HTTP_TLS_CLIENTCAS"] = $"[{folder.Write("clients.pem", certificate.AuthorityPem)}]" },
        });

    private static async Task CheckAsync(RegistryClientOptions options, string registry)
    {
        using var client = new RegistryClient(options with { Retry = new RetryOptions { MaxAttempts = 1 } });
        await client.CheckAsync(registry, None);
    }
}
