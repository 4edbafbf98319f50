using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Execution;

/// <summary>Puts moving tags back to what they named, where publishing failed after they had been moved.</summary>
internal sealed class TagRestorer(IPublishTarget target, VersionLineReconciler lines, IProgress<string>? log)
{
    /// <summary>Puts back what can be put back, the last one first: a tag that fails does not keep the others where they are.</summary>
    /// <exception cref="PlimsollException">A tag could not be put back; the message names each and its kind is that of the cause.</exception>
    public async Task RestoreAsync(Stack<TagChange> moved, Exception cause, CancellationToken cancellationToken)
    {
        var left = new List<(TagChange Change, string Names)>();
        Exception? failure = null;
        while (moved.TryPop(out var change))
        {
            try
            {
                await RestoreAsync(change, cancellationToken);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                left.Add((change, await DescribeTargetAsync(change.Tag.Value, cancellationToken)));
                failure ??= exception;
            }
        }

        if (failure is not null)
            throw new PlimsollException(
                (cause as PlimsollException)?.Kind ?? (cause is OperationCanceledException ? ErrorKind.Cancelled : ErrorKind.Transport),
                $"Publishing to {target.Destination} failed, and these tags could not be restored: {string.Join(",\n  ", left.Select(tag => $"{tag.Change.Tag.Value} (was {tag.Change.Before}, now {tag.Names})"))}.\n  first failure: {cause.Message}\n  restoring:     {OwnTime.Explain(failure)}",
                string.Join('\n', left.Select(tag => $"Restore it with: plimsoll copy {Named(tag.Change.Before!.ToString(), '@')} {Named(tag.Change.Tag.Value, ':')}")),
                cause);
    }

    private async Task RestoreAsync(TagChange change, CancellationToken cancellationToken)
    {
        var there = await target.Repository.ResolveAsync(change.Tag.Value, cancellationToken);
        if (there?.Digest == change.Before)
            return;

        // It was written here; who does not find it may ask a registry that hides more than this tag.
        if (there is null)
            throw PlimsollException.NotFound($"{target.Destination} has no tag '{change.Tag.Value}' any more.");

        // Whoever wrote the tag after us knows better.
        if (!await target.IsThisImageAsync(there, cancellationToken))
        {
            log?.Report($"{change.Tag.Value} was changed by another publisher meanwhile and is left unchanged: {there.Digest}");
            return;
        }

        // A version that was published meanwhile found this one's there, and left the tag to it.
        var before = (await lines.FindRestoredAsync(change.Tag, cancellationToken))?.Digest ?? change.Before!;
        await PutAsync(change.Tag, before, cancellationToken);
        while (await lines.FindRestoredAsync(change.Tag, cancellationToken) is { } newer && newer.Digest != before)
            await PutAsync(change.Tag, before = newer.Digest, cancellationToken);
        log?.Report($"{change.Tag.Value} was restored to {before}");
    }

    private async Task PutAsync(Tag tag, Digest image, CancellationToken cancellationToken) =>
        await target.Repository.PutManifestAsync(await target.Repository.GetManifestAsync(image.ToString(), cancellationToken), tag.Value, cancellationToken);

    private async Task<string> DescribeTargetAsync(string tag, CancellationToken cancellationToken)
    {
        try
        {
            return (await target.Repository.ResolveAsync(tag, cancellationToken))?.Digest.ToString() ?? "absent";
        }
        catch (Exception exception) when (exception is PlimsollException or OperationCanceledException)
        {
            return "unknown";
        }
    }

    /// <summary>A layout names tags and digests alike behind a colon.</summary>
    private string Named(string tagOrDigest, char separator) =>
        target.Destination + (target.Destination.StartsWith("oci:", StringComparison.Ordinal) ? ':' : separator) + tagOrDigest;
}
