using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Publishing.Retention;

/// <summary>
/// GitHub's API of container packages, in front of the real registry that holds the images. Its habits: a version is a manifest
/// with all its tags; versions without a tag are listed too; pages;
/// an owner is an organization or a user, and the other path answers 404; the last version with a tag cannot be deleted; and now
/// and then it asks to come back later.
/// </summary>
internal sealed class GitHubPackages : IAsyncDisposable
{
    public const string Token = "ghp_test";

    private readonly HttpListener _listener;
    private readonly Task _loop;
    private readonly ConcurrentDictionary<string, Package> _packages = new(StringComparer.Ordinal);
    private int _requests;

    private GitHubPackages(HttpListener listener, string address)
    {
        (_listener, Address) = (listener, address);
        _loop = Task.Run(ServeAsync);
    }

    /// <summary>The address without a slash at the end.</summary>
    public string Address { get; }

    /// <summary>The open pull requests of <c>acme/app</c>.</summary>
    public List<int> OpenPullRequests { get; } = [];

    /// <summary>Every request that deletes.</summary>
    public ConcurrentQueue<string> Deletions { get; } = new();

    public static GitHubPackages Start()
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
                return new GitHubPackages(listener, $"http://127.0.0.1:{port}");
            }
            catch (HttpListenerException) when (attempt < 5)
            {
                // Somebody else was faster.
            }
        }
    }

    /// <summary>Makes a package of a repository.</summary>
    /// <param name="name">The repository: owner and package.</param>
    /// <param name="raw">Where the images are.</param>
    /// <param name="manifests">The digests of all that was pushed.</param>
    /// <param name="random">Gives each version a time of its last change.</param>
    public async Task AddAsync(string name, RawRepository raw, IEnumerable<string> manifests, Random random)
    {
        var package = new Package(raw, [], random.Next(2) == 0 ? "orgs" : "users");
        foreach (var digest in manifests.Concat((await raw.ReadTagsAsync()).Values).Distinct())
            if (await raw.HasManifestAsync(digest))
                package.Versions[digest] = (package.Versions.Count + 1, Contexts.Now.AddDays(-random.Next(0, 60)));
        _packages[name] = package;
    }

    /// <summary>The digests without a tag.</summary>
    public async Task<IReadOnlyList<string>> ListUntaggedAsync(string name)
    {
        var tags = await _packages[name].Raw.ReadTagsAsync();
        return [.. _packages[name].Versions.Keys.Where(digest => !tags.ContainsValue(digest))];
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
                var (status, body) = await AnswerAsync(context.Request, context.Response);
                context.Response.StatusCode = (int)status;
                context.Response.Close(Encoding.UTF8.GetBytes(body), willBlock: false);
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
    }

    private async Task<(HttpStatusCode, string)> AnswerAsync(HttpListenerRequest request, HttpListenerResponse response)
    {
        if (request.Headers["Authorization"] != $"Bearer {Token}")
            return (HttpStatusCode.Unauthorized, """{"message":"Bad credentials"}""");
        if (++_requests % 25 == 0)
        {
            response.Headers["Retry-After"] = "0";
            return (HttpStatusCode.Forbidden, """{"message":"You have exceeded a secondary rate limit"}""");
        }

        var path = request.Url!.AbsolutePath.Trim('/').Split('/');
        if (path is ["repos", "acme", "app", "pulls"])
            return (HttpStatusCode.OK, Page(request, OpenPullRequests.Select(number => (JsonNode)new JsonObject { ["number"] = number })));
        if (path is not [var kind, var owner, "packages", "container", var escaped, "versions", ..]
            || !_packages.TryGetValue($"{owner}/{Uri.UnescapeDataString(escaped)}", out var package)
            || package.Kind != kind)
            return (HttpStatusCode.NotFound, """{"message":"Not Found"}""");

        var tags = await package.Raw.ReadTagsAsync();
        if (request.HttpMethod == "GET")
            return (HttpStatusCode.OK, Page(request, package.Versions.OrderByDescending(version => version.Value.Id).Select(version => Describe(version.Key, version.Value, tags))));

        var (digest, _) = package.Versions.FirstOrDefault(version => version.Value.Id.ToString(CultureInfo.InvariantCulture) == path[^1]);
        if (digest is null)
            return (HttpStatusCode.NotFound, """{"message":"Not Found"}""");
        if (tags.Values.Distinct().Count() == 1 && tags.ContainsValue(digest))
            return (HttpStatusCode.BadRequest, """{"message":"You cannot delete the last tagged version of a package. You must delete the package instead."}""");

        Deletions.Enqueue(digest);
        package.Versions.Remove(digest);
        await package.Raw.DeleteAsync(digest);
        return (HttpStatusCode.NoContent, "");
    }

    private static JsonObject Describe(string digest, (int Id, DateTimeOffset Updated) version, Dictionary<string, string> tags) => new JsonObject
    {
        ["id"] = version.Id,
        ["name"] = digest,
        ["created_at"] = version.Updated.AddDays(-1).ToString("O", CultureInfo.InvariantCulture),
        ["updated_at"] = version.Updated.ToString("O", CultureInfo.InvariantCulture),
        ["metadata"] = new JsonObject
        {
            ["package_type"] = "container",
            ["container"] = new JsonObject { ["tags"] = new JsonArray([.. tags.Where(tag => tag.Value == digest).Select(tag => (JsonNode)tag.Key)]) },
        },
    };

    private static string Page(HttpListenerRequest request, IEnumerable<JsonNode> items)
    {
        var (size, page) = (int.Parse(request.QueryString["per_page"]!, CultureInfo.InvariantCulture), int.Parse(request.QueryString["page"]!, CultureInfo.InvariantCulture));
        return new JsonArray([.. items.Skip((page - 1) * size).Take(size)]).ToJsonString();
    }

    /// <param name="Raw">Where the images are.</param>
    /// <param name="Versions">The id and the last change of each, by digest.</param>
    /// <param name="Kind">Where the owner is found.</param>
    private sealed record Package(RawRepository Raw, Dictionary<string, (int Id, DateTimeOffset Updated)> Versions, string Kind);
}
