using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Plimsoll.IntegrationTests.Workflows.GitHub;

/// <summary>The part of GitHub's API that workflows call: comments of pull request 12 and code scanning.</summary>
internal sealed class GitHubApi : IDisposable
{
    private readonly HttpListener _listener = new();

    public GitHubApi()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Url = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
        }

        _listener.Prefixes.Add(Url + "/");
        _listener.Start();
        _ = ServeAsync();
    }

    public string Url { get; }

    /// <summary>Whether the token of the run may write.</summary>
    public bool MayWrite { get; set; }

    /// <summary>Who wrote which comment; the position, from 1, is its id.</summary>
    public List<(string UserType, string Body)> Comments { get; } = [];

    /// <summary>The reports that were uploaded, unpacked.</summary>
    public List<JsonNode> Sarif { get; } = [];

    /// <summary>Requests that were refused.</summary>
    public List<string> Refused { get; } = [];

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var reader = new StreamReader(context.Request.InputStream);
            var (status, answer) = Answer(context.Request, await reader.ReadToEndAsync());
            if (status >= 400)
                Refused.Add($"{context.Request.HttpMethod} {context.Request.Url!.PathAndQuery}");
            context.Response.StatusCode = status;
            await using (var writer = new StreamWriter(context.Response.OutputStream))
                await writer.WriteAsync(answer);
            context.Response.Close();
        }
    }

    private (int Status, string Answer) Answer(HttpListenerRequest request, string body)
    {
        var query = request.QueryString;
        if (request.Headers["Authorization"] != $"Bearer {GitHubHost.Token}")
            return (401, "{}");
        if (request.HttpMethod != "GET" && !MayWrite)
            return (403, "{}");
        switch (request.HttpMethod, request.Url!.AbsolutePath)
        {
            case ("GET", "/repos/acme/app/issues/12/comments"):
                var page = Comments.Select((comment, index) => (JsonNode)new JsonObject { ["id"] = index + 1, ["body"] = comment.Body, ["user"] = new JsonObject { ["type"] = comment.UserType } })
                    .Skip((int.Parse(query["page"]!) - 1) * int.Parse(query["per_page"]!)).Take(int.Parse(query["per_page"]!));
                return (200, new JsonArray([.. page]).ToJsonString());
            case ("POST", "/repos/acme/app/issues/12/comments"):
                Comments.Add(("Bot", JsonNode.Parse(body)!["body"]!.GetValue<string>()));
                return (201, "{}");
            case ("PATCH", var path) when path.StartsWith("/repos/acme/app/issues/comments/", StringComparison.Ordinal):
                Comments[int.Parse(path.Split('/')[^1]) - 1] = ("Bot", JsonNode.Parse(body)!["body"]!.GetValue<string>());
                return (200, "{}");
            case ("POST", "/repos/acme/app/code-scanning/sarifs"):
                using (var gzip = new GZipStream(new MemoryStream(Convert.FromBase64String(JsonNode.Parse(body)!["sarif"]!.GetValue<string>())), CompressionMode.Decompress))
                    Sarif.Add(JsonNode.Parse(gzip)!);
                return (202, "{}");
            default:
                return (404, "{}");
        }
    }
}
