using System.Net;
using System.Runtime.ExceptionServices;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries.Transport;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Oci.Registries.Uploads;

/// <summary>
/// One blob on its way: a session, and the blob in the request that closes it; or the chunks, and a closing request without
/// a body, as also where a registry takes none there. After a failure it asks the registry how much arrived and continues
/// there; a request whose fate is unknown is never sent again blindly, because the registry may have taken it. Where the
/// registry lost the session the blob starts again.
/// </summary>
internal sealed class BlobUpload(RepositoryRequests requests, Descriptor blob, BlobOpener open, UploadJournalEntry? journal) : IAsyncDisposable
{
    /// <summary>From here on a request asks first whether its body is wanted: a refusal then costs no upload.</summary>
    private const long AskFirstFrom = 1024 * 1024;

    private static readonly HttpStatusCode[] Taken = [HttpStatusCode.Accepted, HttpStatusCode.Created, HttpStatusCode.NoContent, HttpStatusCode.OK];

    private readonly RewindableBlob _reader = new(blob, open);

    private readonly UploadSessions _sessions = new(requests);

    private Uri? _session;
    private long _offset;
    private long? _refusedOffset;
    private int _restarts;
    private int _failedQuestions;
    private bool _isUncertain;
    private bool _isClosing;
    private bool _isBorrowed;
    private bool _isResumed;
    private bool _isDone;
    private bool _isSourceBroken;
    private bool _refusesChunks;
    private int _failedPuts;
    private RegistryException? _refusedPut;
    private RegistryException? _lastFailure;

    private RegistryClientOptions Options => requests.Pipeline.Options;

    private UploadCapabilities Known => requests.Endpoint.Uploads;

    /// <summary>Whether the blob goes in chunks, to a registry whose word on what arrived counts: only then can a later process continue it.</summary>
    public static bool CanBeContinued(RepositoryRequests requests, Descriptor blob) =>
        requests.Endpoint.Uploads.Profile.ReportsOffset && requests.Endpoint.Uploads.GetChunkSize(blob, requests.Pipeline.Options) < blob.Size;

    /// <summary>Sends the blob.</summary>
    /// <param name="session">A session that something else left open, or <c>null</c>.</param>
    /// <param name="cancellationToken">Stops sending; what arrived stays where a journal remembers it.</param>
    public async Task RunAsync(Uri? session, CancellationToken cancellationToken)
    {
        _session = journal?.Session ?? session;
        _isBorrowed = _session is not null;
        _isUncertain = _isResumed = journal?.Session is not null;
        if (session is not null && !_isResumed)
            journal?.Save(session);
        try
        {
            // Each step has its own attempts: a large blob over a bad line fails only where it no longer gets ahead.
            while (!_isDone)
                await requests.RunAsync($"push the blob {blob.Digest} to {requests.Name}", requests.WriteScopes, StepAsync, cancellationToken);
            journal?.Remove();
        }
        catch (Exception exception)
        {
            await EndAsync(exception);
            throw;
        }
    }

    public ValueTask DisposeAsync() => _reader.DisposeAsync();

    private long ChunkSize => _refusesChunks ? blob.Size : Known.GetChunkSize(blob, Options);

    /// <summary>Not every registry takes a body with the request that closes an upload, and fewer the last of several.</summary>
    private bool ClosesWithoutBody =>
        ChunkSize < blob.Size || Known.TakesBodyInPut == false || _refusedPut is not null || (_offset > 0 && Known.SupportsChunks != false);

    private async Task<bool> StepAsync(RequestContext context, CancellationToken cancellationToken)
    {
        if (_isUncertain)
            await FindOutAsync(context, cancellationToken);
        if (_isDone)
            return true;

        if (_session is null)
        {
            _session = await _sessions.OpenAsync(context, cancellationToken);
            journal?.Save(_session);
        }

        var length = Math.Min(ChunkSize, blob.Size - _offset);
        _isClosing = _offset + length == blob.Size && (length == 0 || !ClosesWithoutBody);
        _isUncertain = true;
        using var content = new BlobContent(_reader, _offset, length, context, Options);
        using var request = context.Attach(CreateRequest(content, length));
        try
        {
            using var response = await requests.Pipeline.SendAsync(context, request, cancellationToken);
            await ObserveAsync(context, request, response, length, cancellationToken);
        }
        catch when (content.SourceFailure is not null)
        {
            _isSourceBroken = true;
            ExceptionDispatchInfo.Throw(content.SourceFailure);
            throw;
        }
        catch (RegistryException exception)
        {
            _lastFailure = exception;
            throw;
        }

        return true;
    }

