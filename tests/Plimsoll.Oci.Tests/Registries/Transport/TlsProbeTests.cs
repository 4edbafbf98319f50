using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Plimsoll.Oci.Registries.Transport;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Registries.Transport;

public class TlsProbeTests
{
    private static readonly TestCertificate Certificate = TestCertificate.Create();

    [Theory]
    [InlineData(SslProtocols.Tls12, "127.0.0.1")]
    [InlineData(SslProtocols.Tls12, "localhost")]
    [InlineData(SslProtocols.Tls13, "127.0.0.1")]
    [InlineData(SslProtocols.Tls13, "localhost")]
    public async Task A_server_of_any_version_of_tls_is_recognized(SslProtocols version, string host)
    {
        string? asked = null;

        var answers = await ProbeAsync(host, async connection =>
        {
            await using var tls = new SslStream(connection, leaveInnerStreamOpen: true);
            await Assert.ThrowsAnyAsync<Exception>(() => tls.AuthenticateAsServerAsync((_, hello, _, _) =>
            {
                asked = hello.ServerName;
                return new(new SslServerAuthenticationOptions { ServerCertificate = ServerCertificate(), EnabledSslProtocols = version });
            }, null));
        });

        Assert.True(answers);
        Assert.Equal(host == "localhost" ? host : "", asked);
    }

    [Fact]
    public async Task A_server_that_refuses_the_handshake_speaks_tls_all_the_same() =>
        Assert.True(await ProbeAsync("127.0.0.1", connection => connection.WriteAsync(new byte[] { 21, 3, 3, 0, 2, 2, 40 }).AsTask()));

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("\u0016")]
    [InlineData("")]
    public async Task Whatever_else_is_answered_is_not_tls(string answer) =>
        Assert.False(await ProbeAsync("127.0.0.1", connection => connection.WriteAsync(answer.Select(character => (byte)character).ToArray()).AsTask()));

    [Fact]
    public async Task An_http_server_answers_at_once()
    {
        await using var server = RecordingServer.Start();
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, new Uri(server.Address).Port);

        Assert.False(await TlsProbe.AnswersAsync(client.GetStream(), "127.0.0.1", CancellationToken.None));
    }

    private static X509Certificate2 ServerCertificate()
    {
        using var pem = X509Certificate2.CreateFromPem(Certificate.CertificatePem, Certificate.KeyPem);
        return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>The server ends its answer, and the connection when the client has looked at it.</summary>
    private static async Task<bool> ProbeAsync(string host, Func<Stream, Task> serve)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, ((IPEndPoint)listener.LocalEndpoint).Port);
        var isLookedAt = new TaskCompletionSource();
        var serving = Task.Run(async () =>
        {
            using var accepted = await listener.AcceptTcpClientAsync();
            await serve(accepted.GetStream());
            accepted.Client.Shutdown(SocketShutdown.Send);
            await isLookedAt.Task;
        });

        var answers = await TlsProbe.AnswersAsync(client.GetStream(), host, CancellationToken.None);
        client.Dispose();
        isLookedAt.SetResult();
        await serving;
        return answers;
    }
}
