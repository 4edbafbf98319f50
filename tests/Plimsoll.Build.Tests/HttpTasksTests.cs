using System.Net;
using System.Net.Sockets;
using System.Text;
using Plimsoll.Testing;
using static Plimsoll.Build.HttpTasks;

namespace Plimsoll.Build.Tests;

/// <summary>Downloads from a server on a loopback port that answers what a test says.</summary>
public sealed class HttpTasksTests : IDisposable
{
    private readonly TempDirectory _temp = new();
    private readonly TcpListener _server = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();

    public HttpTasksTests() => _server.Start();

    private string Address => $"http://user:pass@{_server.LocalEndpoint}/file.txt?sig=s3cr3t";

    public void Dispose()
    {
        _end.Cancel();
        _server.Dispose();
        _end.Dispose();
        _temp.Dispose();
    }

    [Fact]
    public async Task A_text_is_downloaded_with_the_headers_that_are_set()
    {
        var request = AnswerAsync("HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Length: 3\r\n\r\n", [0x61, 0xE4, 0x62]);

        var text = await HttpDownloadStringAsync(Address, headerConfigurator: headers => headers.Add("User-Agent", "a build"));

        Assert.Equal("aäb", text);
        Assert.Contains("User-Agent: a build\r\n", await request);
    }

    [Fact]
    public async Task A_file_is_downloaded_with_its_directories_and_replaces_another()
    {
        var file = _temp["new/file"];
        var first = AnswerAsync("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n", "one"u8.ToArray());
        await HttpDownloadFileAsync(Address, file);
        await first;
        Assert.Equal("one", File.ReadAllText(file));

        var second = AnswerAsync("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n", "two"u8.ToArray());
        await Task.Run(() => HttpDownloadFile(Address, file, clientConfigurator: client =>
        {
            client.DefaultRequestHeaders.Add("X-Build", "yes");
            return client;
        }));
        Assert.Contains("X-Build: yes\r\n", await second);
        Assert.Equal("two", File.ReadAllText(file));
        Assert.Single(Directory.GetFileSystemEntries(_temp["new"]));

        var exception = await Assert.ThrowsAsync<BuildException>(() => HttpDownloadFileAsync(Address, file, FileMode.CreateNew));
        Assert.StartsWith($"{file} exists already", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_names_the_address_without_what_may_be_a_secret()
    {
        var request = AnswerAsync("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", []);

        var exception = await Assert.ThrowsAsync<BuildException>(() => HttpDownloadStringAsync(Address));

        await request;
        Assert.Equal($"http://{_server.LocalEndpoint}/file.txt cannot be downloaded: the server answered 404 Not Found.", exception.Message);
    }

    [Fact]
    public async Task Of_a_download_that_ends_early_nothing_remains()
    {
        var request = AnswerAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", "half"u8.ToArray());

        await Assert.ThrowsAsync<BuildException>(() => HttpDownloadFileAsync(Address, _temp["new/file"]));

        await request;
        Assert.Empty(Directory.GetFiles(_temp.Path, "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("file.txt")]
    [InlineData("http://[broken")]
    [InlineData("file:///etc/passwd")]
    [InlineData("")]
    public async Task What_is_no_address_of_the_web_is_an_error_of_usage(string uri)
    {
        var exception = await Assert.ThrowsAsync<BuildException>(() => HttpDownloadStringAsync(uri));

        Assert.Equal(BuildExitCode.Usage, exception.ExitCode);
        Assert.Equal($"'{uri}' cannot be downloaded: it is not an address of the web.", exception.Message);
    }

    [Theory]
    [InlineData(FileMode.Append)]
    [InlineData(FileMode.OpenOrCreate)]
    public async Task A_mode_that_keeps_a_part_of_the_file_is_refused(FileMode mode)
    {
        var exception = await Assert.ThrowsAsync<BuildException>(() => HttpDownloadFileAsync(Address, _temp["file"], mode));

        Assert.Contains($"with FileMode.{mode}: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_no_failure_of_the_server()
    {
        var request = AnswerAsync("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n", "one"u8.ToArray());

        await Assert.ThrowsAsync<IOException>(() => HttpDownloadFileAsync(Address, "/dev/full"));

        await request;
    }

    [Fact]
    public async Task A_server_that_goes_silent_within_a_file_is_given_up()
    {
        var request = AnswerAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", "half"u8.ToArray(), keepOpen: true);

        var exception = await Assert.ThrowsAsync<BuildException>(() => HttpDownloadFileAsync(Address, _temp["new/file"], clientConfigurator: client =>
        {
            client.Timeout = TimeSpan.FromMilliseconds(200);
            return client;
        }));

        Assert.EndsWith("the server sent nothing for 00:00:00.2000000.", exception.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_temp.Path, "*", SearchOption.AllDirectories));
        await _end.CancelAsync();
        await request;
    }

    [Fact]
    public async Task A_cancelled_token_ends_a_download()
    {
        using var cancellation = new CancellationTokenSource();
        var request = AnswerAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", "half"u8.ToArray(), keepOpen: true);
        var download = HttpDownloadStringAsync(Address, cancellationToken: cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => download);
        await _end.CancelAsync();
        await request.ContinueWith(_ => { }, TaskScheduler.Default);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_failure_of_the_build()
    {
        var address = Address;
        _server.Stop();

        var exception = await Assert.ThrowsAsync<BuildException>(() => HttpDownloadStringAsync(address));

        Assert.Equal(BuildExitCode.Failed, exception.ExitCode);
        Assert.StartsWith("http://127.0.0.1:", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Answers one request and returns its head.</summary>
    private async Task<string> AnswerAsync(string head, byte[] body, bool keepOpen = false)
    {
        using var client = await _server.AcceptTcpClientAsync(_end.Token);
        await using var stream = client.GetStream();
        var request = new StringBuilder();
        var buffer = new byte[4096];
        while (!request.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            request.Append(Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer, _end.Token)));
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), _end.Token);
        await stream.WriteAsync(body, _end.Token);
        if (keepOpen)
            await Task.Delay(Timeout.Infinite, _end.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        return request.ToString();
    }
}
