using System.Globalization;
using System.Net;
using CsCheck;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Uploads;
using Plimsoll.Testing;
using static Plimsoll.Oci.Tests.Registries.ScriptedHandler;

namespace Plimsoll.Oci.Tests.Registries;

/// <summary>Uploads in which any number of requests fail in any way.</summary>
public class UploadStormTests
{
    private const int Chunk = 1000;
    private const int MaximumRequests = 400;

    /// <summary>What happens to one request.</summary>
    private enum Trouble
    {
        None,
        Refused,
        TooMany,
        BrokenBefore,
        BrokenInside,
        AnswerLost,
        AnswerReplaced,
        SessionLost,
    }

    private static readonly Gen<(int Size, Trouble[] Troubles)> Storms =
        Gen.Select(Gen.Int[0, 6 * Chunk], Gen.Frequency((4, Gen.Const(Trouble.None)), (3, Gen.Enum<Trouble>())).Array[0, 30]);

    [Fact]
    public void What_is_stored_is_the_blob_or_the_upload_fails_after_a_number_of_requests() =>
        Storms.Sample(storm => HoldsAsync(storm.Size, storm.Troubles, checksRange: true).GetAwaiter().GetResult(), iter: 2000);

    [Fact]
    public void So_it_is_where_the_registry_appends_whatever_it_gets() =>
        Storms.Sample(storm => HoldsAsync(storm.Size, storm.Troubles, checksRange: false).GetAwaiter().GetResult(), iter: 2000);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void One_process_after_the_other_brings_it_there(bool checksRange) =>
        Storms.Sample(storm => ContinuesAsync(storm.Size, storm.Troubles, checksRange).GetAwaiter().GetResult(), iter: 300);

    private static async Task<bool> ContinuesAsync(int size, Trouble[] troubles, bool checksRange)
    {
        using var folder = new TempDirectory();
        var (blob, content) = Blob(size);
        var server = new Server(troubles, checksRange, blob.Digest);
        while (server.Stored is null && server.Requests <= MaximumRequests)
        {
            using var client = Client(server, maxAttempts: 1, new UploadJournal(folder["uploads"], TimeProvider.System));
            await Record.ExceptionAsync(() => PutAsync(client, blob, content));
        }

        return server.Stored is { } stored && stored.AsSpan().SequenceEqual(content) && !server.WasGivenWrongBytes;
    }

    private static async Task<bool> HoldsAsync(int size, Trouble[] troubles, bool checksRange)
    {
        var (blob, content) = Blob(size);
        var server = new Server(troubles, checksRange, blob.Digest);
        using var client = Client(server, maxAttempts: 4, journal: null);
        try
        {
            await PutAsync(client, blob, content);
        }
        catch (RegistryException failure)
        {
            // Nothing is wrong with the bytes, and so what ends an upload is the trouble itself.
            return (failure.IsTransient || failure.HasCode("BLOB_UPLOAD_UNKNOWN")) && server.Requests <= MaximumRequests && !server.WasGivenWrongBytes;
        }

        return server.Stored is { } stored && stored.AsSpan().SequenceEqual(content) && server.Requests <= MaximumRequests && !server.WasGivenWrongBytes;
    }

    private static async Task PutAsync(RegistryClient client, Descriptor blob, byte[] content) =>
        await client.Repository(ImageReference.Parse("registry.example/acme/app")).PutBlobAsync(blob, _ => new(new MemoryStream(content)), CancellationToken.None);

    private static RegistryClient Client(Server server, int maxAttempts, UploadJournal? journal) => new(new RegistryClientOptions
    {
        Transport = _ => server,
        ChunkedUploadFrom = 2 * Chunk,
        ChunkSize = Chunk,
        Journal = journal,
        Retry = new RetryOptions { MaxAttempts = maxAttempts, BaseDelay = TimeSpan.Zero },
    });

