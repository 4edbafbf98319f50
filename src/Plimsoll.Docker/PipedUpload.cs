using System.IO.Pipelines;
using Plimsoll.Oci;

namespace Plimsoll.Docker;

/// <summary>
/// Sends an engine what is written at the same time. Where the writing fails, that is the error: the request only broke
/// off because of it, and says nothing but that the connection was lost.
/// </summary>
internal static class PipedUpload
{
    /// <summary>Sends a request.</summary>
    /// <param name="write">Writes the content.</param>
    /// <param name="send">Sends the content to the engine, and waits for the answer.</param>
    /// <param name="what">What is tried, as the beginning of a sentence.</param>
    /// <param name="cancellationToken">Stops both.</param>
    /// <exception cref="PlimsollException">What is written cannot be read: the exception of its source, or one that says so (exit code 2).</exception>
    public static async Task SendAsync(Func<Stream, CancellationToken, Task> write, Func<Stream, Task> send, string what, CancellationToken cancellationToken)
    {
        var pipe = new Pipe();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var writing = WriteAsync(pipe.Writer, write, stop.Token);
        Exception? failure = null;
        try
        {
            await using var content = pipe.Reader.AsStream();
            await send(content);
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        // An engine that refuses early leaves the writer waiting for a reader.
        await stop.CancelAsync();
        if (await writing is { } source)
            throw source as PlimsollException ?? PlimsollException.Usage($"{what} failed: what is sent to the engine cannot be read: {source.Message}", innerException: source);
        if (failure is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }

    /// <returns>Why the source could not be read to its end, or <c>null</c>.</returns>
    private static async Task<Exception?> WriteAsync(PipeWriter writer, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        try
        {
            await write(writer.AsStream(leaveOpen: true), cancellationToken);
            await writer.CompleteAsync();
            return null;
        }
        catch (Exception exception)
        {
            // The request that reads the pipe fails with it, and breaks off what it has sent.
            await writer.CompleteAsync(exception);
            return exception is OperationCanceledException ? null : exception;
        }
    }
}
