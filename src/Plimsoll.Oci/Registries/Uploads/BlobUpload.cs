using System.Globalization;
using System.Net;
using System.Runtime.ExceptionServices;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries.Transport;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Oci.Registries.Uploads;

/// <summary>
/// One blob on its way: a session, the chunks, the closing request with the last of them. After a failure it asks the
/// registry how much arrived and continues there; a request whose fate is unknown is never sent again blindly, because
/// the registry may have taken it. Where the registry lost the session the blob starts again.
/// </summary>
internal sealed class BlobUpload(RepositoryRequests requests, Descriptor blob, BlobOpener open, UploadJournalEntry? journal) : IAsyncDisposable
{
    /// <summary>From here on a request asks first whether its body is wanted: a refusal then costs no upload.</summary>
    private const long AskFirstFrom = 1024 * 1024;

    private static readonly TimeSpan CancelLimit = TimeSpan.FromSeconds(5);
    private static readonly HttpStatusCode[] Taken = [HttpStatusCode.Accepted, HttpStatusCode.Created, HttpStatusCode.NoContent, HttpStatusCode.OK];

    private readonly RewindableBlob _reader = new(blob, open);

    private long _chunkSize = GetChunkSize(requests, blob);
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
    private RegistryException? _lastFailure;

    private RegistryClientOptions Options => requests.Pipeline.Options;

    private UploadCapabilities Known => requests.Endpoint.Uploads;

    /// <summary>Whether the blob goes in chunks, to a registry whose word on what arrived counts: only then can a later process continue it.</summary>
    public static bool CanBeContinued(RepositoryRequests requests, Descriptor blob) =>
        requests.Endpoint.Uploads.Profile.ReportsOffset && GetChunkSize(requests, blob) < blob.Size;

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

    private static long GetChunkSize(RepositoryRequests requests, Descriptor blob) =>
        blob.Size >= requests.Pipeline.Options.ChunkedUploadFrom && requests.Endpoint.Uploads is { SupportsChunks: not false } known
            ? Math.Max(requests.Pipeline.Options.ChunkSize, known.MinimumChunk)
            : blob.Size;

    private async Task<bool> StepAsync(RequestContext context, CancellationToken cancellationToken)
    {
        if (_isUncertain)
            await FindOutAsync(context, cancellationToken);
        if (_isDone)
            return true;

        _session ??= await OpenAsync(context, cancellationToken);
        var length = Math.Min(_chunkSize, blob.Size - _offset);
        _isClosing = _offset + length == blob.Size;
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
        if (_offset == 0 && length >= AskFirstFrom)
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
            _session = ResponseLocation.ReadFrom(response, request.RequestUri!) ?? _session;
            if (_isDone)
                return;

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
        else if (RefusesChunks(failure))
        {
            // Nothing was taken yet, so that the whole blob can be sent in one request instead.
            Known.SupportsChunks = false;
            _chunkSize = blob.Size;
            await CancelAsync(context, _session!);
            Restart();
        }
        else if (_isResumed && !failure.IsTransient && failure.Kind != ErrorKind.Authentication)
        {
            // What was continued may not be what this process believes it to be.
            Count(failure);
            if (!isGone)
                await CancelAsync(context, _session!);
            Restart();
        }
        else
        {
            // A request that came too soon was not taken: the same one again is all that is wanted, and no question.
            _isUncertain = failure.Status != HttpStatusCode.TooManyRequests;
            throw failure;
        }
    }

    /// <summary>Some registries have no chunks, or only small ones. Another upload may have found out meanwhile.</summary>
    private bool RefusesChunks(RegistryException failure) =>
        !_isClosing && _offset == 0 && Known.SupportsChunks != true && (int?)failure.Status is 400 or 404 or 405 or 411 or 413 or 415 or 416 or 501;

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
            await CancelAsync(context, _session!);
        Restart();
    }

    /// <returns>How many bytes arrived, or <c>null</c> where the registry knows nothing of the session.</returns>
    private async Task<long?> AskAsync(RequestContext context, Uri session, CancellationToken cancellationToken)
    {
        using var request = context.Attach(new HttpRequestMessage(HttpMethod.Get, session));
        using var response = await requests.Pipeline.SendAsync(context, request, cancellationToken);
        if (response.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.Accepted or HttpStatusCode.OK)
        {
            _session = ResponseLocation.ReadFrom(response, request.RequestUri!) ?? session;
            return ArrivedBytes(response);
        }

        // Asked once more, it may answer; but some registries always fail at this question.
        var failure = await RegistryFailure.FromResponseAsync(context, request, response, Options, cancellationToken);
        var isWorthAsking = failure.IsTransient && _failedQuestions++ == 0;
        return isWorthAsking || failure.Kind == ErrorKind.Authentication ? throw failure : null;
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

    /// <summary><c>Range: 0-N</c>, N being the last byte; <c>0-0</c> is written for none, too.</summary>
    private static long? ArrivedBytes(HttpResponseMessage response)
    {
        if (!response.Headers.NonValidated.TryGetValues("Range", out var values) && !response.Content.Headers.NonValidated.TryGetValues("Range", out values))
            return null;

        var text = values.ToString().AsSpan().Trim();
        if (text.StartsWith("bytes=", StringComparison.OrdinalIgnoreCase))
            text = text["bytes=".Length..];
        return text.StartsWith("0-", StringComparison.Ordinal) && long.TryParse(text[2..], NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            ? last == 0 ? 0 : last + 1
            : null;
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

    private async Task<Uri> OpenAsync(RequestContext context, CancellationToken cancellationToken)
    {
        using var request = await requests.CreateSessionRequestAsync(context, "blobs/uploads/", cancellationToken);
        using var response = await requests.Pipeline.SendAsync(context, request, new[] { HttpStatusCode.Accepted }, cancellationToken);
        var session = ResponseLocation.ReadFrom(response, request.RequestUri!)
            ?? throw RegistryFailure.Protocol(context, request, "the registry returned no upload URL, or one that is not followed");
        Known.UpdateMinimumChunk(response);
        _chunkSize = Math.Max(_chunkSize, GetChunkSize(requests, blob));
        journal?.Save(session);
        return session;
    }

    /// <summary>A session that the next process may continue stays open; every other one is ended.</summary>
    private async Task EndAsync(Exception exception)
    {
        if (journal is not null && exception is OperationCanceledException or RegistryException { IsTransient: true })
            return;

        journal?.Remove();
        var isUnreachable = exception is RegistryException { Status: null or HttpStatusCode.NotFound };
        if (_session is { } session && (_isSourceBroken || !isUnreachable))
            await CancelAsync(requests.Context("cancel an upload", requests.WriteScopes), session);
    }

    /// <summary>Ends a session (end-14). Registries end forgotten ones themselves, so a failure is ignored.</summary>
    private async Task CancelAsync(RequestContext context, Uri session)
    {
        using var limit = new CancellationTokenSource(CancelLimit, Options.TimeProvider);
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
