using System.Collections.Concurrent;
using System.Net;
using System.Runtime.ExceptionServices;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Registries.Transport;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Oci.Registries.Uploads;

/// <summary>The ways by which a blob gets into one repository: mounted, sent with the POST, or uploaded (<see cref="BlobUpload"/>).</summary>
internal sealed class BlobUploader(RepositoryRequests requests)
{
    /// <summary>Sessions that a refused mount or a single POST left open; any blob may use them.</summary>
    private readonly ConcurrentBag<Uri> _sessions = [];

    /// <summary>Whether there is a session that the next upload will use.</summary>
    public bool HasSession => !_sessions.IsEmpty;

    public async Task<bool> TryMountAsync(Descriptor blob, string fromRepository, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> scopes = fromRepository == requests.Repository
            ? requests.WriteScopes
            : [.. requests.WriteScopes, Scopes.Pull(fromRepository)];
        try
        {
            return await requests.RunAsync($"mount the blob {blob.Digest} from {fromRepository} in {requests.Name}", scopes, async (context, token) =>
            {
                var query = $"blobs/uploads/?mount={WebUtility.UrlEncode(blob.Digest.ToString())}&from={WebUtility.UrlEncode(fromRepository)}";
                using var request = await requests.CreateSessionRequestAsync(context, query, token);
                using var response = await requests.Pipeline.SendAsync(context, request, new[] { HttpStatusCode.Created, HttpStatusCode.Accepted }, token);
                if (response.StatusCode == HttpStatusCode.Created)
                    return true;

                Keep(response, request);
                requests.Endpoint.Uploads.RecordMount(requests.Repository, fromRepository, worked: false);
                return false;
            }, cancellationToken);
        }
        catch (RegistryException exception) when (!exception.IsTransient && (exception.Kind is ErrorKind.Authentication or ErrorKind.NotFound || (int?)exception.Status is >= 400 and < 500))
        {
            // Some registries refuse a mount that they cannot do. Sending the blob says what is really wrong. One that
            // asks to slow down was asked often enough.
            requests.Endpoint.Uploads.RecordMount(requests.Repository, fromRepository, worked: null);
            return false;
        }
    }

    public async Task PutAsync(Descriptor blob, BlobOpener open, CancellationToken cancellationToken)
    {
        using var journal = BlobUpload.CanBeContinued(requests, blob) ? requests.Pipeline.Options.Journal?.TryOpen(requests.Name, blob) : null;
        await using var upload = new BlobUpload(requests, blob, open, journal);
        var isGoingOn = journal?.Session is not null;
        await upload.RunAsync(!isGoingOn && _sessions.TryTake(out var session) ? session : null, cancellationToken);
    }

    /// <summary>Sends a small blob with the POST itself (end-4b).</summary>
    /// <returns><c>false</c> where the registry only opened a session, which the next upload uses, or refused.</returns>
    public async Task<bool> TrySinglePostAsync(Descriptor blob, BlobOpener open, CancellationToken cancellationToken) =>
        await requests.RunAsync($"push the blob {blob.Digest} to {requests.Name}", requests.WriteScopes, async (context, token) =>
        {
            await using var reader = new RewindableBlob(blob, open);
            using var content = new BlobContent(reader, 0, blob.Size, context, requests.Pipeline.Options);
            using var request = await requests.CreateAsync(context, HttpMethod.Post, $"blobs/uploads/?digest={WebUtility.UrlEncode(blob.Digest.ToString())}", token);
            request.Content = content;
            try
            {
                using var response = await requests.Pipeline.SendAsync(context, request, token);
                switch (response.StatusCode)
                {
                    case HttpStatusCode.Created:
                        requests.Endpoint.Uploads.SupportsSinglePost = true;
                        return true;
                    case HttpStatusCode.RequestEntityTooLarge when requests.Endpoint.Uploads.TryHalveChunk(blob.Size):
                        return false;
                    case HttpStatusCode.Accepted when Keep(response, request):
                    case HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.LengthRequired or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnsupportedMediaType or HttpStatusCode.NotImplemented:
                    case HttpStatusCode.InternalServerError when requests.Endpoint.Uploads.SupportsSinglePost != true:
                        break;
                    case HttpStatusCode.Accepted:
                        throw RegistryFailure.FromLocation(context, request, response);
                    default:
                        throw await RegistryFailure.FromResponseAsync(context, request, response, requests.Pipeline.Options, token);
                }

                requests.Endpoint.Uploads.SupportsSinglePost = false;
                return false;
            }
            catch when (content.SourceFailure is not null)
            {
                ExceptionDispatchInfo.Throw(content.SourceFailure);
                throw;
            }
        }, cancellationToken);

    /// <returns>Whether the answer opens a session.</returns>
    private bool Keep(HttpResponseMessage response, HttpRequestMessage request)
    {
        requests.Endpoint.Uploads.UpdateChunkLimits(response);
        if (ResponseLocation.ReadFrom(response, request) is not { } session)
            return false;

        _sessions.Add(session);
        return true;
    }
}
