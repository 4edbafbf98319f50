using System.Net;
using System.Net.Http.Headers;

namespace Plimsoll.Oci.Tests.Registries.Downloads;

/// <summary>How an answer's body ends before its time.</summary>
internal enum Cut
{
    /// <summary>The connection breaks.</summary>
    Breaks,

    /// <summary>Nothing comes any more.</summary>
    FallsSilent,

    /// <summary>It ends as if that were all.</summary>
    Ends,
}

/// <summary>What a registry does with one request for a blob; the default answers it as asked.</summary>
internal sealed record BlobReply
{
    /// <summary>An answer instead of the bytes.</summary>
    public HttpResponseMessage? Other { get; init; }

    /// <summary>After how many bytes the body is cut, or <c>null</c>.</summary>
    public long? CutAfter { get; init; }

    /// <summary>How.</summary>
    public Cut Cut { get; init; }

    /// <summary>Sends the whole blob whatever was asked for.</summary>
    public bool IgnoresRange { get; init; }

    /// <summary>Says nothing of the body's length.</summary>
    public bool HidesLength { get; init; }

    /// <summary>A Content-Range other than the right one; empty for none.</summary>
    public string? ContentRange { get; init; }

    /// <summary>A byte of the blob that is sent wrong, by position.</summary>
    public int? WrongByte { get; init; }

    /// <summary>The answer waits for this.</summary>
    public Task Before { get; init; } = Task.CompletedTask;
}

/// <summary>A registry with one blob, ranges included, whose connections fail as a test says.</summary>
internal sealed class BlobHandler(byte[] blob, Func<int, BlobReply> reply) : HttpMessageHandler
{
    private readonly Lock _lock = new();
    private readonly List<string> _ranges = [];
    private readonly TaskCompletionSource _silence = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The Range header of each request, in order; empty where it had none.</summary>
    public IReadOnlyList<string> Ranges
    {
        get
        {
            lock (_lock)
                return [.. _ranges];
        }
    }

    /// <summary>Ends when the first body has fallen silent.</summary>
    public Task Silence => _silence.Task;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        BlobReply plan;
        lock (_lock)
        {
            _ranges.Add(request.Headers.Range?.ToString() ?? "");
            plan = reply(_ranges.Count);
        }

        await plan.Before.WaitAsync(cancellationToken);
        if (plan.Other is not null)
            return plan.Other;

        var asked = plan.IgnoresRange ? null : request.Headers.Range?.Ranges.Single();
        var (from, to) = ((int)(asked?.From ?? 0), (int)Math.Min((asked?.To + 1) ?? blob.Length, blob.Length));
        var bytes = blob[from..to];
        if (plan.WrongByte is { } wrong && wrong >= from && wrong < to)
            bytes[wrong - from] ^= 1;

        var content = new StreamContent(new CutStream(bytes, plan, () => _silence.TrySetResult()));
        if (!plan.HidesLength)
            content.Headers.ContentLength = bytes.Length;
        if (asked is not null && plan.ContentRange is null)
            content.Headers.ContentRange = new ContentRangeHeaderValue(from, to - 1, blob.Length);
        else if (asked is not null && plan.ContentRange is { Length: > 0 } other)
            content.Headers.TryAddWithoutValidation("Content-Range", other);
        return new HttpResponseMessage(asked is null ? HttpStatusCode.OK : HttpStatusCode.PartialContent) { Content = content, RequestMessage = request };
    }

    private sealed class CutStream(byte[] bytes, BlobReply plan, Action silent) : Stream
    {
        private int _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => _position;
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var end = (int)Math.Min(plan.CutAfter ?? bytes.Length, bytes.Length);
            var read = Math.Min(buffer.Length, end - _position);
            if (read > 0 || plan.CutAfter is null || plan.Cut == Cut.Ends)
            {
                bytes.AsSpan(_position, read).CopyTo(buffer.Span);
                _position += read;
                return read;
            }

            if (plan.Cut == Cut.Breaks)
                throw new HttpIOException(HttpRequestError.ResponseEnded);

            silent();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }

        public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
