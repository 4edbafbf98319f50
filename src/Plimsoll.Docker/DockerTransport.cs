using System.IO.Pipes;
using System.Net.Sockets;
using Docker.DotNet.Handler.Abstractions;
using Microsoft.Extensions.Logging;

namespace Plimsoll.Docker;

/// <summary>
/// The one HTTP handler for every kind of endpoint: <see cref="SocketsHttpHandler"/> over a socket, a named pipe or
/// TCP. The client library's own handler for sockets opens a connection for every request and looks at the proxy
/// variables even for a local socket; we need none of what it adds (hijacked streams of containers).
/// </summary>
internal sealed class DockerTransport : IDockerHandlerFactory<DockerEndpoint>
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    public ResolvedTransport CreateHandler(ResolvedClientOptions clientOptions, ILogger logger) =>
        throw new NotSupportedException("The endpoint is given when the client is built.");

    /// <inheritdoc/>
    public ResolvedTransport CreateHandler(DockerEndpoint transportOptions, ResolvedClientOptions clientOptions, ILogger logger)
    {
        var address = transportOptions.Address;
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = ConnectTimeout };
        if (transportOptions.Tls is { } tls)
            handler.SslOptions = tls.Load();

        if (address.Scheme == "unix")
            handler.ConnectCallback = (_, cancellationToken) => ConnectSocketAsync(address.LocalPath, cancellationToken);
        else if (address.Scheme == "npipe")
            handler.ConnectCallback = (_, cancellationToken) => ConnectPipeAsync(address, cancellationToken);

        var local = handler.ConnectCallback is not null;

        // A proxy would look for this machine on its own.
        handler.UseProxy = !local && !address.IsLoopback;

        // What the Host header says to a local socket does not matter, but Go refuses an empty one.
        return new ResolvedTransport(handler, local
            ? new Uri("http://localhost/")
            : new UriBuilder(address) { Scheme = transportOptions.Tls is null ? Uri.UriSchemeHttp : Uri.UriSchemeHttps, UserName = "", Password = "" }.Uri);
    }

    /// <inheritdoc/>
    public Task<WriteClosableStream> HijackStreamAsync(HttpContent content) =>
        throw new NotSupportedException("Plimsoll does not attach to containers.");

    private static async ValueTask<Stream> ConnectSocketAsync(string path, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async ValueTask<Stream> ConnectPipeAsync(Uri address, CancellationToken cancellationToken)
    {
        var server = address.Host is "" or "localhost" ? "." : address.Host;
        var pipe = new NamedPipeClientStream(server, address.Segments[^1], PipeDirection.InOut, PipeOptions.Asynchronous);
        try
        {
            await pipe.ConnectAsync(ConnectTimeout, cancellationToken);
            return pipe;
        }
        catch
        {
            await pipe.DisposeAsync();
            throw;
        }
    }
}
