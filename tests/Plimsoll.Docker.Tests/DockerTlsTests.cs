using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Plimsoll.Oci;
using Plimsoll.Testing;

namespace Plimsoll.Docker.Tests;

/// <summary>TLS in both directions against a server that answers one request, with certificates made here.</summary>
public sealed class DockerTlsTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = new(2120, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_engine_whose_certificate_its_CA_signed_gets_our_certificate()
    {
        using var authority = Authority("CN=engine CA");
        using var server = Sign(authority, "CN=127.0.0.1", address: IPAddress.Loopback);
        using var client = Sign(authority, "CN=captain", address: null);
        WriteFiles(authority, client);

        Assert.Equal("CN=captain", await PingAsync(server));
    }

    [Fact]
    public async Task An_engine_whose_certificate_another_CA_signed_is_not_talked_to()
    {
        using var authority = Authority("CN=engine CA");
        using var other = Authority("CN=engine CA");
        using var server = Sign(other, "CN=127.0.0.1", address: IPAddress.Loopback);
        using var client = Sign(authority, "CN=captain", address: null);
        WriteFiles(authority, client);

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => PingAsync(server));

        Assert.Equal(ErrorKind.Transport, exception.Kind);
        Assert.Contains("DOCKER_CERT_PATH", exception.Advice, StringComparison.Ordinal);
    }

    private static X509Certificate2 Authority(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(Start, End);
    }

    private static X509Certificate2 Sign(X509Certificate2 authority, string name, IPAddress? address)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        if (address is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddIpAddress(address);
            request.CertificateExtensions.Add(names.Build());
        }

        using var certificate = request.Create(authority, Start, End, [(byte)(address is null ? 1 : 2)]);
        using var withKey = certificate.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }

    private void WriteFiles(X509Certificate2 authority, X509Certificate2 client)
    {
        using var key = client.GetRSAPrivateKey();
        _folder.Write("ca.pem", authority.ExportCertificatePem());
        _folder.Write("cert.pem", client.ExportCertificatePem());
        _folder.Write("key.pem", key!.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>Pings through TLS and returns whom the server saw.</summary>
    private async Task<string?> PingAsync(X509Certificate2 server)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var environment = new Dictionary<string, string>
        {
            ["DOCKER_HOST"] = $"tcp://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}",
            ["DOCKER_TLS_VERIFY"] = "1",
            ["DOCKER_CERT_PATH"] = _folder.Path,
        };
        using var engine = new DockerEngine(new DockerEngineOptions { Environment = name => environment.GetValueOrDefault(name) });
        var serving = ServeAsync(listener, server);
        await engine.PingAsync(CancellationToken.None);
        return await serving;
    }

    private static async Task<string?> ServeAsync(TcpListener listener, X509Certificate2 certificate)
    {
        using var connection = await listener.AcceptTcpClientAsync();
        await using var tls = new SslStream(connection.GetStream(), false, static (_, presented, _, _) => presented is not null);
        try
        {
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate, ClientCertificateRequired = true });
        }
        catch (Exception exception) when (exception is IOException or System.Security.Authentication.AuthenticationException)
        {
            return null;
        }

        using var reader = new StreamReader(tls, Encoding.ASCII, leaveOpen: true);
        while (await reader.ReadLineAsync() is { Length: > 0 })
        {
            // The request's headers are of no interest.
        }

        await tls.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK"u8.ToArray());
        return tls.RemoteCertificate?.Subject;
    }
}
