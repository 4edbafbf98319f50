using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Plimsoll.Oci;
using Plimsoll.Oci.Registries.Transport.Proxies;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Publishing.HostRecords;

/// <summary>
/// GitHub's REST API, at <c>PLIMSOLL_GITHUB_API_URL</c> or <c>GITHUB_API_URL</c>, with <c>GITHUB_TOKEN</c> or <c>GH_TOKEN</c>. Requests
/// go one after the other, as GitHub asks; where it limits them, they wait and are sent again.
/// </summary>
internal sealed class GitHubApi : IDisposable
{
    private const string ApiVersion = "2022-11-28";
    private const int PageSize = 100;
    private const int MaximumPages = 10_000;
    private const int MaximumAttempts = 5;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>Longer than this no run waits for the hour to end.</summary>
    private static readonly TimeSpan MaximumWait = TimeSpan.FromMinutes(2);

    private readonly HttpClient _client;
    private readonly string _address;
    private readonly TimeProvider _clock;

    private GitHubApi(HttpClient client, Uri address, TimeProvider clock) => (_client, _address, _clock) = (client, address.AbsoluteUri.TrimEnd('/'), clock);

    /// <summary>Opens the API; no request is made yet.</summary>
    /// <exception cref="PlimsollException">There is no token (exit code 4), or the address is not valid (2).</exception>
    public static GitHubApi Create(PlimsollHost host)
    {
        var token = FindToken(host.Environment) ?? throw new PlimsollException(
            ErrorKind.Authentication,
            "GitHub's API cannot be used, because GITHUB_TOKEN is not set.",
            "Set it to a token with the scopes read:packages and delete:packages; in a workflow: env: GITHUB_TOKEN: ${{ github.token }}, with permissions: packages: write.");
        var address = FindAddress(host.Environment) ?? throw PlimsollException.Usage("GITHUB_API_URL is not a valid URL.", "Set it to a URL such as https://api.github.com.");
        return new GitHubApi(CreateClient(token, host), address, host.WaitClock);
    }

    /// <summary>The token, or <c>null</c>.</summary>
    public static string? FindToken(Func<string, string?> environment) => environment("GITHUB_TOKEN") ?? environment("GH_TOKEN");

    /// <summary>The address; <c>null</c> where it is not a valid one.</summary>
    public static Uri? FindAddress(Func<string, string?> environment) =>
        Uri.TryCreate((environment("PLIMSOLL_GITHUB_API_URL") ?? environment("GITHUB_API_URL") ?? "https://api.github.com").TrimEnd('/'), UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;

    /// <summary>A client that sends what GitHub wants with each request.</summary>
    public static HttpClient CreateClient(string token, PlimsollHost host)
    {
        var client = new HttpClient(new SocketsHttpHandler { Proxy = EnvironmentProxy.Find(host.Environment) }) { Timeout = Deadline };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("plimsoll", host.ToolVersion));
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        client.DefaultRequestHeaders.Add("X-GitHub-Api-Version", ApiVersion);
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/vnd.github+json"));
        return client;
    }