    private HttpRequestMessage CreateRequest(BlobContent content, long length)
    {
        var request = _isClosing
            ? new HttpRequestMessage(HttpMethod.Put, ResponseLocation.WithParameter(_session!, "digest", blob.Digest.ToString()))
            : new HttpRequestMessage(HttpMethod.Patch, _session);
        request.Content = content;

        // Not .NET's own form, which names a unit and a total: some registries refuse both.
        if (length < blob.Size && length > 0)
            content.Headers.TryAddWithoutValidation("Content-Range", $"{_offset}-{_offset + length - 1}");
        if (_offset == 0 && length >= AskFirstFrom && !Known.RefusesExpectation)
            request.Headers.ExpectContinue = true;
        return request;
    }

    private async Task ObserveAsync(RequestContext context, HttpRequestMessage request, HttpResponseMessage response, long length, CancellationToken cancellationToken)
    {
        if (Taken.Contains(response.StatusCode) && (!_isClosing || response.StatusCode != HttpStatusCode.Accepted))
        {
            // Its own count of what arrived lags behind at some registries; the digest decides at the end.
            _isUncertain = false;
            _lastFailure = null;
            _isDone = _isClosing;
            _offset += length;
            _session = ResponseLocation.ReadFrom(response, request) ?? _session;
            if (_isDone && length > 0 && length == blob.Size)
                Known.TakesBodyInPut = true;
            else if (_isDone && _refusedPut is not null)
                Known.TakesBodyInPut = false;
            if (_isDone)
                return;

            if (length < blob.Size)
                Known.SupportsChunks = true;
            journal?.Save(_session!);
            return;
        }

        var failure = await RegistryFailure.FromResponseAsync(context, request, response, Options, cancellationToken);
        var isGone = failure.Status == HttpStatusCode.NotFound;
        if (_isBorrowed && isGone)
        {
            Restart();
        }
        else if (failure.Status == HttpStatusCode.RequestEntityTooLarge && Known.SupportsChunks != false && Known.TryHalveChunk(length))
        {
            // Nothing of it was taken. Who refused may have ended the session too; a new one is as good while it is empty.
            _isUncertain = false;
            _isBorrowed = _offset == 0;
        }
        else if (failure.Status == HttpStatusCode.ExpectationFailed && request.Headers.ExpectContinue == true)
        {
            // Nothing of it was sent: the same without asking (RFC 9110, section 10.1.1).
            Known.RefusesExpectation = true;
            _isUncertain = false;
        }
        else if (RefusesBodyInPut(failure, length))
        {
            _refusedPut = failure;
            await _sessions.CancelAsync(context, _session!);
            Restart();
        }
        else if (failure.Status == HttpStatusCode.RequestedRangeNotSatisfiable && _offset > 0)
        {
            Count(failure);
            _refusedOffset = _offset;
        }
        else if (isGone && (_offset > 0 || failure.HasCode("BLOB_UPLOAD_UNKNOWN")))
        {
            Count(failure);
            Restart();
        }
        else if (RefusesChunks(failure, length))
        {
            // Nothing was taken yet, so that the whole blob can be sent in one request instead.
            Known.SupportsChunks = false;
            _refusesChunks = true;
            await _sessions.CancelAsync(context, _session!);
            Restart();
        }
        else if (_isResumed && !failure.IsTransient && failure.Kind != ErrorKind.Authentication)
        {
            // What was continued may not be what this process believes it to be.
            Count(failure);
            if (!isGone)
                await _sessions.CancelAsync(context, _session!);
            Restart();
        }
        else
        {
            // A request that came too soon was not taken: the same one again is all that is wanted, and no question.
            _isUncertain = failure.Status != HttpStatusCode.TooManyRequests;
            throw !_isClosing && !failure.IsTransient && _refusedPut is not null ? _refusedPut : failure;
        }
    }

