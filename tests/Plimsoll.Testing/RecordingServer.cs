using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Plimsoll.Testing;

/// <summary>A loopback HTTP server that keeps every request and answers as it is told.</summary>
public sealed class RecordingServer : IAsyncDisposable
{
    private readonly HttpListener _listener;
    private readonly Task _loop;

    private RecordingServer(HttpListener listener, string address)
    {
        (_listener, Address) = (listener, address);
        _loop = Task.Run(ServeAsync);
    }

    /// <summary>The address without a slash at the end.</summary>
    public string Address { get; }

    /// <summary>Every request in order.</summary>
    public ConcurrentQueue<(string Method, string Path, string? Authorization, string Body)> Requests { get; } = new();

    /// <summary>The status of an answer by path; the default is 200 with an empty object.</summary>
    public Func<string, (HttpStatusCode Status, string Body)> Answer { get; set; } = _ => (HttpStatusCode.OK, "{}");

    /// <summary>Starts a server on a free port.</summary>
    public static RecordingServer Start()
    {
        var (listener, address) = LoopbackListener.Start();
        return new RecordingServer(listener, address);
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _loop;
    }

    private async Task ServeAsync()
    {
        while (true)
            try
            {
                var context = await _listener.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream);
                var path = context.Request.Url!.PathAndQuery;
                Requests.Enqueue((context.Request.HttpMethod, path, context.Request.Headers["Authorization"], await reader.ReadToEndAsync()));
                var (status, body) = Answer(path);
                context.Response.StatusCode = (int)status;
                context.Response.Close(Encoding.UTF8.GetBytes(body), willBlock: false);
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
    }
}
