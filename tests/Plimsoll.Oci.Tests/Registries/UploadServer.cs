using System.Globalization;
using System.Net;

namespace Plimsoll.Oci.Tests.Registries;

/// <summary>
/// A registry's side of one upload, for what the real one does not do: it keeps what arrived of a broken request, wants a
/// minimum of a chunk, has no chunks at all, or misjudges where it is.
/// </summary>
internal sealed class UploadServer : HttpMessageHandler
{
    private readonly MemoryStream _content = new();
    private bool _hasLost;

    /// <summary>Each request as <c>METHOD Content-Range</c>.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>The headers of the answer that opens a session.</summary>
    public (string Name, string Value)[] SessionHeaders { get; init; } = [];

    /// <summary>Answers in place of the server; <c>null</c> lets it answer.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage?> Answer { get; init; } = static _ => null;

    /// <summary>After how many bytes in all the connection breaks, once; <c>null</c> never.</summary>
    public long? BreaksAt { get; set; }

    /// <summary>What it holds.</summary>
    public byte[] Content => _content.ToArray();

    /// <summary>The bytes of bodies that came.</summary>
    public long BytesReceived { get; private set; }

    /// <summary>Forgets the last bytes, the first time it is called.</summary>
    public bool LosesOnce(int bytes)
    {
        if (_hasLost)
            return false;

        _content.SetLength(_content.Length - bytes);
        return _hasLost = true;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var range = request.Content?.Headers.NonValidated.TryGetValues("Content-Range", out var values) == true ? values.ToString() : "";
        Requests.Add($"{request.Method} {range}".TrimEnd());
        var response = Answer(request) ?? await AnswerAsync(request, range, cancellationToken);
        response.RequestMessage = request;
        return response;
    }

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, string range, CancellationToken cancellationToken)
    {
        switch (request.Method.Method)
        {
            case "POST":
                _content.SetLength(0);
                return ScriptedHandler.Answer(HttpStatusCode.Accepted, headers: [("Location", "/v2/acme/app/blobs/uploads/1"), .. SessionHeaders]);
            case "GET":
                return ScriptedHandler.Answer(HttpStatusCode.NoContent, headers: [("Range", $"0-{Math.Max(0, _content.Length - 1)}"), ("Location", "/v2/acme/app/blobs/uploads/1")]);
            case "DELETE":
                return ScriptedHandler.Answer(HttpStatusCode.NoContent);
            case "HEAD":
                return ScriptedHandler.Answer(HttpStatusCode.NotFound);
        }

        if (range.Length > 0 && long.Parse(range.Split('-')[0], CultureInfo.InvariantCulture) != _content.Length)
            return ScriptedHandler.Answer(HttpStatusCode.RequestedRangeNotSatisfiable);

        await request.Content!.CopyToAsync(new Receiver(this), cancellationToken);
        return request.Method == HttpMethod.Put
            ? ScriptedHandler.Answer(HttpStatusCode.Created)
            : ScriptedHandler.Answer(HttpStatusCode.Accepted, headers: [("Location", "/v2/acme/app/blobs/uploads/1"), ("Range", $"0-{_content.Length - 1}")]);
    }

    private void Receive(ReadOnlySpan<byte> bytes)
    {
        var taken = BreaksAt is { } limit ? bytes[..(int)Math.Min(bytes.Length, Math.Max(0, limit - BytesReceived))] : bytes;
        _content.Position = _content.Length;
        _content.Write(taken);
        BytesReceived += taken.Length;
        if (taken.Length == bytes.Length)
            return;

        BreaksAt = null;
        throw new IOException("The connection broke.");
    }

    private sealed class Receiver(UploadServer server) : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            server.Receive(buffer.Span);
            return ValueTask.CompletedTask;
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }
}