    /// <summary>Reads a list, page by page.</summary>
    /// <param name="path">The path with its query, without a slash before it.</param>
    /// <param name="type">What a page holds.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PlimsollException">It does not exist (6), is not allowed (4), or GitHub fails (7).</exception>
    public async IAsyncEnumerable<T> ListAsync<T>(string path, JsonTypeInfo<T[]> type, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var page = 1; page <= MaximumPages; page++)
        {
            var address = string.Create(CultureInfo.InvariantCulture, $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}per_page={PageSize}&page={page}");
            using var response = await SendAsync(HttpMethod.Get, address, cancellationToken) ?? throw PlimsollException.NotFound($"GitHub does not have {path}.");
            var items = await ReadAsync(response, type, address, cancellationToken);
            foreach (var item in items)
                yield return item;
            if (items.Length < PageSize)
                yield break;
        }
    }

    /// <summary>Deletes something. What is gone already is no failure.</summary>
    /// <returns>Why it cannot be deleted, a phrase, such as the last version of a package; <c>null</c> where it is gone.</returns>
    /// <exception cref="PlimsollException">It is not allowed (4), or GitHub fails (7).</exception>
    public async Task<string?> DeleteAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Delete, path, cancellationToken, HttpStatusCode.BadRequest, HttpStatusCode.UnprocessableEntity);
        return response is null || response.IsSuccessStatusCode ? null : $"GitHub refused: {await ReadMessageAsync(response, cancellationToken) ?? $"HTTP {(int)response.StatusCode}"}";
    }

    public void Dispose() => _client.Dispose();

    /// <returns><c>null</c> where GitHub says that there is no such thing.</returns>
    private async Task<HttpResponseMessage?> SendAsync(HttpMethod method, string path, CancellationToken cancellationToken, params HttpStatusCode[] accepted)
    {
        for (var attempt = 1; ; attempt++)
        {
            HttpResponseMessage response;
            try
            {
                using var request = new HttpRequestMessage(method, $"{_address}/{path}");
                response = await _client.SendAsync(request, cancellationToken);
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
            {
                if (attempt == MaximumAttempts)
                    throw new PlimsollException(ErrorKind.Transport, $"GitHub's API cannot be reached at {_address}: {(exception is HttpRequestException ? LogText.Neutralize(exception.Message) : $"no answer within {Deadline.TotalSeconds:0} seconds")}", innerException: exception);
                await WaitAsync(null, attempt, cancellationToken);
                continue;
            }

            if (response.IsSuccessStatusCode || accepted.Contains(response.StatusCode))
                return response;

            using (response)
            {
                if (response.StatusCode == HttpStatusCode.NotFound)
                    return null;
                if (attempt < MaximumAttempts && IsTransient(response) && await WaitAsync(response, attempt, cancellationToken))
                    continue;
                throw await RefuseAsync(method, path, response, cancellationToken);
            }
        }
    }

    /// <summary>GitHub limits requests with 429, and also with 403 that says when to come back.</summary>
    private static bool IsTransient(HttpResponseMessage response) =>
        response.StatusCode >= HttpStatusCode.InternalServerError
        || response.StatusCode == HttpStatusCode.TooManyRequests
        || (response.StatusCode == HttpStatusCode.Forbidden && (response.Headers.RetryAfter is not null || Header(response, "X-RateLimit-Remaining") == "0"));

    /// <returns><c>false</c> where it would take too long.</returns>
    private async Task<bool> WaitAsync(HttpResponseMessage? response, int attempt, CancellationToken cancellationToken)
    {
        var wait = response?.Headers.RetryAfter?.Delta
            ?? (response is not null && long.TryParse(Header(response, "X-RateLimit-Reset"), NumberStyles.None, CultureInfo.InvariantCulture, out var reset) && reset is > 0 and < 253_402_300_799 && Header(response, "X-RateLimit-Remaining") == "0"
                ? DateTimeOffset.FromUnixTimeSeconds(reset) - (response.Headers.Date ?? _clock.GetUtcNow()) // Both by GitHub's clock.
                : TimeSpan.FromSeconds(Math.Pow(2, attempt - 1)));
        if (wait > MaximumWait)
            return false;
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, _clock, cancellationToken);
        return true;
    }

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private static async Task<PlimsollException> RefuseAsync(HttpMethod method, string path, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var message = await ReadMessageAsync(response, cancellationToken);
        var isForbidden = response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;
        return new PlimsollException(
            isForbidden ? ErrorKind.Authentication : ErrorKind.Transport,
            $"GitHub refused {method} {path} with HTTP {(int)response.StatusCode}{(message is null ? "" : $": {message}")}.",
            isForbidden ? "The token needs the scopes read:packages and delete:packages; in a workflow, permissions: packages: write, and the repository the role Admin in the settings of the package." : null);
    }

    /// <summary>What GitHub says in its own words; <c>null</c> where it says nothing.</summary>
    private static async Task<string?> ReadMessageAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("message", out var text) && text.ValueKind == JsonValueKind.String
                ? LogText.Neutralize(text.GetString()!).TrimEnd('.')
                : null;
        }
        catch (Exception exception) when (JsonErrorText.IsMalformed(exception))
        {
            return null;
        }
    }

    private static async Task<T[]> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T[]> type, string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var content = await response.Content.ReadAsStreamAsync(cancellationToken);
            return await JsonSerializer.DeserializeAsync(content, type, cancellationToken) is { } items && Array.TrueForAll(items, item => item is not null) ? items : throw Invalid(path);
        }
        catch (Exception exception) when (JsonErrorText.IsMalformed(exception))
        {
            throw Invalid(path, exception);
        }
    }

    private static PlimsollException Invalid(string path, Exception? exception = null) => new(ErrorKind.Transport, $"GitHub's answer for {path} is not the list that its API documents.", innerException: exception);
}
