using System.Security.Cryptography;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Registries;

/// <summary>Downloads from a real registry over connections that break.</summary>
public class RegistryDownloadTests
{
    private const int Size = 20 * 1024 * 1024;
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(1024 * 1024)]
    public async Task A_blob_arrives_over_connections_that_all_break(long parallelFrom)
    {
        var server = await SharedRegistry.OpenAsync();
        var name = ImageReference.Parse($"{server.Root}/acme/big");
        var blob = await PushAsync(name);
        var log = new RequestLog(server);
        var notices = new Counter<RetryNotice>();

        // A client that has asked nothing yet does not know that the registry is near.
        using var client = new RegistryClient(new RegistryClientOptions
        {
            Transport = handler => new BreakingHandler(log.Wrap(handler), 3 * 1024 * 1024 + 17),
            ParallelDownloadFrom = parallelFrom,
            Retry = new RetryOptions { Jitter = () => 0 },
            Retries = notices,
        });
        await using var stream = await client.Repository(name).OpenBlobAsync(blob, None);
        await using var expected = new PatternStream(Size);

        Assert.Equal(await SHA256.HashDataAsync(expected), await SHA256.HashDataAsync(stream));
        Assert.Equal(notices.Count, log.Lines.Count(line => line.StartsWith("GET", StringComparison.Ordinal)) - (parallelFrom < Size ? 5 : 1));
        Assert.True(notices.Count >= 5, $"{notices.Count} connections broke");
    }

    private static async Task<Descriptor> PushAsync(ImageReference name)
    {
        await using var once = new PatternStream(Size);
        var blob = new Descriptor(MediaTypes.OciLayer, Digest.FromHash(await SHA256.HashDataAsync(once)), Size);
        using var client = new RegistryClient();
        await client.Repository(name).PutBlobAsync(blob, _ => new(new PatternStream(Size)), None);
        return blob;
    }

    private sealed class Counter<T> : IProgress<T>
    {
        private int _count;

        public int Count => _count;

        public void Report(T value) => Interlocked.Increment(ref _count);
    }

    /// <summary>Breaks every answer's body after so many bytes.</summary>
    private sealed class BreakingHandler(HttpMessageHandler inner, int after) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            var content = new StreamContent(new BreakingStream(await response.Content.ReadAsStreamAsync(cancellationToken), after));
            foreach (var (name, values) in response.Content.Headers.NonValidated)
                content.Headers.TryAddWithoutValidation(name, values);
            response.Content = content;
            return response;
        }
    }

    private sealed class BreakingStream(Stream inner, int left) : Stream
    {
        private int _left = left;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_left == 0)
                throw new IOException("The connection broke.");

            var read = await inner.ReadAsync(buffer[..Math.Min(buffer.Length, _left)], cancellationToken);
            _left -= read;
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