    private static (Descriptor Blob, byte[] Content) Blob(int size)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content);
        return (new Descriptor(MediaTypes.OciLayer, Digest.Sha256(content), size), content);
    }

    /// <summary>A registry with sessions. One that checks ranges keeps what arrived of a broken request; one that does not loses the session.</summary>
    private sealed class Server(Trouble[] troubles, bool checksRange, Digest digest) : HttpMessageHandler
    {
        private readonly Dictionary<string, MemoryStream> _sessions = [];
        private int _opened;

        public int Requests { get; private set; }

        public byte[]? Stored { get; private set; }

        public bool WasGivenWrongBytes { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var trouble = Requests < troubles.Length ? troubles[Requests] : Trouble.None;
            if (++Requests > MaximumRequests)
                throw new InvalidOperationException("The upload does not end.");
            if (trouble == Trouble.BrokenBefore)
                throw new HttpRequestException("The connection broke.");

            var response = trouble switch
            {
                Trouble.Refused => Answer(HttpStatusCode.ServiceUnavailable),
                Trouble.TooMany => Answer(HttpStatusCode.TooManyRequests),
                _ => await AnswerAsync(request, trouble, cancellationToken),
            };
            if (trouble is Trouble.AnswerLost)
                throw new HttpRequestException("The connection broke.");

            // A proxy that gave up waiting says so, although the registry has taken the request.
            response = trouble == Trouble.AnswerReplaced ? Answer(HttpStatusCode.GatewayTimeout) : response;
            response.RequestMessage = request;
            return response;
        }

        private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, Trouble trouble, CancellationToken cancellationToken)
        {
            var address = request.RequestUri!.AbsolutePath;
            if (request.Method == HttpMethod.Head)
                return Answer(Stored is null ? HttpStatusCode.NotFound : HttpStatusCode.OK);
            if (request.Method == HttpMethod.Post)
            {
                var opened = $"/v2/acme/app/blobs/uploads/{++_opened}";
                _sessions[opened] = new MemoryStream();
                return Answer(HttpStatusCode.Accepted, headers: ("Location", opened));
            }

            if (trouble == Trouble.SessionLost)
                _sessions.Remove(address);
            if (!_sessions.TryGetValue(address, out var session))
                return Answer(HttpStatusCode.NotFound, """{"errors":[{"code":"BLOB_UPLOAD_UNKNOWN","message":"no"}]}""");
            if (request.Method == HttpMethod.Get)
                return Answer(HttpStatusCode.NoContent, headers: [("Location", address), ("Range", $"0-{Math.Max(0, session.Length - 1)}")]);
            if (request.Method == HttpMethod.Delete)
                return Answer(_sessions.Remove(address) ? HttpStatusCode.NoContent : HttpStatusCode.NotFound);
            return await TakeAsync(request, address, session, trouble, cancellationToken);
        }

        private async Task<HttpResponseMessage> TakeAsync(HttpRequestMessage request, string address, MemoryStream session, Trouble trouble, CancellationToken cancellationToken)
        {
            var range = request.Content!.Headers.NonValidated.TryGetValues("Content-Range", out var values) ? values.ToString() : "0-";
            if (checksRange && request.Content.Headers.ContentLength > 0 && long.Parse(range.Split('-')[0], CultureInfo.InvariantCulture) != session.Length)
                return Answer(HttpStatusCode.RequestedRangeNotSatisfiable);

            var body = await request.Content.ReadAsByteArrayAsync(cancellationToken);
            if (trouble == Trouble.BrokenInside)
            {
                session.Write(body.AsSpan(0, body.Length / 2));
                if (!checksRange)
                    _sessions.Remove(address);
                throw new HttpRequestException("The connection broke.");
            }

            session.Write(body);
            if (request.Method == HttpMethod.Patch)
                return Answer(HttpStatusCode.Accepted, headers: [("Location", address), ("Range", $"0-{session.Length - 1}")]);

            _sessions.Remove(address);
            if (!digest.Matches(session.ToArray()))
            {
                WasGivenWrongBytes = true;
                return Answer(HttpStatusCode.BadRequest, """{"errors":[{"code":"DIGEST_INVALID","message":"no"}]}""");
            }

            Stored = session.ToArray();
            return Answer(HttpStatusCode.Created, headers: ("Location", $"/v2/acme/app/blobs/{digest}"));
        }
    }
}
