using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Plimsoll.Oci.Images;

namespace Plimsoll.IntegrationTests.Registries.Scripted;

/// <summary>
/// A registry in memory, as the distribution specification describes one, for what docker-registry does not do. What another
/// registry does otherwise is its <see cref="RegistryHabits"/>.
/// </summary>
internal sealed partial class ScriptedRegistry : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly RegistryHabits _habits;
    private readonly Lock _lock = new();
    private readonly List<string> _requests = [];

    private ScriptedRegistry(WebApplication server, RegistryHabits habits) => (_server, _habits) = (server, habits);

    /// <summary>Host and port.</summary>
    public string Host => new Uri(_server.Urls.First()).Authority;

    /// <summary>Each request as <c>METHOD /path?query STATUS</c>, in order.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_lock)
                return [.. _requests];
        }
    }

    /// <summary>The chunk of an upload, from 1, at which the connection breaks before anything of it is stored; 0 for none. It happens once.</summary>
    public int BreakAtChunk { get; set; }

    /// <summary>What is stored, by the name of the repository.</summary>
    public Dictionary<string, ScriptedRepository> Repositories { get; } = [];

    /// <summary>Uploads that have begun, by their number.</summary>
    public Dictionary<string, ScriptedUpload> Uploads { get; } = [];

    public static async Task<ScriptedRegistry> StartAsync(RegistryHabits habits)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.Limits.MaxRequestBodySize = null;
            options.Limits.MinRequestBodyDataRate = null;
            options.Listen(IPAddress.Loopback, 0);
        });
        var registry = new ScriptedRegistry(builder.Build(), habits);
        registry._server.Run(registry.ServeAsync);
        await registry._server.StartAsync();
        return registry;
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    public ScriptedRepository Repository(string name)
    {
        lock (_lock)
            return Repositories.TryGetValue(name, out var found) ? found : Repositories[name] = new ScriptedRepository();
    }

    /// <summary>Answers with an error as the specification writes them.</summary>
    public static Task RefuseAsync(HttpContext context, int status, string code, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Request.Method == "HEAD" ? Task.CompletedTask : context.Response.WriteAsync(new JsonObject
        {
            ["errors"] = new JsonArray(new JsonObject { ["code"] = code, ["message"] = message }),
        }.ToJsonString());
    }

    private async Task ServeAsync(HttpContext context)
    {
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var request = new ScriptedRequest(context, ParsePath(context.Request.Path.Value ?? ""), body.ToArray());
        if (!await _habits.AnswerAsync(this, request))
            await AnswerAsync(request);
        lock (_lock)
            _requests.Add($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString} {context.Response.StatusCode}");
    }

    private static ScriptedPath ParsePath(string path)
    {
        var match = Route.Match(path);
        return match.Success ? new ScriptedPath(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value) : new ScriptedPath("", path.TrimEnd('/'), "");
    }

    private Task AnswerAsync(ScriptedRequest request) => request.Path.Kind switch
    {
        "/v2" => Task.CompletedTask,
        "/v2/_catalog" => request.JsonAsync(new JsonObject { ["repositories"] = new JsonArray([.. Repositories.Keys.Order(StringComparer.Ordinal).Select(name => (JsonNode)name)]) }),
        "tags" => ListTagsAsync(request),
        "referrers" => ListReferrersAsync(request),
        "manifests" => AnswerManifestAsync(request),
        "blobs/uploads" => AnswerUploadAsync(request),
        "blobs" => AnswerBlobAsync(request),
        _ => RefuseAsync(request.Context, 404, "NAME_UNKNOWN", "unknown"),
    };

    private Task ListTagsAsync(ScriptedRequest request) => Repositories.TryGetValue(request.Path.Repository, out var repository)
        ? request.JsonAsync(new JsonObject { ["name"] = request.Path.Repository, ["tags"] = new JsonArray([.. repository.Tags.Keys.Order(StringComparer.Ordinal).Select(tag => (JsonNode)tag)]) })
        : RefuseAsync(request.Context, 404, "NAME_UNKNOWN", "repository name not known to registry");

    private Task ListReferrersAsync(ScriptedRequest request)
    {
        if (!_habits.HasReferrers)
            return RefuseAsync(request.Context, 404, "UNSUPPORTED", "no referrers");

        var entries = Repository(request.Path.Repository).Manifests.Where(entry => entry.Value.Subject == request.Path.Name).Select(entry => (JsonNode)new JsonObject
        {
            ["mediaType"] = entry.Value.MediaType,
            ["digest"] = entry.Key,
            ["size"] = entry.Value.Content.Length,
            ["artifactType"] = entry.Value.ArtifactType,
        });
        return request.JsonAsync(new JsonObject { ["schemaVersion"] = 2, ["mediaType"] = MediaTypes.OciIndex, ["manifests"] = new JsonArray([.. entries]) }, MediaTypes.OciIndex);
    }

    private Task AnswerManifestAsync(ScriptedRequest request)
    {
        var repository = Repository(request.Path.Repository);
        var (response, name) = (request.Context.Response, request.Path.Name);
        switch (request.Method)
        {
            case "PUT":
                var digest = repository.Put(name, new ScriptedManifest(request.Body, request.Context.Request.ContentType ?? ""));
                response.StatusCode = 201;
                response.Headers["Docker-Content-Digest"] = digest;
                if (_habits.HasReferrers && repository.Manifests[digest].Subject is { } subject)
                    response.Headers["OCI-Subject"] = subject;
                return Task.CompletedTask;
            case "DELETE":
                if (!repository.Remove(name))
                    return RefuseAsync(request.Context, 404, "MANIFEST_UNKNOWN", "manifest unknown");
                response.StatusCode = 202;
                return Task.CompletedTask;
            default:
                if (repository.Find(name) is not var (found, manifest))
                    return RefuseAsync(request.Context, 404, "MANIFEST_UNKNOWN", "manifest unknown");
                response.Headers["Docker-Content-Digest"] = found;
                return request.SendAsync(manifest.Content, _habits.ServedType(manifest.MediaType));
        }
    }

    private Task AnswerBlobAsync(ScriptedRequest request)
    {
        if (!Repository(request.Path.Repository).Blobs.TryGetValue(request.Path.Name, out var blob))
            return RefuseAsync(request.Context, 404, "BLOB_UNKNOWN", "blob unknown to registry");

        var range = Range.Match(request.Header("Range"));
        if (!range.Success)
            return request.SendAsync(blob, "application/octet-stream");

        var first = long.Parse(range.Groups[1].Value, CultureInfo.InvariantCulture);
        var last = Math.Min(range.Groups[2].Length > 0 ? long.Parse(range.Groups[2].Value, CultureInfo.InvariantCulture) : long.MaxValue, blob.Length - 1);
        request.Context.Response.StatusCode = 206;
        request.Context.Response.Headers.ContentRange = $"bytes {first}-{last}/{blob.Length}";
        return request.SendAsync(blob.AsMemory((int)first, (int)(last - first + 1)), "application/octet-stream");
    }

    private Task AnswerUploadAsync(ScriptedRequest request)
    {
        var response = request.Context.Response;
        if (request.Method == "POST")
        {
            if (request.Query("mount") is { Length: > 0 } digest && Repository(request.Query("from")).Blobs.TryGetValue(digest, out var other))
            {
                Repository(request.Path.Repository).Blobs[digest] = other;
                response.StatusCode = 201;
                return Task.CompletedTask;
            }

            var id = Guid.NewGuid().ToString("n");
            lock (_lock)
                Uploads[id] = new ScriptedUpload();
            return Accept(request, id, 0);
        }

        if (!Uploads.TryGetValue(request.Path.Name, out var upload))
            return RefuseAsync(request.Context, 404, "BLOB_UPLOAD_UNKNOWN", "blob upload unknown to registry");
        switch (request.Method)
        {
            case "PATCH" when BreakAtChunk == upload.Chunks.Count + 1:
                BreakAtChunk = 0;
                request.Context.Abort();
                return Task.CompletedTask;
            case "PATCH":
                upload.Chunks.Add(request.Body);
                return Accept(request, request.Path.Name, upload.Length);
            case "GET":
                response.StatusCode = 204;
                response.Headers.Location = LocationOf(request, request.Path.Name);
                response.Headers["Range"] = $"0-{Math.Max(0, upload.Length - 1)}";
                return Task.CompletedTask;
            case "DELETE":
                lock (_lock)
                    Uploads.Remove(request.Path.Name);
                response.StatusCode = 204;
                return Task.CompletedTask;
            default:
                upload.Chunks.Add(request.Body);
                var content = upload.ToArray();
                if (Digest.Sha256(content).ToString() != request.Query("digest"))
                    return RefuseAsync(request.Context, 400, "DIGEST_INVALID", "provided digest did not match uploaded content");
                Repository(request.Path.Repository).Blobs[request.Query("digest")] = content;
                response.StatusCode = 201;
                return Task.CompletedTask;
        }
    }

    private Task Accept(ScriptedRequest request, string id, long length)
    {
        var response = request.Context.Response;
        response.StatusCode = 202;
        response.Headers.Location = LocationOf(request, id);
        response.Headers["Range"] = $"0-{Math.Max(0, length - 1)}";
        foreach (var (name, value) in _habits.SessionHeaders)
            response.Headers[name] = value;
        return Task.CompletedTask;
    }

    private static string LocationOf(ScriptedRequest request, string id) => $"/v2/{request.Path.Repository}/blobs/uploads/{id}";

    [GeneratedRegex("^/v2/(.+?)/(blobs/uploads|blobs|manifests|tags|referrers)(?:/([^/]*))?$")]
    private static partial Regex Route { get; }

    [GeneratedRegex(@"^bytes=(\d+)-(\d*)$")]
    private static partial Regex Range { get; }
}
