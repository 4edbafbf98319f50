using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Oci.Registries.Uploads;

/// <summary>Decides for each blob of one repository how it gets there with the fewest requests.</summary>
internal sealed class BlobPlacement(
    RepositoryRequests requests,
    BlobUploader uploader,
    Func<Descriptor, CancellationToken, ValueTask<bool>> has)
{
    /// <summary>Up to here sending a blob costs about as much as asking for it.</summary>
    private const long SmallUpTo = 64 * 1024;

    /// <summary>Up to here a blob is sent unasked where one request is all that sending takes.</summary>
    private const long SinglePostUpTo = 1024 * 1024;

    /// <summary>From here on a blob that is there after all would cost more than a question.</summary>
    private const long AskFrom = 8 * 1024 * 1024;

    /// <summary>So much is sent on the registry's mere word that it opened a session; then it is found out what that word is worth.</summary>
    private const long SentUnaskedUpTo = 64 * 1024 * 1024;

    /// <summary>A blob known to be here, by which to find out whether a self-mount tells so.</summary>
    private volatile Descriptor? _sample;

    private UploadCapabilities Capabilities => requests.Endpoint.Uploads;

    public async Task<BlobCopy> EnsureAsync(Descriptor blob, IReadOnlyList<string> mountFrom, BlobOpener open, CancellationToken cancellationToken)
    {
        var key = (requests.Repository, blob.Digest);
        while (!Capabilities.Holds(requests.Repository, blob.Digest))
        {
            var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var running = Capabilities.Running.GetOrAdd(key, mine.Task);
            if (running != mine.Task)
            {
                // Whether it worked shows above; where it did not, this caller tries with its own content.
                await running.WaitAsync(cancellationToken);
                continue;
            }

            try
            {
                var copy = await PlaceAsync(blob, mountFrom, open, cancellationToken);
                Capabilities.RecordOutcome(requests.Repository, blob.Digest, copy.Outcome);
                _sample = blob;
                return copy;
            }
            finally
            {
                Capabilities.Running.TryRemove(key, out _);
                mine.SetResult();
            }
        }

        return new BlobCopy(blob, BlobOutcome.Present);
    }

    private async Task<BlobCopy> PlaceAsync(Descriptor blob, IReadOnlyList<string> mountFrom, BlobOpener open, CancellationToken cancellationToken)
    {
        var hasSession = false;
        foreach (var from in Capabilities.MountCandidates(requests.Repository, blob.Digest, mountFrom).ToList())
        {
            if (await uploader.TryMountAsync(blob, from, cancellationToken))
            {
                Capabilities.RecordMount(requests.Repository, from, worked: true);
                return new BlobCopy(blob, BlobOutcome.Mounted) { MountedFrom = from };
            }

            hasSession = true;
        }

        // A session that a mount left open is as good as one that a question opens: only a large blob is asked for besides.
        var isAsked = hasSession ? blob.Size >= AskFrom : !IsSentUnasked(blob);
        if (isAsked && await (hasSession ? HasAsync(blob, cancellationToken) : IsPresentAsync(blob, cancellationToken)))
            return new BlobCopy(blob, BlobOutcome.Present);

        await SendAsync(blob, open, cancellationToken);
        return new BlobCopy(blob, BlobOutcome.Sent);
    }

    private bool IsSentUnasked(Descriptor blob) =>
        !Capabilities.ExpectsPresence && Capabilities.SupportsSinglePost != false && blob.Size <= (Capabilities.SupportsSinglePost == true ? SinglePostUpTo : SmallUpTo);

    private async Task SendAsync(Descriptor blob, BlobOpener open, CancellationToken cancellationToken)
    {
        // A single POST cannot be continued, and needs no session.
        var mayPost = Capabilities.SupportsSinglePost ?? blob.Size <= SmallUpTo;
        if (!(mayPost && !uploader.HasSession && blob.Size < requests.Pipeline.Options.ChunkedUploadFrom && blob.Size <= Capabilities.MaximumChunk && await uploader.TrySinglePostAsync(blob, open, cancellationToken)))
            await uploader.PutAsync(blob, open, cancellationToken);
    }

    /// <summary>Whether the blob is known to be here. Where that cannot be asked, it can still be sent, or is refused.</summary>
    private async ValueTask<bool> HasAsync(Descriptor blob, CancellationToken cancellationToken)
    {
        try
        {
            return await has(blob, cancellationToken);
        }
        catch (RegistryException exception) when ((int?)exception.Status is 400 or 403 or 405 or 501)
        {
            return false;
        }
    }

    private async ValueTask<bool> IsPresentAsync(Descriptor blob, CancellationToken cancellationToken)
    {
        if (Capabilities.SelfMountShowsPresence is null && Capabilities.UncheckedBytes > SentUnaskedUpTo && _sample is { } sample)
            Capabilities.SelfMountShowsPresence = await uploader.TryMountAsync(sample, requests.Repository, cancellationToken);

        if (Capabilities.SelfMountShowsPresence == false)
            return (blob.Size > SmallUpTo || Capabilities.ExpectsPresence) && await HasAsync(blob, cancellationToken);

        if (await uploader.TryMountAsync(blob, requests.Repository, cancellationToken))
        {
            Capabilities.SelfMountShowsPresence = true;
            return true;
        }

        // The registry opened a session: probably, but not certainly, because the blob is missing.
        if (Capabilities.SelfMountShowsPresence is null && blob.Size >= requests.Pipeline.Options.ChunkedUploadFrom)
            return await HasAsync(blob, cancellationToken);
        if (Capabilities.SelfMountShowsPresence is null)
            Capabilities.AddUncheckedBytes(blob.Size);
        return false;
    }
}
