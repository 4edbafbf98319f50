using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Publishing.Builds;

/// <summary>
/// Serves one image from this machine to this machine, as a registry does (OCI distribution-spec, pull), for the SDK of .NET,
/// which reads a base image from nowhere else. Nobody who does not know the name gets anything.
/// </summary>
internal sealed class BaseServer : IAsyncDisposable
{
    /// <summary>More than any request of a registry's client; the rest of a longer one is not read.</summary>
    private const int LongestLine = 8 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly string _repository = $"base-{Guid.NewGuid():n}";
    private readonly IImageSource _source;
    private readonly ManifestContent _image;
    private readonly Dictionary<string, ManifestContent> _manifests = [];
    private readonly Dictionary<string, Descriptor> _blobs = [];
    private Task _accepting = Task.CompletedTask;

    private BaseServer(IImageSource source, ManifestContent image) => (_source, _image) = (source, image);

    /// <summary>The registry: <c>127.0.0.1:PORT</c>.</summary>
    public string Host => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>The name of the image in it, by digest.</summary>
    public string Image => $"{Host}/{_repository}@{_image.Descriptor.Digest}";

    /// <summary>Starts to serve an image, which must stay open until disposal.</summary>
    public static async Task<BaseServer> StartAsync(IImageSource source, ManifestContent image, CancellationToken cancellationToken)
    {
        var server = new BaseServer(source, image);
        foreach (var manifest in await ImageCopier.CollectAsync(source, image, cancellationToken))
        {
            server._manifests[manifest.Descriptor.Digest.ToString()] = manifest;
            foreach (var blob in manifest.Parse().Blobs)
                server._blobs[blob.Digest.ToString()] = blob;
        }

        server._listener.Start();
        server._accepting = server.AcceptAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        while (!_stop.IsCancellationRequested)
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                open.RemoveAll(task => task.IsCompleted);
                open.Add(ServeAsync(client));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                break;
            }

        await Task.WhenAll(open);
    }

    /// <summary>Answers one request on each connection. A client that hangs up asks again.</summary>
    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        try
        {
            await using var stream = connection.GetStream();
            if (await ReadRequestAsync(stream) is [("GET" or "HEAD") and var method, var path, ..])
                await AnswerAsync(stream, path, hasBody: method == "GET");
            else
                await WriteHeadAsync(stream, "400 Bad Request", "text/plain", 0, null);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or SocketException or PlimsollException)
        {
            // The client reads what is missing as an error of its own, and tells it.
        }
    }

    private async Task AnswerAsync(NetworkStream stream, string path, bool hasBody)
    {
        if (path is "/v2/" or "/v2")
        {
            await WriteHeadAsync(stream, "200 OK", "application/json", 0, null);
            return;
        }

        var parts = path.Split('/');
        switch (parts)
        {
            case ["", "v2", var repository, "manifests", var digest] when repository == _repository && _manifests.TryGetValue(digest, out var manifest):
                await WriteHeadAsync(stream, "200 OK", manifest.Descriptor.MediaType, manifest.Bytes.Length, manifest.Descriptor.Digest);
                if (hasBody)
                    await stream.WriteAsync(manifest.Bytes, _stop.Token);
                break;

            case ["", "v2", var repository, "blobs", var digest] when repository == _repository && _blobs.TryGetValue(digest, out var blob):
                await using (var content = await _source.OpenBlobAsync(blob, _stop.Token))
                {
                    await WriteHeadAsync(stream, "200 OK", "application/octet-stream", blob.Size, blob.Digest);
                    if (hasBody)
                        await content.CopyToAsync(stream, _stop.Token);
                }

                break;

            default:
                await WriteHeadAsync(stream, "404 Not Found", "application/json", 0, null);
                break;
        }
    }

    /// <summary>The words of the first line, with all headers read; one word for what is no HTTP, such as the first attempt of TLS.</summary>
    private async Task<string[]> ReadRequestAsync(NetworkStream stream)
    {
        var head = new byte[LongestLine];
        var length = 0;
        while (length < head.Length)
        {
            var read = await stream.ReadAsync(head.AsMemory(length), _stop.Token);
            if (read == 0 || head[0] is not ((byte)'G' or (byte)'H'))
                break;

            length += read;
            if (head.AsSpan(0, length).EndsWith("\r\n\r\n"u8))
                break;
        }

        return Encoding.ASCII.GetString(head, 0, length).Split('\r')[0].Split(' ');
    }

    private async Task WriteHeadAsync(NetworkStream stream, string status, string type, long length, Digest? digest)
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {length}\r\nDocker-Distribution-Api-Version: registry/2.0\r\n{(digest is null ? "" : $"Docker-Content-Digest: {digest}\r\n")}Connection: close\r\n\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), _stop.Token);
    }
}
