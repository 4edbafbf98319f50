using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Plimsoll.Oci;
using Plimsoll.Oci.Registries.Transport.Proxies;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Publishing.HostRecords.Comments;

/// <summary>The comments of one pull request, as a CI host keeps them.</summary>
internal abstract class PullRequestComments : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly HttpClient _client;

    protected PullRequestComments(PlimsollHost host, string token)
    {
        _client = new HttpClient(new SocketsHttpHandler { Proxy = EnvironmentProxy.Find(host.Environment), AllowAutoRedirect = false }) { Timeout = Deadline };
        _client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("plimsoll", host.ToolVersion));
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
    }

    /// <summary>The bytes of UTF-8 that a comment may have.</summary>
    public abstract int MaximumBytes { get; }

    /// <summary>The comments of the pull request that is being built, or <c>null</c> with the reason, a phrase, where there is none to write to.</summary>
    public static PullRequestComments? Open(PlimsollHost host, out string? reason)
    {
        var (pullRequest, environment) = (host.Observer.Host?.PullRequest, host.Environment);
        if (pullRequest is null)
            reason = "this is not a pull request";
        else if (environment("GITHUB_ACTIONS") is not null)
            return GitHubComments.Open(host, pullRequest, out reason);
        else if (environment("TF_BUILD") is not null)
            return AzureComments.Open(host, pullRequest, out reason);
        else
            reason = "comments are written on GitHub and Azure DevOps only";
        return null;
    }

    /// <summary>Writes the comment that starts with a marker: updates the one that is there, adds one where there is none.</summary>
    /// <param name="marker">The first line, which the comment is found again by.</param>
    /// <param name="text">The comment, the marker included.</param>
    /// <param name="isNeeded">Whether one is added where there is none.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PlimsollException">The host refuses (exit code 4 or 7), or cannot be reached (7).</exception>
    public async Task KeepAsync(string marker, string text, bool isNeeded, CancellationToken cancellationToken)
    {
        if (await FindAsync(marker, cancellationToken) is { } known)
            await UpdateAsync(known, text, cancellationToken);
        else if (isNeeded)
            await AddAsync(text, cancellationToken);
    }

    public void Dispose()
    {
        _client.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The address of the comment that starts with a marker, or <c>null</c>.</summary>
    protected abstract Task<string?> FindAsync(string marker, CancellationToken cancellationToken);

    /// <summary>Adds a comment.</summary>
    protected abstract Task AddAsync(string text, CancellationToken cancellationToken);

    /// <summary>Replaces the text of a comment.</summary>
    protected abstract Task UpdateAsync(string address, string text, CancellationToken cancellationToken);

    /// <summary>Sends a request, with what <paramref name="write"/> puts into an object, and reads the answer.</summary>
    protected async Task<JsonDocument> SendAsync(HttpMethod method, string address, Action<Utf8JsonWriter>? write, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, address) { Content = write is null ? null : Content(write) };
        try
        {
            using var response = await _client.SendAsync(request, cancellationToken);
            if (!response.IsSuccessStatusCode)
                throw new PlimsollException(
                    response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound ? ErrorKind.Authentication : ErrorKind.Transport,
                    $"{request.RequestUri!.Host} answered HTTP {(int)response.StatusCode}");
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            return await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            var reason = exception is OperationCanceledException ? $"no answer within {Deadline.TotalSeconds:0} seconds" : LogText.Neutralize(exception.Message);
            throw new PlimsollException(ErrorKind.Transport, $"{request.RequestUri!.Host}: {reason}", innerException: exception);
        }
    }

    private static StringContent Content(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return new StringContent(Encoding.UTF8.GetString(bytes.ToArray()), Encoding.UTF8, "application/json");
    }
}
