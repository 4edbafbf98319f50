using System.Net;
using CsCheck;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Registries.Downloads;
using Plimsoll.Oci.Registries.Transport;
using static Plimsoll.Oci.Tests.Registries.ScriptedHandler;

namespace Plimsoll.Oci.Tests.Registries.Downloads;

public sealed class PartedDownloadTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly byte[] Content = Bytes(1000);

    private readonly List<RegistryPipeline> _pipelines = [];

    [Fact]
    public async Task A_large_blob_is_asked_for_in_parts_and_comes_in_order()
    {
        var registry = new BlobHandler(Content, _ => new());
        var source = Source(registry, Content);

        Assert.Equal(Content, await ReadAsync(source));

        Assert.Equal(Enumerable.Range(0, 10).Select(part => $"bytes={part * 100}-{(part * 100) + 99}"), registry.Ranges);
        Assert.Equal(0, source.Parts.Rented);
    }

    [Fact]
    public async Task The_parts_are_on_their_way_at_once()
    {
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var registry = new BlobHandler(Content, number =>
        {
            // The first answer tells whether there are ranges; those of the four parts after it wait for each other.
            if (number == 5)
                all.SetResult();
            return new() { Before = number is 1 or > 5 ? Task.CompletedTask : all.Task };
        });

        Assert.Equal(Content, await ReadAsync(Source(registry, Content, parts: 4)).WaitAsync(Limit));
    }

    [Theory]
    [InlineData(999, 1)]
    [InlineData(1000, 10)]
    public async Task Smaller_blobs_are_asked_for_whole(int size, int requests)
    {
        var registry = new BlobHandler(Content[..size], _ => new());

        await ReadAsync(Source(registry, Content[..size], from: 1000));

        Assert.Equal(requests, registry.Ranges.Count);
    }

    [Fact]
    public async Task A_registry_without_ranges_is_read_in_one_answer()
    {
        var registry = new BlobHandler(Content, _ => new() { IgnoresRange = true });

        Assert.Equal(Content, await ReadAsync(Source(registry, Content)));

        Assert.Equal(["bytes=0-99"], registry.Ranges);
    }

    [Theory]
    [InlineData(HttpStatusCode.RequestedRangeNotSatisfiable)]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.NotImplemented)]
    public async Task A_registry_that_refuses_ranges_is_asked_without(HttpStatusCode status)
    {
        var registry = new BlobHandler(Content, number => number == 1 ? new() { Other = Answer(status) } : new());

        Assert.Equal(Content, await ReadAsync(Source(registry, Content)));

        Assert.Equal(["bytes=0-99", ""], registry.Ranges);
    }

    [Theory]
    [InlineData(HttpStatusCode.RequestedRangeNotSatisfiable)]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.OK)]
    public async Task A_registry_that_serves_no_more_parts_in_the_middle_is_asked_once_for_the_whole(HttpStatusCode status)
    {
        var registry = new BlobHandler(Content, number => number <= 4 ? new() : status == HttpStatusCode.OK ? new() { IgnoresRange = true } : new() { Other = number % 2 == 0 ? null : Answer(status) });
        var source = Source(registry, Content, parts: 2);

        Assert.Equal(Content, await ReadAsync(source));

        Assert.Single(registry.Ranges, range => range.Length == 0);
        Assert.Equal(0, source.Parts.Rented);
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    public async Task A_near_registry_is_read_over_one_connection(int milliseconds, bool inParts)
    {
        var registry = new BlobHandler(Content, _ => new());
        var source = Source(registry, Content);
        source.Endpoint.Budget.Answered(TimeSpan.FromMilliseconds(milliseconds));

        Assert.Equal(Content, await ReadAsync(source));

        Assert.Equal(inParts, registry.Ranges.Count > 1);
    }

    [Fact]
    public async Task A_part_that_breaks_is_gone_on_with_by_itself()
    {
        var registry = new BlobHandler(Content, number => new() { CutAfter = number == 3 ? 60 : null });

        Assert.Equal(Content, await ReadAsync(Source(registry, Content)));

        Assert.Equal(11, registry.Ranges.Count);
        Assert.Contains("bytes=260-299", registry.Ranges);
    }

    [Fact]
    public async Task A_part_that_cannot_be_had_fails_the_download_and_gives_all_memory_back()
    {
        var registry = new BlobHandler(Content, number => number == 3 ? new() { Other = Answer(HttpStatusCode.NotFound) } : new());
        var source = Source(registry, Content);

        var exception = await Assert.ThrowsAsync<RegistryException>(() => ReadAsync(source));

        Assert.Equal(ErrorKind.NotFound, exception.Kind);
        Assert.Equal(0, source.Parts.Rented);
    }

    [Fact]
    public async Task A_registry_that_has_less_than_its_first_answer_said_is_noticed()
    {
        var registry = new BlobHandler(Content, number => number > 1 ? new() { Other = Answer(HttpStatusCode.OK, new string('x', 150)) } : new());

        var exception = await Assert.ThrowsAsync<RegistryException>(() => ReadAsync(Source(registry, Content)));

        Assert.Contains("it ends after 150 of 1000 bytes", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_byte_in_a_part_is_noticed()
    {
        var registry = new BlobHandler(Content, number => number == 4 ? new() { WrongByte = 333 } : new());

        await Assert.ThrowsAsync<RegistryException>(() => ReadAsync(Source(registry, Content)));
    }

    [Fact]
    public async Task A_stream_that_is_disposed_early_stops_its_parts_and_gives_their_memory_back()
    {
        var registry = new BlobHandler(Content, number => new() { CutAfter = number == 1 ? null : 10, Cut = Cut.FallsSilent });
        var source = Source(registry, Content, parts: 4);
        var stream = await BlobDownload.OpenAsync(source, None);
        await stream.ReadExactlyAsync(new byte[50], None);
        await registry.Silence;
        Assert.Equal(4, source.Parts.Rented);

        await stream.DisposeAsync().AsTask().WaitAsync(Limit);

        Assert.Equal(0, source.Parts.Rented);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await stream.ReadExactlyAsync(new byte[1], None));
    }

    [Fact]
    public async Task A_stream_that_is_disposed_without_waiting_gives_its_memory_back_too()
    {
        var registry = new BlobHandler(Content, number => new() { CutAfter = number == 1 ? null : 10, Cut = Cut.FallsSilent });
        var source = Source(registry, Content, parts: 4);
        var stream = await BlobDownload.OpenAsync(source, None);
        await registry.Silence;

        stream.Dispose();

        // Comes true or the test runs into its limit.
        using var limit = new CancellationTokenSource(Limit);
        while (source.Parts.Rented > 0 && !limit.IsCancellationRequested)
            await Task.Yield();
        Assert.Equal(0, source.Parts.Rented);
    }

    [Fact]
    public async Task A_read_that_is_cancelled_leaves_the_stream_usable()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var registry = new BlobHandler(Content, number => new() { Before = number == 1 ? Task.CompletedTask : gate.Task });
        var source = Source(registry, Content, parts: 4);
        await using var stream = await BlobDownload.OpenAsync(source, None);
        var start = new byte[100];
        await stream.ReadExactlyAsync(start, None);

        using var stop = new CancellationTokenSource();
        var reading = stream.ReadAsync(new byte[1], stop.Token).AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        gate.SetResult();

        using var rest = new MemoryStream();
        await stream.CopyToAsync(rest, None).WaitAsync(Limit);
        Assert.Equal(Content, start.Concat(rest.ToArray()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task Any_number_of_streams_can_be_read_alternately_within_the_clients_memory(int parts)
    {
        var pipeline = Pipeline(new BlobHandler(Content, _ => new()), parts);
        var streams = new List<Stream>();
        for (var i = 0; i < 12; i++)
            streams.Add(await BlobDownload.OpenAsync(Source(pipeline, Content), None));
        var copies = streams.ConvertAll(_ => new MemoryStream());

        var buffer = new byte[37];
        for (var open = streams.Count; open > 0;)
        {
            open = 0;
            foreach (var (stream, copy) in streams.Zip(copies))
            {
                var read = await stream.ReadAsync(buffer, None).AsTask().WaitAsync(Limit);
                copy.Write(buffer.AsSpan(0, read));
                open += read > 0 ? 1 : 0;
                Assert.True(pipeline.Parts.Rented <= parts);
            }
        }

        Assert.All(copies, copy => Assert.Equal(Content, copy.ToArray()));
        foreach (var stream in streams)
            await stream.DisposeAsync();
        Assert.Equal(0, pipeline.Parts.Rented);
    }

    [Fact]
    public async Task Streams_that_hold_all_memory_do_not_stop_the_one_that_is_read()
    {
        var pipeline = Pipeline(new BlobHandler(Content, _ => new()), parts: 3);
        var waiting = new List<Stream>();
        for (var i = 0; i < 3; i++)
            waiting.Add(await BlobDownload.OpenAsync(Source(pipeline, Content), None));
        Assert.Equal(3, pipeline.Parts.Rented);

        Assert.Equal(Content, await ReadAsync(Source(pipeline, Content)).WaitAsync(Limit));

        foreach (var stream in waiting)
            await stream.DisposeAsync();
    }

    [Fact]
    public void Readers_share_the_memory_evenly()
    {
        var pool = new PartBufferPool(10, 8);
        pool.Join();
        Assert.NotNull(pool.TryRent(held: 7));
        pool.Join();

        Assert.NotNull(pool.TryRent(held: 3));
        Assert.Null(pool.TryRent(held: 4));
    }

    /// <summary>Whatever is cut, whoever ignores ranges, however little memory there is: the bytes are the blob's.</summary>
    [Fact]
    public async Task The_bytes_read_are_the_blobs_wherever_connections_break()
    {
        var cut = Gen.OneOf(Gen.Const(-1), Gen.Int[0, 150]);
        await Gen.Select(Gen.Int[0, 1500], Gen.Int[1, 200], Gen.Int[0, 5], Gen.Int[1, 300], cut.Array[0, 40], Gen.Int[0, 40]).SampleAsync(
            async (size, partSize, parts, bufferSize, cuts, ignoring) =>
            {
                var content = Bytes(size);
                var registry = new BlobHandler(content, number => new()
                {
                    CutAfter = number <= cuts.Length && cuts[number - 1] >= 0 ? cuts[number - 1] : null,
                    IgnoresRange = number == ignoring,
                });
                using var pipeline = new RegistryPipeline(Options(registry, partSize, parts, from: 1));
                var source = Source(pipeline, content);
                await using var stream = await BlobDownload.OpenAsync(source, None);
                using var copy = new MemoryStream();
                await stream.CopyToAsync(copy, bufferSize, None).WaitAsync(Limit);
                await stream.DisposeAsync();
                return copy.ToArray().AsSpan().SequenceEqual(content) && source.Parts.Rented == 0;
            },
            iter: 500);
    }

    public void Dispose() => _pipelines.ForEach(pipeline => pipeline.Dispose());

    private static byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(value => (byte)((value * 7) + (value / 256)))];

    private static RegistryClientOptions Options(HttpMessageHandler registry, int partSize, int parts, long from) => new()
    {
        Transport = _ => registry,
        Retry = new RetryOptions { Jitter = () => 0, MaxAttempts = 60 },
        ParallelDownloadFrom = from,
        DownloadPartSize = partSize,
        DownloadParts = parts,
    };

    private static BlobSource Source(RegistryPipeline pipeline, byte[] content)
    {
        var endpoint = new RegistryEndpoint("r.example", isPlainHttp: false, new RequestLimiter(pipeline.Options));
        var requests = new RepositoryRequests(pipeline, endpoint, ImageReference.Parse("r.example/acme/app"), RepositoryAccess.Pull);
        return BlobSource.Create(requests, new Descriptor(MediaTypes.OciLayer, Digest.Sha256(content), content.Length));
    }

    private static async Task<byte[]> ReadAsync(BlobSource source)
    {
        await using var stream = await BlobDownload.OpenAsync(source, None);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, None);
        return copy.ToArray();
    }

    private RegistryPipeline Pipeline(HttpMessageHandler registry, int parts, long from = 1)
    {
        _pipelines.Add(new RegistryPipeline(Options(registry, partSize: 100, parts, from)));
        return _pipelines[^1];
    }

    private BlobSource Source(HttpMessageHandler registry, byte[] content, int parts = 8, long from = 1) => Source(Pipeline(registry, parts, from), content);
}
