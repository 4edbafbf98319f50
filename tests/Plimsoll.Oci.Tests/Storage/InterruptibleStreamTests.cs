using Plimsoll.Oci.Storage;

namespace Plimsoll.Oci.Tests.Storage;

public class InterruptibleStreamTests
{
    [Fact]
    public async Task What_comes_is_read_to_its_end()
    {
        var content = Enumerable.Range(0, 10_000).Select(number => (byte)number).ToArray();
        await using var stream = new InterruptibleStream(new MemoryStream(content));
        using var read = new MemoryStream();

        await stream.CopyToAsync(read, 999);

        Assert.Equal(content, read.ToArray());
        Assert.Equal(content.Length, stream.Position);
    }

    [Fact]
    public async Task A_read_that_nobody_answers_ends_when_it_is_cancelled_and_spoils_nothing_after()
    {
        using var source = new SilentStream();
        await using var stream = new InterruptibleStream(source);
        using var interrupt = new CancellationTokenSource();
        var buffer = new byte[4];

        var read = stream.ReadAsync(buffer, interrupt.Token).AsTask();
        await source.Waiting;
        await interrupt.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        source.Answer();
        await source.Answered;
        Assert.Equal(new byte[4], buffer);
    }

    /// <summary>As standard input is: its reads know no token.</summary>
    private sealed class SilentStream : MemoryStream
    {
        private readonly TaskCompletionSource _waiting = new();
        private readonly TaskCompletionSource _answered = new();
        private readonly SemaphoreSlim _answer = new(0);

        public Task Waiting => _waiting.Task;

        public Task Answered => _answered.Task;

        public void Answer() => _answer.Release();

        public override int Read(byte[] buffer, int offset, int count)
        {
            _waiting.SetResult();
            _answer.Wait();
            buffer.AsSpan(offset, count).Fill(1);
            _answered.SetResult();
            return count;
        }

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            _answer.Dispose();
        }
    }
}
