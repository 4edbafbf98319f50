using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace Plimsoll.Testing.Faults;

/// <summary>One connection of a client through a <see cref="FaultProxy"/>, and the one to the server that belongs to it.</summary>
internal sealed class ProxyConnection(FaultProxy proxy, TcpClient client, CancellationToken stopping)
{
    private const byte TlsHandshake = 0x16;

    /// <summary>In how many pieces, and over how many seconds, a slow answer comes.</summary>
    private const int SlowPieces = 30;

    /// <summary>How long a client may take to hang up once a deadline is over, before the next one is.</summary>
    private static readonly TimeSpan Reaction = TimeSpan.FromMilliseconds(200);

    private Stream _fromClient = Stream.Null;
    private WireReader _client = new(Stream.Null);
    private NetworkStream? _toServer;
    private WireReader _answers = new(Stream.Null);
    private bool _isTls;

    public async Task ServeAsync()
    {
        using var server = new TcpClient { NoDelay = true };
        client.NoDelay = true;
        try
        {
            if (!await OpenAsync())
                return;
            await server.ConnectAsync(proxy.Server.Host, proxy.Server.Port, stopping);
            _toServer = server.GetStream();
            _answers = new WireReader(_toServer);
            while (await _client.ReadHeadAsync(stopping) is { } head && await PassOnAsync(head))
            {
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or OperationCanceledException or AuthenticationException)
        {
            // A broken connection is what this proxy is for; neither side waits for the other.
            Reset();
        }
        finally
        {
            await _fromClient.DisposeAsync();
            client.Dispose();
        }
    }

    /// <summary>Clients ask loopback servers for TLS first; a proxy without certificate hangs up on that.</summary>
    private async Task<bool> OpenAsync()
    {
        _fromClient = client.GetStream();
        var first = new byte[1];
        _isTls = await client.Client.ReceiveAsync(first, SocketFlags.Peek, stopping) > 0 && first[0] == TlsHandshake;
        if (_isTls && proxy.Certificate is null)
            return false;

        if (_isTls)
        {
            var tls = new SslStream(_fromClient);
            _fromClient = tls;
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = proxy.Certificate }, stopping);
        }

