using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Plimsoll.Testing;

/// <summary>A loopback server of real repositories over git's smart HTTP: each request is passed to <c>git http-backend</c>, as a web server does.</summary>
public sealed class GitHttpServer : IAsyncDisposable
{
    private readonly TempDirectory _folder = new();
    private readonly ConcurrentDictionary<string, string> _tokens = new(StringComparer.Ordinal);
    private readonly HttpListener _listener;
    private readonly Task _loop;

    private GitHttpServer(HttpListener listener, string address)
    {
        (_listener, Address) = (listener, address);
        _loop = Task.Run(ServeAsync);
    }

    /// <summary>The address without a slash at the end.</summary>
    public string Address { get; }

    /// <summary>The folder with the bare repositories, <c>OWNER/NAME.git</c>.</summary>
    public string Folder => _folder.Path;

    /// <summary>Every request in order.</summary>
    public ConcurrentQueue<(string Path, string? Authorization)> Requests { get; } = new();

    /// <summary>Starts a server on a free port.</summary>
    public static GitHttpServer Start()
    {
        for (var attempt = 1; ; attempt++)
        {
            using var free = new TcpListener(IPAddress.Loopback, 0);
            free.Start();
            var port = ((IPEndPoint)free.LocalEndpoint).Port;
            free.Stop();
            var listener = new HttpListener { Prefixes = { $"http://127.0.0.1:{port}/" } };
            try
            {
                listener.Start();
                return new GitHttpServer(listener, $"http://127.0.0.1:{port}");
            }
            catch (HttpListenerException) when (attempt < 5)
            {
                // Somebody else was faster.
            }
        }
    }

    /// <summary>Serves a mirror of a repository as it is now; again, to serve what has changed.</summary>
    /// <param name="name">Owner and name.</param>
    /// <param name="repository">The repository.</param>
    /// <param name="token">The only token that may read it; <c>null</c> where everybody may.</param>
    public void Serve(string name, GitRepository repository, string? token = null)
    {
        var path = _folder[name + ".git"];
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
        repository.RunIn(Folder, "clone", "--quiet", "--mirror", repository.Path, path);
        if (token is not null)
            _tokens[name] = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"x-access-token:{token}"));
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _loop;
        _folder.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
            try
            {
                var context = await _listener.GetContextAsync();
                var (path, authorization) = (context.Request.Url!.AbsolutePath, context.Request.Headers["Authorization"]);
                Requests.Enqueue((context.Request.Url.PathAndQuery, authorization));
                var name = path.Split("/info/refs")[0].Split("/git-upload-pack")[0].Trim('/').Replace(".git", "", StringComparison.Ordinal);
                if (_tokens.TryGetValue(name, out var wanted) && wanted != authorization)
                {
                    context.Response.Headers["WWW-Authenticate"] = "Basic realm=\"git\"";
                    context.Response.StatusCode = 401;
                    context.Response.Close();
                }
                else
                {
                    await RunAsync(context, $"/{name}.git{path[(path.IndexOf(name, StringComparison.Ordinal) + name.Length)..].Replace(".git", "", StringComparison.Ordinal)}");
                }
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                if (!_listener.IsListening)
                    return;
            }
    }

    /// <summary>Runs the program by the rules of CGI.</summary>
    private async Task RunAsync(HttpListenerContext context, string path)
    {
        var request = context.Request;
        using var body = new MemoryStream();
        await request.InputStream.CopyToAsync(body);
        var start = new ProcessStartInfo("git", ["http-backend"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (variable, value) in (ReadOnlySpan<(string, string?)>)
        [
            ("GIT_PROJECT_ROOT", Folder), ("GIT_HTTP_EXPORT_ALL", "1"), ("PATH_INFO", path), ("QUERY_STRING", request.Url!.Query.TrimStart('?')), ("REQUEST_METHOD", request.HttpMethod),
            ("CONTENT_TYPE", request.ContentType), ("CONTENT_LENGTH", body.Length.ToString(CultureInfo.InvariantCulture)), ("HTTP_CONTENT_ENCODING", request.Headers["Content-Encoding"]), ("GIT_PROTOCOL", request.Headers["Git-Protocol"]),
            ("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_NOSYSTEM", "1"),
        ])
            start.Environment[variable] = value;
        start.Environment.Remove("GIT_DIR");
        using var process = Process.Start(start)!;
        _ = process.StandardError.ReadToEndAsync();
        body.Position = 0;
        await body.CopyToAsync(process.StandardInput.BaseStream);
        process.StandardInput.Close();
        using var output = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(output);
        await process.WaitForExitAsync();

        var answer = output.ToArray();
        var end = answer.AsSpan().IndexOf("\r\n\r\n"u8);
        foreach (var line in Encoding.ASCII.GetString(answer, 0, end).Split("\r\n"))
            if (line.Split(": ", 2) is [var key, var value])
            {
                if (key == "Status")
                    context.Response.StatusCode = int.Parse(value[..3], CultureInfo.InvariantCulture);
                else
                    context.Response.Headers[key] = value;
            }

        context.Response.Close(answer[(end + 4)..], willBlock: true);
    }
}
