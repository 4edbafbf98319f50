using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;

namespace Plimsoll.Testing.Sigstore.Servers;

/// <summary>
/// The services of a <see cref="SigstoreWorld"/> over HTTP on this machine, with the CI host that gives tokens. They accept what the
/// real ones accept: a token for them, a key that the caller has, a signature that verifies.
/// </summary>
internal sealed class SigstoreServer : IAsyncDisposable
{
    /// <summary>What a job asks its host for a token with.</summary>
    public const string JobSecret = "secret-of-the-job-that-asks-for-tokens";

    private readonly HttpListener _listener;
    private readonly Task _loop;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();

    private SigstoreServer(SigstoreWorld world, TimeProvider time, HttpListener listener, string address)
    {
        (_listener, Address, _time) = (listener, address, time);
        Fulcio = new FulcioService(world, Tokens, time);
        var (rekor, tiles) = (new RekorService(world, time), new RekorTileService(world, time));
        Services = new()
        {
            ["/fulcio"] = Fulcio.Answer,
            ["/rekor"] = rekor.Answer,
            ["/tiles"] = tiles.Answer,
            ["/tsa"] = request => request is { Method: "POST", Path: "/api/v1/timestamp", ContentType: "application/timestamp-query" }
                ? new SigstoreAnswer(HttpStatusCode.Created, world.TimestampAuthority.Respond(request.Body, time.GetUtcNow()), "application/timestamp-reply")
                : SigstoreAnswer.Refuse(HttpStatusCode.BadRequest, "Error parsing request"),
            ["/oidc"] = GiveToken,
        };
        _loop = Task.Run(ServeAsync);
    }

    /// <summary>The address without a slash at the end.</summary>
    public string Address { get; }

    /// <summary>Where certificates are issued.</summary>
    public string FulcioAddress => $"{Address}/fulcio";

    /// <summary>The log with Rekor's first API.</summary>
    public string RekorAddress => $"{Address}/rekor";

    /// <summary>The log with Rekor's second API.</summary>
    public string TilesAddress => $"{Address}/tiles";

    /// <summary>Where timestamps are given.</summary>
    public string TimestampAddress => $"{Address}/tsa/api/v1/timestamp";

    /// <summary>Where a job asks for tokens (<c>ACTIONS_ID_TOKEN_REQUEST_URL</c>).</summary>
    public string TokenAddress => $"{Address}/oidc/token?api-version=2.0";

    /// <summary>Signs tokens.</summary>
    public TestTokenIssuer Tokens { get; } = new();

    /// <summary>Issues certificates.</summary>
    public FulcioService Fulcio { get; }

    /// <summary>Each service by the first part of its path; a test may put others in their places.</summary>
    public ConcurrentDictionary<string, Func<SigstoreRequest, SigstoreAnswer>> Services { get; }

    /// <summary>Each request in order, as <c>METHOD /service/path</c>.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Starts them on a free port.</summary>
    public static SigstoreServer Start(SigstoreWorld world, TimeProvider time)
    {
        var (listener, address) = LoopbackListener.Start();
        return new SigstoreServer(world, time, listener, address);
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _loop;
    }

    private SigstoreAnswer GiveToken(SigstoreRequest request)
    {
        const string Start = "/token?api-version=2.0&audience=";
        return request.Method == "GET" && request.Authorization == $"Bearer {JobSecret}" && request.Path.StartsWith(Start, StringComparison.Ordinal)
            ? SigstoreAnswer.Of(new JsonObject { ["count"] = 1, ["value"] = Tokens.Issue(_time.GetUtcNow(), request.Path[Start.Length..]) })
            : SigstoreAnswer.Refuse(HttpStatusCode.Unauthorized, "The job has no such permission");
    }

    private async Task ServeAsync()
    {
        while (true)
            try
            {
                var context = await _listener.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                var path = context.Request.Url!.PathAndQuery;
                Requests.Enqueue($"{context.Request.HttpMethod} {path}");
                Send(context.Response, Answer(path, new SigstoreRequest(context.Request.HttpMethod, "", context.Request.ContentType, context.Request.Headers["Authorization"], body.ToArray())));
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException && !_listener.IsListening)
            {
                return;
            }
            catch (Exception exception) when (exception is HttpListenerException or IOException)
            {
                // Whoever asked is gone.
            }
    }

    private SigstoreAnswer Answer(string path, SigstoreRequest request)
    {
        var end = path.IndexOf('/', 1);
        if (end < 0 || !Services.TryGetValue(path[..end], out var service))
            return SigstoreAnswer.Refuse(HttpStatusCode.NotFound, "Not Found");

        try
        {
            lock (_lock)
                return service(request with { Path = path[end..] });
        }
        catch (Exception exception)
        {
            return SigstoreAnswer.Refuse(HttpStatusCode.BadRequest, $"the request cannot be read: {exception.Message}");
        }
    }

    private static void Send(HttpListenerResponse response, SigstoreAnswer answer)
    {
        if (ReferenceEquals(answer, SigstoreAnswer.Never))
            return;

        response.StatusCode = (int)answer.Status;
        response.ContentType = answer.ContentType;
        if (answer.Location is not null)
            response.Headers["Location"] = answer.Location;
        response.Close(answer.Body, willBlock: true);
    }
}
