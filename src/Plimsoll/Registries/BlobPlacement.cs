using Plimsoll.Images;
using Plimsoll.Registries.Http;
using Plimsoll.Storage;

namespace Plimsoll.Registries;

/// <summary>Decides for each blob of one repository how it gets there with the fewest requests.</summary>
internal sealed class BlobPlacement(
    RepositoryRequests requests,
    BlobUploader uploader,
    Func<Descriptor, CancellationToken, ValueTask<bool>> has)
{
    /// <summary>Up to here sending a blob costs about as much as asking for it.</summary>
    private const long SmallUpTo = 64 * 1024;

    /// <summary>A blob known to be here, by which to find out whether a self-mount tells so.</summary>
    private volatile Descriptor? _sample;

    private UploadKnowledge Known => requests.Endpoint.Uploads;

    public async Task<BlobOutcome> EnsureAsync(Descriptor blob, IReadOnlyList<string> mountFrom, BlobOpener open, CancellationToken cancellationToken)
    {
        var key = (requests.Repository, blob.Digest);
        while (!Known.Holds(requests.Repository, blob.Digest))
        {
            var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var running = Known.Running.GetOrAdd(key, mine.Task);
            if (running != mine.Task)
            {
                // Whether it worked shows above; where it did not, this caller tries with its own content.
                await running.WaitAsync(cancellationToken);
                continue;
            }

            try
            {
                var outcome = await PlaceAsync(blob, mountFrom, open, cancellationToken);
                Known.Learn(requests.Repository, blob.Digest, outcome);
                _sample = blob;
                return outcome;
            }
            finally
            {
                Known.Running.TryRemove(key, out _);
                mine.SetResult();
            }
        }

        return BlobOutcome.Present;
    }

    private async Task<BlobOutcome> PlaceAsync(Descriptor blob, IReadOnlyList<string> mountFrom, BlobOpener open, CancellationToken cancellationToken)
    {
        var isSmall = blob.Size <= SmallUpTo;
        var hasSession = false;
        foreach (var from in Known.MountCandidates(requests.Repository, blob.Digest, mountFrom).ToList())
        {
            if (await uploader.TryMountAsync(blob, from, cancellationToken))
            {
                Known.Tried(requests.Repository, from, worked: true);
                return BlobOutcome.Mounted;
            }

            hasSession = true;
        }

        if (isSmall && !hasSession && !Known.ExpectsPresence && Known.TakesSinglePost != false)
        {
            if (await uploader.TrySinglePostAsync(blob, open, cancellationToken))
                return BlobOutcome.Sent;
            hasSession = true;
        }

        if (!(isSmall && hasSession) && await IsPresentAsync(blob, isSmall, hasSession, cancellationToken))
            return BlobOutcome.Present;

        await uploader.PutAsync(blob, open, cancellationToken);
        return BlobOutcome.Sent;
    }

    private async Task<bool> IsPresentAsync(Descriptor blob, bool isSmall, bool hasSession, CancellationToken cancellationToken)
    {
        if (hasSession || Known.ExpectsPresence)
            return await has(blob, cancellationToken);

        // Its answer is certain only for a blob that is here; without a blob to try, a large one is worth a question.
        if (Known.SelfMountTells is null && !isSmall && _sample is { } sample)
            Known.SelfMountTells = await uploader.TryMountAsync(sample, requests.Repository, cancellationToken);

        if (Known.SelfMountTells == true || (Known.SelfMountTells is null && isSmall))
        {
            var isPresent = await uploader.TryMountAsync(blob, requests.Repository, cancellationToken);
            if (isPresent)
                Known.SelfMountTells = true;
            return isPresent;
        }

        return !isSmall && await has(blob, cancellationToken);
    }
}
