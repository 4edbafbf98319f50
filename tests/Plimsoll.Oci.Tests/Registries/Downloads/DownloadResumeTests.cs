using System.Net;
using Microsoft.Extensions.Time.Testing;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Auth;
using static Plimsoll.Oci.Tests.Registries.ScriptedHandler;

namespace Plimsoll.Oci.Tests.Registries.Downloads;

public class DownloadResumeTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly byte[] Content = [.. Enumerable.Range(0, 1000).Select(value => (byte)(value * 7))];
    private static readonly Descriptor Blob = new(MediaTypes.OciLayer, Digest.Sha256(Content), Content.Length);

    private readonly List<RetryNotice> _notices = [];
    private readonly List<TransferProgress> _progress = [];

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "bytes=1-999")]
    [InlineData(500, "bytes=500-999")]
    [InlineData(999, "bytes=999-999")]
    public async Task A_connection_that_breaks_is_gone_on_with_where_it_broke(int position, string range)
    {
        var registry = new BlobHandler(Content, number => number == 1 ? new() { CutAfter = position } : new());

        Assert.Equal(Content, await ReadAsync(registry));

        Assert.Equal(["", range], registry.Ranges);
        Assert.Equal(1, Assert.Single(_notices).Attempt);
        Assert.Contains("was lost", _notices[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_breaks_after_the_last_byte_is_none_that_matters()
    {
        var registry = new BlobHandler(Content, _ => new() { CutAfter = Content.Length });

        Assert.Equal(Content, await ReadAsync(registry));

        Assert.Equal([""], registry.Ranges);
        Assert.Empty(_notices);
    }

    [Fact]
    public async Task Where_the_registry_sends_all_again_what_was_read_is_left_out()
    {
        var registry = new BlobHandler(Content, number => new() { CutAfter = number == 1 ? 600 : null, IgnoresRange = true });

        Assert.Equal(Content, await ReadAsync(registry));

        Assert.Equal(["", "bytes=600-999"], registry.Ranges);
    }

    [Fact]
    public async Task What_breaks_again_before_the_missing_byte_is_tried_again()
    {
        var registry = new BlobHandler(Content, number => new() { CutAfter = number switch { 1 => 600, 2 => 300, _ => null }, IgnoresRange = true });

        Assert.Equal(Content, await ReadAsync(registry));

        Assert.Equal(["", "bytes=600-999", ""], registry.Ranges);
        Assert.Equal([1, 2], _notices.Select(notice => notice.Attempt));
    }

    [Theory]
    [InlineData("")]
    [InlineData("bytes 0-999/1000")]
    [InlineData("bytes 401-999/1000")]
    [InlineData("bytes 400-1000/1001")]
    [InlineData("bytes 400-999/2000")]
    public async Task Another_stretch_than_asked_for_is_not_used_and_the_whole_is_asked_for(string contentRange)
    {
        var registry = new BlobHandler(Content, number => number == 1 ? new() { CutAfter = 400 } : new() { ContentRange = contentRange });

        Assert.Equal(Content, await ReadAsync(registry));

        Assert.Equal(["", "bytes=400-999", ""], registry.Ranges);
    }

    [Theory]
    [InlineData(HttpStatusCode.RequestedRangeNotSatisfiable)]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.MethodNotAllowed)]
    [InlineData(HttpStatusCode.NotImplemented)]
    public async Task A_registry_that_refuses_to_go_on_is_asked_for_the_whole_and_for_no_stretch_again(HttpStatusCode status)
    {
        var registry = new BlobHandler(Content, number => number switch
        {
            1 => new() { CutAfter = 400 },
            2 => new() { Other = Answer(status) },
            3 => new() { CutAfter = 700 },
            _ => new(),
        });

        Assert.Equal(Content, await ReadAsync(registry));

        Assert.Equal(["", "bytes=400-999", "", ""], registry.Ranges);
    }

    [Fact]
    public async Task A_whole_answer_that_is_shorter_than_what_was_read_is_noticed()
    {
        var registry = new BlobHandler(Content, number => number switch
        {
            1 => new() { CutAfter = 400 },
            2 => new() { Other = Answer(HttpStatusCode.RequestedRangeNotSatisfiable) },
            _ => new() { Other = Answer(HttpStatusCode.OK, "short") },
        });

        var exception = await Assert.ThrowsAsync<RegistryException>(() => ReadAsync(registry));

        Assert.Equal(ErrorKind.Transport, exception.Kind);
    }

    [Fact]
    public async Task A_stretch_that_ends_early_is_followed_by_the_next()
    {
        var registry = new BlobHandler(Content, number => number switch
        {
            1 => new() { CutAfter = 400 },
            2 => new() { CutAfter = 100, Cut = Cut.Ends, ContentRange = "bytes 400-499/1000" },
            _ => new(),
        });

        Assert.Equal(Content, await ReadAsync(registry));

        Assert.Equal(["", "bytes=400-999", "bytes=500-999"], registry.Ranges);
    }

    [Fact]
    public async Task An_answer_without_a_length_that_ends_early_was_cut()
    {
        var registry = new BlobHandler(Content, number => number == 1 ? new() { CutAfter = 400, Cut = Cut.Ends, HidesLength = true } : new());

        Assert.Equal(Content, await ReadAsync(registry));

        Assert.Equal(["", "bytes=400-999"], registry.Ranges);
    }

    [Fact]
    public async Task A_registry_that_has_less_than_the_descriptor_says_is_not_asked_again()
    {
        var registry = new BlobHandler(Content[..400], _ => new());

        var exception = await Assert.ThrowsAsync<RegistryException>(() => ReadAsync(registry));

        Assert.Contains("ends after 400 of 1000 bytes", exception.Message, StringComparison.Ordinal);
        Assert.Single(registry.Ranges);
    }

    [Fact]
    public async Task A_registry_that_has_more_than_the_descriptor_says_is_noticed()
    {
        var registry = new BlobHandler([.. Content, 1], _ => new());

        var exception = await Assert.ThrowsAsync<RegistryException>(() => ReadAsync(registry));

        Assert.Contains("longer than 1000 bytes", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_byte_after_the_break_is_noticed()
    {
        var registry = new BlobHandler(Content, number => number == 1 ? new() { CutAfter = 400 } : new() { WrongByte = 700 });

        var exception = await Assert.ThrowsAsync<RegistryException>(() => ReadAsync(registry));

        Assert.Equal(ErrorKind.Transport, exception.Kind);
        Assert.Contains("Cannot read the blob sha256:", exception.Message, StringComparison.Ordinal);
        Assert.Contains("r.example/acme/app", exception.Message, StringComparison.Ordinal);
        Assert.Contains("its digest is", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registry_that_falls_silent_is_given_up_after_the_idle_timeout_and_asked_for_the_rest()
    {
        var time = new FakeTimeProvider();
        var registry = new BlobHandler(Content, number => number == 1 ? new() { CutAfter = 400, Cut = Cut.FallsSilent } : new());

        var reading = ReadAsync(registry, options => options with { TimeProvider = time, IdleTimeout = TimeSpan.FromSeconds(60) });
        await registry.Silence;
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.Single(registry.Ranges);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(Content, await reading);
        Assert.Equal(["", "bytes=400-999"], registry.Ranges);
        Assert.Contains("no data for 60 seconds", Assert.Single(_notices).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registry_that_asks_to_wait_with_the_rest_is_waited_for()
    {
        var registry = new BlobHandler(Content, number => number switch
        {
            1 => new() { CutAfter = 400 },
            2 => new() { Other = Answer(HttpStatusCode.ServiceUnavailable, headers: ("Retry-After", "7")) },
            _ => new(),
        });

        Assert.Equal(Content, await ReadAsync(registry, options => options with { TimeProvider = new InstantDelays(DateTimeOffset.UnixEpoch) }));

        Assert.Equal(["", "bytes=400-999", "bytes=400-999"], registry.Ranges);
        Assert.Equal([TimeSpan.Zero, TimeSpan.FromSeconds(7)], _notices.Select(notice => notice.Delay));
    }

    [Fact]
    public async Task A_connection_that_breaks_again_and_again_without_a_byte_ends_after_all_attempts()
    {
        var registry = new BlobHandler(Content, number => new() { CutAfter = number == 1 ? 400 : 0 });

        var exception = await Assert.ThrowsAsync<RegistryException>(() => ReadAsync(registry, options => options with { Retry = options.Retry with { MaxAttempts = 3 } }));

        Assert.Equal(3, exception.Attempts);
        Assert.Contains("Gave up after 3 attempts", exception.Message, StringComparison.Ordinal);
        Assert.Equal(["", "bytes=400-999", "bytes=400-999"], registry.Ranges);
    }

    [Fact]
    public async Task Attempts_count_anew_once_bytes_have_moved()
    {
        var registry = new BlobHandler(Content, _ => new() { CutAfter = 100 });

        Assert.Equal(Content, await ReadAsync(registry, options => options with { Retry = options.Retry with { MaxAttempts = 2 } }));

        Assert.Equal(10, registry.Ranges.Count);
        Assert.All(_notices, notice => Assert.Equal(1, notice.Attempt));
    }

    [Fact]
    public async Task Without_retries_a_break_is_a_failure()
    {
        var registry = new BlobHandler(Content, _ => new() { CutAfter = 400 });

        var exception = await Assert.ThrowsAsync<RegistryException>(() => ReadAsync(registry, options => options with { Retry = RetryOptions.None }));

        Assert.Equal(1, exception.Attempts);
        Assert.Single(registry.Ranges);
        Assert.Empty(_notices);
    }

    [Fact]
    public async Task Progress_goes_on_where_the_download_does()
    {
        var registry = new BlobHandler(Content, number => new() { CutAfter = number == 1 ? 400 : null });

        await ReadAsync(registry);

        Assert.Equal([400, 1000], _progress.Select(progress => progress.Bytes));
        Assert.All(_progress, progress => Assert.Equal(("r.example/acme/app", Blob, TransferDirection.Download), (progress.Repository, progress.Blob, progress.Direction)));
    }

    [Fact]
    public async Task The_rest_is_asked_for_where_the_registry_points_to_then_and_without_credentials()
    {
        var (asked, authorizations) = (new List<string>(), new List<string?>());
        var storage = new BlobHandler(Content, number => new() { CutAfter = number == 1 ? 400 : null });
        var registry = new RoutingHandler(request =>
        {
            asked.Add($"{request.RequestUri!.Host} {request.Headers.Range}");
            authorizations.Add(request.Headers.Authorization?.ToString());
            return request.RequestUri.Host == "storage.example" ? storage
                : new ScriptedHandler(_ => request.Headers.Authorization is null
                    ? Answer(HttpStatusCode.Unauthorized, headers: ("WWW-Authenticate", "Basic realm=\"r\""))
                    : Answer(HttpStatusCode.TemporaryRedirect, headers: ("Location", $"https://storage.example/{asked.Count}?sig=x")));
        });

        Assert.Equal(Content, await ReadAsync(registry));

        Assert.Equal(["r.example ", "r.example ", "storage.example ", "r.example bytes=400-999", "storage.example bytes=400-999"], asked);
        Assert.Equal([null, "Basic YW5uOnMzY3JldA==", null, "Basic YW5uOnMzY3JldA==", null], authorizations);
    }

    private async Task<byte[]> ReadAsync(HttpMessageHandler registry, Func<RegistryClientOptions, RegistryClientOptions>? change = null)
    {
        var options = new RegistryClientOptions
        {
            Credentials = CredentialSource.Explicit("r.example", "ann", "s3cret"),
            Transport = _ => registry,
            Retry = new RetryOptions { Jitter = () => 0 },
            Retries = new Collector<RetryNotice>(_notices),
            Transfers = new Collector<TransferProgress>(_progress),
        };
        using var client = new RegistryClient(change?.Invoke(options) ?? options);
        await using var stream = await client.Repository(ImageReference.Parse("r.example/acme/app")).OpenBlobAsync(Blob, None);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }

    private sealed class RoutingHandler(Func<HttpRequestMessage, HttpMessageHandler> choose) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            new HttpMessageInvoker(choose(request), disposeHandler: false).SendAsync(request, cancellationToken);
    }

    private sealed class Collector<T>(List<T> reports) : IProgress<T>
    {
        public void Report(T value) => reports.Add(value);
    }
}
