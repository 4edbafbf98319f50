using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Plimsoll.IntegrationTests.Secrets;

/// <summary>
/// A registry that repeats what it was sent in confidence wherever an answer has room: in bodies, challenges, warnings, locations,
/// types and digests, as it came and decoded, encoded and escaped anew. A repository's name says how: <c>basic-403/app</c>.
/// </summary>
internal sealed class EchoingRegistry : IAsyncDisposable
{
    private readonly HttpListener _listener;
    private readonly Canary _token;
    private readonly Task _loop;

    private EchoingRegistry(HttpListener listener, int port, Canary token)
    {
        (_listener, _token, Host) = (listener, token, $"127.0.0.1:{port}");
        _loop = Task.Run(ServeAsync);
    }

    /// <summary>The ways to fail, which follow <c>basic-</c> or <c>bearer-</c>.</summary>
    public static IReadOnlyList<string> Ways { get; } =
        ["401", "403", "404", "400", "405", "text", "page", "type", "json", "location", "other", "realm", "user", "plain", "digest", "status", "close", "token", "none", "429", "503"];

    /// <summary>Host and port.</summary>
    public string Host { get; }

    /// <summary>How many requests carried credentials.</summary>
    public int Told => _told;

    private int _told;

    public static EchoingRegistry Start(Canary token)
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
                return new EchoingRegistry(listener, port, token);
            }
            catch (HttpListenerException) when (attempt < 5)
            {
                // Somebody else was faster.
            }
        }
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
                using var reader = new StreamReader(context.Request.InputStream, Encoding.Latin1);
                var body = await reader.ReadToEndAsync();
                Answer(context, body.Length > 4096 ? "" : body);
            }
            catch (Exception) when (_listener.IsListening)
            {
                // Whoever asked is gone.
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
    }

    private void Answer(HttpListenerContext context, string body)
    {
        var path = context.Request.Url!.AbsolutePath;
        var segment = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Skip(1).FirstOrDefault() ?? "basic-403";
        var (scheme, way) = segment.Split('-') is [var first, var second, ..] ? (first, second) : ("basic", "403");
        var authorization = context.Request.Headers["Authorization"];
        var isToken = path.StartsWith("/token/", StringComparison.Ordinal);
        if (authorization is null && !isToken)
        {
            Challenge(context, scheme, $"http://{Host}/token/{segment}");
            Write(context, 401, """{"errors":[{"code":"UNAUTHORIZED","message":"who is it?"}]}""", "application/json");
            return;
        }

        Interlocked.Increment(ref _told);
        var echo = Repeat(authorization, body, context.Request.RawUrl!);
        var header = new string([.. echo.Where(c => c is >= ' ' and <= '~')]);
        context.Response.AddHeader("Warning", $"299 - \"{header.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"");
        context.Response.AddHeader("X-Request-Id", header);
        if (isToken)
            Write(context, way == "token" ? 401 : 200, way == "none" ? $$"""{"secret":{{Json(echo)}}}""" : way == "token" ? Errors(echo) : $$"""{"token":"{{_token.Token}}","expires_in":300}""", "application/json");
        else
            Refuse(context, scheme, way, echo, header, authorization);
    }

    private void Refuse(HttpListenerContext context, string scheme, string way, string echo, string header, string? authorization)
    {
        var word = header.Replace(' ', '_');
        switch (way)
        {
            case "text":
                Write(context, 400, echo, "text/plain");
                break;
            case "page":
                Write(context, 200, $"<html>{echo}</html>", "text/html");
                break;
            case "type":
                Write(context, 200, echo, $"text/{(authorization is null ? "x" : Convert.ToBase64String(Encoding.UTF8.GetBytes(PasswordOf(authorization))).Replace('+', '-').Replace('/', '_').TrimEnd('='))}");
                break;
            case "json":
                Write(context, 200, $$"""{"schemaVersion":{{Json(echo)}},"mediaType":{{Json(echo)}},"tags":{{Json(echo)}},"errors":{{Json(echo)}},"manifests":{{Json(echo)}}}""", "application/vnd.oci.image.index.v1+json");
                break;
            case "location":
                var secret = Uri.EscapeDataString(authorization is null ? "" : PasswordOf(authorization));
                context.Response.AddHeader("Location", $"https://user:{secret}@127.0.0.1:9/{secret}/{authorization}?sig={secret}#{secret}".Replace(' ', '/'));
                Write(context, 307, "", "text/plain");
                break;
            case "other":
                context.Response.AddHeader("Location", $"ftp://{word}/x");
                Write(context, 302, "", "text/plain");
                break;
            case "realm":
                Challenge(context, "bearer", $"ftp://{word}/");
                Write(context, 401, Errors(echo), "application/json");
                break;
            case "user":
                Challenge(context, "bearer", $"https://{Uri.EscapeDataString(header)}@127.0.0.1/{Uri.EscapeDataString(header)}");
                Write(context, 401, Errors(echo), "application/json");
                break;
            case "plain":
                Challenge(context, "bearer", $"http://registry.example/{Uri.EscapeDataString(header)}");
                Write(context, 401, Errors(echo), "application/json");
                break;
            case "digest":
                context.Response.AddHeader("Docker-Content-Digest", word);
                context.Response.AddHeader("Link", $"<{word}>; rel=\"next\"");
                Write(context, 200, Errors(echo), "application/vnd.oci.image.manifest.v1+json");
                break;
            case "status":
                context.Response.StatusDescription = word;
                Write(context, 418, Errors(echo), "application/json");
                break;
            case "close":
                context.Response.Abort();
                break;
            default:
                if (way == "401")
                    Challenge(context, scheme, $"http://{Host}/token/{scheme}-401?x={Uri.EscapeDataString(header)}");
                context.Response.AddHeader("Retry-After", "0");
                Write(context, int.TryParse(way, out var status) ? status : 403, Errors(echo), "application/json");
                break;
        }
    }

    private static void Challenge(HttpListenerContext context, string scheme, string realm) => context.Response.AddHeader(
        "WWW-Authenticate", scheme == "basic" ? "Basic realm=\"x\"" : $"Bearer realm=\"{realm}\",service=\"echo\",scope=\"repository:x:pull\"");

    /// <summary>What came, and what is in it, in the forms that servers and proxies print it in.</summary>
    private string Repeat(string? authorization, string body, string target)
    {
        List<string> all = [authorization ?? "", body, target];
        if (authorization is not null)
        {
            var password = PasswordOf(authorization);
            var escaped = Uri.EscapeDataString(password);
            var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(password));
            all.AddRange(
            [
                $"ann:{password}", escaped, Uri.EscapeDataString(escaped), WebUtility.UrlEncode(password).ToLowerInvariant(), WebUtility.HtmlEncode(password),
                Json(password).Trim('"'), password.Replace("\"", "\\\"", StringComparison.Ordinal), encoded, encoded.Replace('+', '-').Replace('/', '_').TrimEnd('='), Convert.ToBase64String(Encoding.UTF8.GetBytes($"a:{password}")),
            ]);
        }

        // Another one first each time, so that each is at some time before the place where texts are cut, and on it.
        var shift = _told % all.Count;
        return string.Join(" ", all.Skip(shift).Concat(all.Take(shift)));
    }

    /// <summary>The secret in a header, whichever scheme it is of.</summary>
    private static string PasswordOf(string authorization) => authorization.Split(' ', 2) switch
    {
        ["Basic", var basic] when Encoding.UTF8.GetString(Convert.FromBase64String(basic)) is var pair => pair[(pair.IndexOf(':') + 1)..],
        [.., var token] => token,
        _ => "",
    };

    private static string Json(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    private static string Errors(string echo) => $$"""{"errors":[{"code":{{Json(echo)}},"message":{{Json(echo)}},"detail":{{Json(echo)}}}]}""";

    private static void Write(HttpListenerContext context, int status, string body, string type)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.Close(context.Request.HttpMethod == "HEAD" ? [] : Encoding.UTF8.GetBytes(body), willBlock: false);
    }
}