    /// <summary>Some registries have no chunks, or only small ones. Another upload may have found out meanwhile.</summary>
    private bool RefusesChunks(RegistryException failure, long length) =>
        length < blob.Size && _offset == 0 && Known.SupportsChunks != true && (int?)failure.Status is 400 or 404 or 405 or 411 or 413 or 415 or 416 or 501;

    /// <summary>
    /// Some registries take a blob by PATCH alone, and say so in many ways; one that fails twice may mean it, too. What the
    /// digest is about, or a session that is unknown for the first time, is something else.
    /// </summary>
    private bool RefusesBodyInPut(RegistryException failure, long length) =>
        _isClosing && length == blob.Size && length > 0 && _refusedPut is null && Known.TakesBodyInPut != true && (int?)failure.Status switch
        {
            400 => !failure.HasCode("DIGEST_INVALID"),
            404 => _restarts > 0 || !failure.HasCode("BLOB_UPLOAD_UNKNOWN"),
            405 or 415 or 501 => true,
            500 => ++_failedPuts > 1,
            _ => false,
        };

    /// <summary>Asks how much arrived (end-13). What cannot be found out starts again.</summary>
    private async Task FindOutAsync(RequestContext context, CancellationToken cancellationToken)
    {
        var arrived = Known.Profile.ReportsOffset && _session is not null ? await AskAsync(context, _session, cancellationToken) : null;

        // A registry that names the very offset that it refused contradicts itself.
        if (arrived is > 0 && arrived <= blob.Size && arrived != _refusedOffset)
        {
            _isUncertain = false;
            _isResumed = true;
            _failedQuestions = 0;
            _offset = arrived.Value;
            Options.Resumes?.Report(new ResumeNotice(context.Endpoint.Registry, requests.Name, blob, _offset));
            return;
        }

        // The answer to the closing request may be all that was lost.
        if (_isClosing && arrived is null && await IsThereAsync(context, cancellationToken))
        {
            _isDone = true;
            return;
        }

        if (_lastFailure is not null)
            Count(_lastFailure);
        if (arrived is not null)
            await _sessions.CancelAsync(context, _session!);
        Restart();
    }

    /// <returns>How many bytes arrived, or <c>null</c> where the registry knows nothing of the session.</returns>
    private async Task<long?> AskAsync(RequestContext context, Uri session, CancellationToken cancellationToken)
    {
        try
        {
            (_session, var arrived) = await _sessions.AskAsync(context, session, cancellationToken);
            return arrived;
        }
        catch (RegistryException failure) when (failure.Status is not null && failure.Kind != ErrorKind.Authentication)
        {
            // Asked once more, it may answer; but some registries always fail at this question.
            if (failure.IsTransient && _failedQuestions++ == 0)
                throw;
            return null;
        }
    }

    private async Task<bool> IsThereAsync(RequestContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await requests.HasBlobAsync(context, blob, cancellationToken);
        }
        catch (RegistryException exception) when (exception.Status is not null)
        {
            return false;
        }
    }

    private void Restart()
    {
        _session = null;
        _refusedOffset = null;
        _offset = _failedQuestions = 0;
        _isUncertain = _isBorrowed = _isResumed = _isClosing = false;
        journal?.Remove();
    }

    /// <summary>Attempts are counted for each step, and so it must end somewhere that steps get no further.</summary>
    private void Count(RegistryException failure)
    {
        if (++_restarts >= Options.Retry.MaxAttempts)
            throw failure.After(_restarts);
    }

    /// <summary>A session that the next process may continue stays open; every other one is ended.</summary>
    private async Task EndAsync(Exception exception)
    {
        if (journal is not null && exception is OperationCanceledException or RegistryException { IsTransient: true })
            return;

        journal?.Remove();
        var isUnreachable = exception is RegistryException { Status: null or HttpStatusCode.NotFound };
        if (_session is { } session && (_isSourceBroken || !isUnreachable))
            await _sessions.CancelAsync(requests.Context("cancel an upload", requests.WriteScopes), session);
    }
}
