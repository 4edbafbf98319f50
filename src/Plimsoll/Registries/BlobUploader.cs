using System.Collections.Concurrent;
using System.Net;
using System.Runtime.ExceptionServices;
using Plimsoll.Images;
using Plimsoll.Registries.Http;
using Plimsoll.Storage;

namespace Plimsoll.Registries;

/// <summary>
/// Uploads of one repository: a session (POST), then the whole blob (PUT). A failed attempt begins with a new session,
/// because nobody knows how much of the old one arrived.
/// </summary>
internal sealed class BlobUploader(RepositoryRequests requests)
{
    /// <summary>From here on a request asks first whether its body is wanted: a refusal then costs no upload.</summary>
    private const long AskFirstFrom = 1024 * 1024;

    private static readonly TimeSpan CancelLimit = TimeSpan.FromSeconds(5);

    /// <summary>Sessions that a refused mount or a single POST left open; any blob may use them.</summary>
    private readonly ConcurrentBag<Uri> _sessions = [];

    public async Task<bool> TryMountAsync(Descriptor blob, string fromRepository, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> scopes = fromRepository == requests.Repository
            ? requests.WriteScopes
            : [.. requests.WriteScopes, Scopes.Pull(fromRepository)];
        try
        {
            return await requests.RunAsync($"take the blob {blob.Digest} over from {fromRepository} into {requests.Name}", scopes, async (context, token) =>
            {
                var query = $"blobs/uploads/?mount={WebUtility.UrlEncode(blob.Digest.ToString())}&from={WebUtility.UrlEncode(fromRepository)}";
                using var request = await CreateSessionRequestAsync(context, query, token);
                using var response = await requests.Pipeline.SendAsync(context, request, new[] { HttpStatusCode.Created, HttpStatusCode.Accepted }, token);
                if (response.StatusCode == HttpStatusCode.Created)
                    return true;

                if (ResponseLocation.Of(response, request.RequestUri!) is { } session)
                    _sessions.Add(session);
                requests.Endpoint.Uploads.Tried(requests.Repository, fromRepository, worked: false);
                return false;
            }, cancellationToken);
        }
        catch (RegistryException exception) when (exception.ExitCode is ExitCode.Authentication or ExitCode.NotFound || (int?)exception.Status is >= 400 and < 500)
        {
            // Some registries refuse a mount that they cannot do. Sending the blob says what is really wrong.
            requests.Endpoint.Uploads.Tried(requests.Repository, fromRepository, worked: null);
            return false;
        }
    }

    public async Task PutAsync(Descriptor blob, BlobOpener open, CancellationToken cancellationToken) =>
        await requests.RunAsync($"push the blob {blob.Digest} to {requests.Name}", requests.WriteScopes, async (context, token) =>
        {
            var isMounted = _sessions.TryTake(out var session);
            session ??= await OpenSessionAsync(context, token);
            try
            {
                await SendAsync(context, blob, open, session, token);
            }
            catch (RegistryException exception) when (isMounted && exception.Status == HttpStatusCode.NotFound)
            {
                // The session that the mount opened is gone by now.
                await SendAsync(context, blob, open, await OpenSessionAsync(context, token), token);
            }

            return true;
        }, cancellationToken);

    /// <summary>Sends a small blob with the POST itself (end-4b).</summary>
    /// <returns><c>false</c> where the registry only opened a session, which the next upload uses, or refused.</returns>
    public async Task<bool> TrySinglePostAsync(Descriptor blob, BlobOpener open, CancellationToken cancellationToken) =>
        await requests.RunAsync($"push the blob {blob.Digest} to {requests.Name}", requests.WriteScopes, async (context, token) =>
        {
            using var content = new BlobContent(blob, open, context, requests.Pipeline.Options);
            using var request = await requests.CreateAsync(context, HttpMethod.Post, $"blobs/uploads/?digest={WebUtility.UrlEncode(blob.Digest.ToString())}", token);
            request.Content = content;
            try
            {
                using var response = await requests.Pipeline.SendAsync(context, request, token);
                switch (response.StatusCode)
                {
                    case HttpStatusCode.Created:
                        requests.Endpoint.Uploads.TakesSinglePost = true;
                        return true;
                    case HttpStatusCode.Accepted when ResponseLocation.Of(response, request.RequestUri!) is { } session:
                        _sessions.Add(session);
                        break;
                    case HttpStatusCode.BadRequest or HttpStatusCode.MethodNotAllowed or HttpStatusCode.LengthRequired or HttpStatusCode.UnsupportedMediaType:
                        break;
                    default:
                        throw await RegistryFailure.FromResponseAsync(context, request, response, requests.Pipeline.Options, token);
                }

                requests.Endpoint.Uploads.TakesSinglePost = false;
                return false;
            }
            catch when (content.SourceFailure is not null)
            {
                ExceptionDispatchInfo.Throw(content.SourceFailure);
                throw;
            }
        }, cancellationToken);

    private async Task<Uri> OpenSessionAsync(RequestContext context, CancellationToken cancellationToken)
    {
        using var request = await CreateSessionRequestAsync(context, "blobs/uploads/", cancellationToken);
        using var response = await requests.Pipeline.SendAsync(context, request, new[] { HttpStatusCode.Accepted }, cancellationToken);
        return ResponseLocation.Of(response, request.RequestUri!)
            ?? throw RegistryFailure.Protocol(context, request, "the registry does not say where to upload to, or names an address that is not followed");
    }

    private async ValueTask<HttpRequestMessage> CreateSessionRequestAsync(RequestContext context, string path, CancellationToken cancellationToken)
    {
        var request = await requests.CreateAsync(context, HttpMethod.Post, path, cancellationToken);
        request.Content = new ByteArrayContent([]);
        return request;
    }

    private async Task SendAsync(RequestContext context, Descriptor blob, BlobOpener open, Uri session, CancellationToken cancellationToken)
    {
        using var content = new BlobContent(blob, open, context, requests.Pipeline.Options);
        using var request = context.Attach(new HttpRequestMessage(HttpMethod.Put, ResponseLocation.WithParameter(session, "digest", blob.Digest.ToString())) { Content = content });
        if (blob.Size >= AskFirstFrom)
            request.Headers.ExpectContinue = true;
        try
        {
            using var response = await requests.Pipeline.SendAsync(
                context,
                request,
                new[] { HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.NoContent },
                cancellationToken);
        }
        catch (Exception exception)
        {
            var isRefused = exception is RegistryException { Status: not null and not HttpStatusCode.NotFound };
            if (content.SourceFailure is not null || isRefused || exception is OperationCanceledException)
                await CancelAsync(context, session);
            if (content.SourceFailure is { } failure)
                ExceptionDispatchInfo.Throw(failure);
            throw;
        }
    }

    /// <summary>Ends a session (end-14). Registries end forgotten ones themselves, so failing to is no failure.</summary>
    private async Task CancelAsync(RequestContext context, Uri session)
    {
        using var limit = new CancellationTokenSource(CancelLimit, requests.Pipeline.Options.TimeProvider);
        try
        {
            using var request = context.Attach(new HttpRequestMessage(HttpMethod.Delete, session));
            using var response = await requests.Pipeline.SendAsync(context, request, limit.Token);
        }
        catch (Exception exception) when (exception is PlimsollException or OperationCanceledException)
        {
        }
    }
}
