using System.Net.Http.Headers;
using Plimsoll.Build.Execution;
using Plimsoll.Build.Tools;

namespace Plimsoll.Build;

/// <summary>Downloads. An interruption of the build ends them.</summary>
public static class HttpTasks
{
    /// <summary>How long a server may take to answer, and to send the next part of a file. The default is 100 seconds.</summary>
    public static TimeSpan DefaultTimeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>Downloads a text.</summary>
    /// <param name="uri">Its address.</param>
    /// <param name="clientConfigurator">Changes the client, its <see cref="HttpClient.Timeout"/> for instance.</param>
    /// <param name="headerConfigurator">Changes what is sent: <c>headers =&gt; headers.Add("Accept", "text/plain")</c>.</param>
    /// <exception cref="BuildException">The server refused, could not be reached, or took too long; or the address is not one of the web (exit code 2).</exception>
    public static string HttpDownloadString(string uri, Configure<HttpClient>? clientConfigurator = null, Action<HttpRequestHeaders>? headerConfigurator = null) =>
        HttpDownloadStringAsync(uri, clientConfigurator, headerConfigurator).GetAwaiter().GetResult();

    /// <summary>Downloads a text, without blocking a thread.</summary>
    /// <inheritdoc cref="HttpDownloadString"/>
    public static async Task<string> HttpDownloadStringAsync(
        string uri,
        Configure<HttpClient>? clientConfigurator = null,
        Action<HttpRequestHeaders>? headerConfigurator = null,
        CancellationToken cancellationToken = default)
    {
        string? text = null;
        await GetAsync(uri, clientConfigurator, headerConfigurator, async (content, token) => text = await content.ReadAsStringAsync(token), cancellationToken);
        return text!;
    }

    /// <summary>Downloads a file. It is there whole or not at all; its directories are made.</summary>
    /// <param name="uri">Its address.</param>
    /// <param name="path">The file; a relative path is below the root of the build.</param>
    /// <param name="mode">What happens where it exists: <see cref="FileMode.Create"/> replaces it, <see cref="FileMode.CreateNew"/> fails.</param>
    /// <param name="clientConfigurator">Changes the client, its <see cref="HttpClient.Timeout"/> for instance.</param>
    /// <param name="headerConfigurator">Changes what is sent.</param>
    /// <exception cref="BuildException">
    /// The server refused, could not be reached, or took too long; or the file exists and must not; the address or the mode is not one for
    /// a download (exit code 2).
    /// </exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void HttpDownloadFile(
        string uri,
        string path,
        FileMode mode = FileMode.Create,
        Configure<HttpClient>? clientConfigurator = null,
        Action<HttpRequestHeaders>? headerConfigurator = null) =>
        HttpDownloadFileAsync(uri, path, mode, clientConfigurator, headerConfigurator).GetAwaiter().GetResult();

    /// <summary>Downloads a file, without blocking a thread.</summary>
    /// <inheritdoc cref="HttpDownloadFile"/>
    public static async Task HttpDownloadFileAsync(
        string uri,
        string path,
        FileMode mode = FileMode.Create,
        Configure<HttpClient>? clientConfigurator = null,
        Action<HttpRequestHeaders>? headerConfigurator = null,
        CancellationToken cancellationToken = default)
    {
        if (mode is not (FileMode.Create or FileMode.CreateNew))
            throw BuildException.Usage($"{Shown(uri)} cannot be downloaded to {path} with FileMode.{mode}: a file is written whole.", "Use FileMode.Create or FileMode.CreateNew.");
        var file = Path.IsPathFullyQualified(path) ? AbsolutePath.Create(path) : AbsolutePath.Create(path, BuildSession.Current.Root);
        if (mode == FileMode.CreateNew && file.Exists())
            throw new BuildException(BuildExitCode.Failed, $"{file} exists already, so {Shown(uri)} was not downloaded to it.");
        await GetAsync(
            uri,
            clientConfigurator,
            headerConfigurator,
            async (content, token) => await AtomicFile.WriteAsync(file, await content.ReadAsStreamAsync(token), token),
            cancellationToken);
    }

    private static async Task GetAsync(
        string uri,
        Configure<HttpClient>? clientConfigurator,
        Action<HttpRequestHeaders>? headerConfigurator,
        Func<HttpContent, CancellationToken, Task> take,
        CancellationToken cancellationToken)
    {
        using var own = new HttpClient { Timeout = DefaultTimeout };
        var client = clientConfigurator?.Invoke(own) ?? own;
        using var request = new HttpRequestMessage(HttpMethod.Get, AddressOf(uri, client.BaseAddress));
        headerConfigurator?.Invoke(request.Headers);
        var session = BuildSession.CurrentOrNull;
        using var interruption = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, session?.CancellationToken ?? CancellationToken.None);

        // The client's own time limit covers the headers only, when the content is read as it comes.
        using var idle = new CancellationTokenSource(Timeout.InfiniteTimeSpan, session?.Host.Clock ?? TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(interruption.Token, idle.Token);
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (!response.IsSuccessStatusCode)
                throw new BuildException(BuildExitCode.Failed, $"{Shown(uri)} cannot be downloaded: the server answered {(int)response.StatusCode} {response.ReasonPhrase}.");
            using var content = new StreamContent(new IdleLimitedStream(await response.Content.ReadAsStreamAsync(either.Token), idle, client.Timeout));
            foreach (var header in response.Content.Headers)
                content.Headers.TryAddWithoutValidation(header.Key, header.Value);
            await take(content, either.Token);
        }
        catch (OperationCanceledException exception)
        {
            interruption.Token.ThrowIfCancellationRequested();
            throw new BuildException(BuildExitCode.Failed, $"{Shown(uri)} cannot be downloaded: the server sent nothing for {client.Timeout}.", null, exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or HttpIOException)
        {
            throw new BuildException(BuildExitCode.Failed, $"{Shown(uri)} cannot be downloaded: {exception.GetBaseException().Message}", null, exception);
        }
    }

    private static Uri AddressOf(string uri, Uri? start) =>
        (start is null ? Uri.TryCreate(uri, UriKind.Absolute, out var address) : Uri.TryCreate(start, uri, out address)) && address?.Scheme is "http" or "https"
            ? address!
            : throw BuildException.Usage($"'{Shown(uri)}' cannot be downloaded: it is not an address of the web.", "Write it as https://HOST/PATH.");

    /// <summary>An address without what may be a secret in it: a user, and a query that is a signature.</summary>
    private static string Shown(string uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var address) ? address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped) : uri;
}