        _client = new WireReader(_fromClient);
        return true;
    }

    /// <summary>Passes a request on, and its answer back.</summary>
    /// <returns>Whether the connection goes on.</returns>
    private async Task<bool> PassOnAsync(string head)
    {
        var request = Parse(head);
        proxy.Add(request, _isTls);
        await proxy.Hold(request);
        try
        {
            return await PassOnAsync(head, request);
        }
        finally
        {
            proxy.Answered(request);
        }
    }

    private async Task<bool> PassOnAsync(string head, ProxiedRequest request)
    {
        var fault = proxy.Decide(request);
        switch (fault.Kind)
        {
            case FaultKind.BeforeRequest:
                proxy.AddFired();
                return Reset();
            case FaultKind.EndBeforeRequest:
                proxy.AddFired();
                return false;
            case FaultKind.StallBeforeRequest:
                proxy.AddFired();
                return await StallAsync();
            case FaultKind.Answer or FaultKind.Redirect:
                proxy.AddFired();
                return await AnswerInsteadAsync(request, CreateAnswer(request, fault));
            case FaultKind.ExpireToken when proxy.Tokens?.Expire(request) == true:
                proxy.AddFired();
                break;
        }

        return proxy.Tokens?.Answer(request, _isTls ? "https" : "http") is { } own
            ? await AnswerHimselfAsync(request, own, fault)
            : fault.Kind == FaultKind.Duplicate && !request.IsChunked
                ? await SendTwiceAsync(head, request)
                : await SendAsync(head, request, fault);
    }

    /// <summary>A request's head as the server gets it, which must know that its own addresses are of TLS.</summary>
    private byte[] Forward(string head) =>
        Encoding.Latin1.GetBytes(_isTls ? head.Insert(head.Length - 2, "X-Forwarded-Proto: https\r\n") : head);

    private ProxiedRequest Parse(string head)
    {
        var words = head[..head.IndexOf('\r')].Split(' ');
        return new ProxiedRequest(
            proxy.NextNumber(),
            words[0],
            words[1],
            long.Parse(HttpHead.FindHeader(head, "Content-Length") ?? "0", CultureInfo.InvariantCulture),
            HttpHead.FindHeader(head, "Content-Range"),
            HttpHead.FindHeader(head, "Transfer-Encoding") == "chunked",
            HttpHead.FindHeader(head, "Host") ?? "",
            HttpHead.FindHeader(head, "Authorization"),
            HttpHead.FindHeader(head, "User-Agent") ?? "");
    }

    private HttpAnswer CreateAnswer(ProxiedRequest request, Fault fault)
    {
        var headers = new List<string>();
        if (fault.RetryAfter is { } wait)
            headers.Add("Retry-After: " + (fault.IsRetryAfterDate
                ? ((proxy.Clock ?? TimeProvider.System).GetUtcNow() + wait).ToString("r", CultureInfo.InvariantCulture)
                : wait.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)));
        if (fault.Kind == FaultKind.Redirect)
            headers.Add($"Location: {(_isTls && fault.Target != RedirectTarget.PlainHttp ? "https" : "http")}://{(fault.Target == RedirectTarget.OtherHost ? proxy.OtherHost : request.Host)}{request.Target}");
        var answer = HttpAnswer.Create(fault.Status, fault.Body, fault.MediaType, headers);
        return request.Method == "HEAD" ? answer with { Body = [] } : answer;
    }

    /// <summary>Answers before a body is read, as servers do that do not want it, and closes.</summary>
    private async Task<bool> AnswerInsteadAsync(ProxiedRequest request, HttpAnswer answer)
    {
        if (!request.HasBody)
        {
            await _fromClient.WriteAsync(answer.ToBytes(), stopping);
            return true;
        }

        await _fromClient.WriteAsync((answer with { Head = answer.Head.Replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n", StringComparison.Ordinal) }).ToBytes(), stopping);
        if (_fromClient is SslStream tls)
            await tls.ShutdownAsync();
        client.Client.Shutdown(SocketShutdown.Send);

        // Read to its end, so that closing does not reset what was just written.
        await ReadToEndAsync();
        return false;
    }

    private async Task<bool> AnswerHimselfAsync(ProxiedRequest request, HttpAnswer answer, Fault fault)
    {
        if (request.HasBody)
            return await AnswerInsteadAsync(request, answer);
        return await ReturnAsync(request, request.Method == "HEAD" ? answer with { Body = [] } : answer, fault);
    }

    private async Task<bool> SendTwiceAsync(string head, ProxiedRequest request)
    {
        byte[] bytes = [.. Forward(head), .. await _client.ReadBytesAsync(request.Length, stopping)];
        await _toServer!.WriteAsync(bytes, stopping);
        await HttpAnswer.ReadAsync(_answers, request.Method, PassInterimAsync, stopping);
        proxy.AddFired();
        await _toServer.WriteAsync(bytes, stopping);
        return await ReturnAsync(request, await HttpAnswer.ReadAsync(_answers, request.Method, PassInterimAsync, stopping), Fault.None);
    }

    private async Task<bool> SendAsync(string head, ProxiedRequest request, Fault fault)
    {
        await _toServer!.WriteAsync(Forward(head), stopping);
        var cut = fault.Kind == FaultKind.InsideBody ? request.IsChunked ? 0 : fault.Position.Resolve(request.Length) : null;
        if (cut is { } until)
        {
            proxy.AddFired();
            if (request.IsChunked)
                await CopyChunksAsync(isCut: true);
            else
                await CopyAsync(until, flipAt: null);
            return Reset();
        }

        // Side by side: a server may answer before it has the whole body.
        var returning = fault.Kind == FaultKind.None && !proxy.IsRecording
            ? PassAnswerAsync(request)
            : ReturnAsync(request, HttpAnswer.ReadAsync(_answers, request.Method, PassInterimAsync, stopping), fault);
        var flipAt = fault.Kind == FaultKind.CorruptRequest && !request.IsChunked ? fault.Position.Resolve(request.Length) : null;
        if (flipAt is not null)
            proxy.AddFired();
        var sending = request.IsChunked ? CopyChunksAsync(isCut: false) : CopyAsync(request.Length, flipAt);
        try
        {
            await sending;
        }
        catch (IOException)
        {
            // The server has answered already, or is gone and has not.
            await returning;
            throw;
        }

        return await returning;
    }

    private async Task<bool> ReturnAsync(ProxiedRequest request, Task<HttpAnswer> answer, Fault fault) => await ReturnAsync(request, await answer, fault);

    /// <summary>Gives an answer back, whole or not.</summary>
    private async Task<bool> ReturnAsync(ProxiedRequest request, HttpAnswer answer, Fault fault)
    {
        if (proxy.IsRecording)
            proxy.Add(new ProxiedExchange(request, answer.Head, answer.Head.Length, answer.Body.Length));
        var cut = fault.Kind is FaultKind.TruncateAnswer or FaultKind.ResetInsideAnswer or FaultKind.StallInsideAnswer or FaultKind.CorruptAnswer ? fault.Position.Resolve(answer.Head.Length, answer.Body.Length) : null;
        var changed = Change(request, answer, fault);
        if (changed is not null || cut is not null || fault.Kind is FaultKind.BeforeAnswer or FaultKind.EndBeforeAnswer or FaultKind.StallBeforeAnswer or FaultKind.SlowAnswer or FaultKind.CloseAfterAnswer)
            proxy.AddFired();
        if (fault.Kind is FaultKind.BeforeAnswer)
            return Reset();
        if (fault.Kind is FaultKind.EndBeforeAnswer)
            return false;
        if (fault.Kind is FaultKind.StallBeforeAnswer)
            return await StallAsync();

        var bytes = (changed ?? answer).ToBytes();
        if (cut is { } at && fault.Kind == FaultKind.CorruptAnswer)
            bytes[at] ^= 1;
        else if (cut is { } until)
        {
            await _fromClient.WriteAsync(bytes.AsMemory(0, (int)until), stopping);
            return fault.Kind == FaultKind.TruncateAnswer ? false : fault.Kind == FaultKind.ResetInsideAnswer ? Reset() : await StallAsync();
        }

        if (fault.Kind == FaultKind.SlowAnswer)
            await WriteSlowlyAsync(bytes);
        else
            await _fromClient.WriteAsync(bytes, stopping);
        // What is left of a corrupt head may announce more than there is.
        return fault.Kind is not (FaultKind.CloseAfterAnswer or FaultKind.LongLength or FaultKind.CorruptAnswer) && HttpHead.FindHeader(answer.Head, "Connection") != "close";
    }

    /// <summary>The answer as a fault changes it; <c>null</c> where it does not.</summary>
    private HttpAnswer? Change(ProxiedRequest request, HttpAnswer answer, Fault fault)
    {
        if (fault.Kind == FaultKind.ReplaceAnswer)
            return CreateAnswer(request, fault);

        var (name, value) = fault.Kind switch
        {
            FaultKind.ShortLength or FaultKind.LongLength => ("Content-Length", ChangeLength(answer, fault.Kind == FaultKind.LongLength ? 1 : -1)),
            FaultKind.WrongDigest => ("Docker-Content-Digest", "sha256:" + new string('a', 64)),
            FaultKind.NoDigest => ("Docker-Content-Digest", null),
            _ => ("", null),
        };
        var head = name.Length == 0 ? answer.Head : HttpHead.Replace(answer.Head, name, value);
        return head == answer.Head ? null : answer with { Head = head };
    }

    private static string? ChangeLength(HttpAnswer answer, int by) =>
        HttpHead.FindHeader(answer.Head, "Content-Length") is not { } length ? null
        : Math.Max(0, long.Parse(length, CultureInfo.InvariantCulture) + by).ToString(CultureInfo.InvariantCulture);

    /// <summary>Passes an answer back while it comes.</summary>
    private async Task<bool> PassAnswerAsync(ProxiedRequest request)
    {
        var head = await HttpAnswer.ReadHeadAsync(_answers, PassInterimAsync, stopping);
        if (request.Method == "HEAD" || HttpHead.ReadStatus(head) is 204 or 304 || HttpHead.FindHeader(head, "Content-Length") is null)
        {
            await _fromClient.WriteAsync(Encoding.Latin1.GetBytes(head), stopping);
            if (request.Method != "HEAD" && HttpHead.FindHeader(head, "Transfer-Encoding") == "chunked")
                await PassChunksAsync();
        }
        else
        {
            var rest = long.Parse(HttpHead.FindHeader(head, "Content-Length")!, CultureInfo.InvariantCulture);
            await _fromClient.WriteAsync(Encoding.Latin1.GetBytes(head), stopping);
            await PassAsync(_answers, _fromClient, rest, counted: false, flipAt: null);
        }

        return HttpHead.FindHeader(head, "Connection") != "close";
    }

    private async Task PassChunksAsync()
    {
        long length;
        do
        {
            length = await PassChunkHeadAsync(_answers, _fromClient);
            await PassAsync(_answers, _fromClient, length + 2, counted: false, flipAt: null);
        }
        while (length > 0);
    }

    private Task PassInterimAsync(string head) => _fromClient.WriteAsync(Encoding.Latin1.GetBytes(head), stopping).AsTask();

    private Task CopyAsync(long count, long? flipAt) => PassAsync(_client, _toServer!, count, counted: true, flipAt);

    /// <summary>Passes chunks on, the empty one at the end included; or half of the first.</summary>
    private async Task CopyChunksAsync(bool isCut)
    {
        long length;
        do
        {
            length = await PassChunkHeadAsync(_client, _toServer!);
            await CopyAsync(isCut ? length / 2 : length + 2, flipAt: null);
        }
        while (length > 0 && !isCut);
    }

    private async Task<long> PassChunkHeadAsync(WireReader from, Stream to)
    {
        var line = await from.ReadLineAsync(stopping);
        await to.WriteAsync(line, stopping);
        return long.Parse(Encoding.ASCII.GetString(line).Split(';')[0].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    private async Task PassAsync(WireReader from, Stream to, long count, bool counted, long? flipAt)
    {
        var buffer = new byte[64 * 1024];
        for (long done = 0; done < count;)
        {
            var read = await from.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, count - done)), stopping);
            if (read == 0)
                throw new EndOfStreamException("The connection ended in the middle of a body.");
            if (flipAt is { } at && at >= done && at < done + read)
                buffer[at - done] ^= 1;

            // Counted first: once the server has the last byte its answer, and the test's question, may overtake this.
            if (counted)
                proxy.AddBodyBytes(read);
            await to.WriteAsync(buffer.AsMemory(0, read), stopping);
            done += read;
        }
    }

    private async Task WriteSlowlyAsync(byte[] bytes)
    {
        var size = (bytes.Length + SlowPieces - 1) / SlowPieces;
        foreach (var piece in bytes.Chunk(Math.Max(1, size)))
        {
            await _fromClient.WriteAsync(piece, stopping);
            Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>Waits until the client gives up, for whom no time passes otherwise.</summary>
    private async Task<bool> StallAsync()
    {
        var closing = ReadToEndAsync();
        while (!closing.IsCompleted)
        {
            Clock.AdvanceToDeadline();
            await Task.WhenAny(closing, Task.Delay(Reaction, stopping));
        }

        return Reset();
    }

    private FaultClock Clock => proxy.Clock ?? throw new InvalidOperationException("A fault of time needs the clients' clock.");

    private async Task ReadToEndAsync()
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await _client.ReadAsync(buffer, stopping) > 0)
            {
            }
        }
        catch (IOException)
        {
            // That is an end too.
        }
    }

    /// <summary>Closing resets the connection.</summary>
    private bool Reset()
    {
        if (client.Client is not null)
            client.LingerState = new LingerOption(true, 0);
        return false;
    }
}
