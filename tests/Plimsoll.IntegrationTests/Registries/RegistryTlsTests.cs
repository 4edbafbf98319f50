using Plimsoll.Images;
using Plimsoll.Registries;
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

        Assert.Equal(ExitCode.Registry, exception.ExitCode);
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

        Assert.Contains("speaks TLS, and was spoken to in plain HTTP", exception.Message, StringComparison.Ordinal);
    }
}
