using System.Collections.Concurrent;
using System.Net;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries.Referrers;

namespace Plimsoll.Oci.Registries;

/// <summary>
/// Removes tags and images, whatever the registry can: some delete a tag alone (end-9 with a tag), some delete an image only with
/// all its tags, some only without any. Everything is read back, because a registry may accept a deletion and keep the tag.
/// </summary>
internal sealed class ManifestRemover(RepositoryRequests requests, ImageReference name, ManifestStore manifests, RepositoryReferrers referrers)
{
    /// <summary>Removes a tag, and the image with it where no other tag names it.</summary>
    /// <returns>What was removed; <c>null</c> where there is no such tag.</returns>
    public async Task<ImageRemoval?> RemoveTagAsync(string tag, CancellationToken cancellationToken)
    {
        if ((await ResolveAsync(tag, cancellationToken))?.Digest is not { } digest)
            return null;

        // A list that lacks the very tag that is there, such as one that is null, is not believed to have no others.
        var listed = await FindTagsAsync(digest, cancellationToken);
        var others = listed.Where(other => other != tag).ToList();
        if (listed is [var only] && only == tag)
            return await RemoveLastTagAsync(tag, digest, cancellationToken);

        var image = await TryReadAsync(digest, cancellationToken);
        if (!await TryUntagAsync(tag, digest, cancellationToken))
        {
            // Somebody else has deleted or moved it since it was looked up.
            var now = listed.Contains(tag) ? digest : (await ResolveAsync(tag, cancellationToken))?.Digest;
            if (now != digest)
                return now is null ? null : await RemoveTagAsync(tag, cancellationToken);
            throw others.Count > 0 ? new SharedTagException(name.WithTag(tag), digest, others) : Unlisted(name.WithTag(tag), digest);
        }

        if (image is not null)
            await RestoreAsync(image, others, cancellationToken);
        return new ImageRemoval(digest, [tag], IsImageDeleted: false);
    }

    /// <summary>Removes a tag and never its image, whether other tags name that or not.</summary>
    /// <returns><c>false</c> where the registry cannot do that; everything is as it was then.</returns>
    public async Task<bool> RemoveOnlyTagAsync(string tag, Digest digest, IReadOnlyList<string> others, CancellationToken cancellationToken)
    {
        // What could not be written again is not risked.
        if (await TryReadAsync(digest, cancellationToken) is not { } image)
            return false;

        var isRemoved = await TryUntagAsync(tag, digest, cancellationToken);
        await RestoreAsync(image, others, cancellationToken);
        return isRemoved;
    }

    /// <summary>Removes an image and every tag that names it.</summary>
    /// <param name="digest">The image.</param>
    /// <param name="tags">Its tags; <c>null</c> where they are to be looked up, which takes a request for each tag of the repository.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>What was removed; <c>null</c> where there is no such image.</returns>
    public async Task<ImageRemoval?> RemoveImageAsync(Digest digest, IReadOnlyCollection<string>? tags, CancellationToken cancellationToken)
    {
        var names = tags is null ? await FindTagsAsync(digest, cancellationToken) : [.. tags.Order(StringComparer.Ordinal)];
        if (!await DeleteAsync(digest, names, cancellationToken) && names.Count == 0)
            return null;

        var left = new List<string>();
        foreach (var tag in names)
            if (await NamesAsync(tag, digest, cancellationToken) && !await TryUntagAsync(tag, digest, cancellationToken))
                left.Add(tag);
        if (left.Count > 0)
            throw Remains(digest, $"{(left.Count == 1 ? "this tag still points" : "these tags still point")} to it: {string.Join(", ", left)}");
        if (!await IsGoneAsync(digest, cancellationToken))
        {
            // Without its tags it can be deleted, where a registry kept it for them and did not say so.
            if (names.Count > 0)
                await referrers.DeleteAsync(digest, cancellationToken);
            if (names.Count == 0 || !await IsGoneAsync(digest, cancellationToken))
                throw Remains(digest, "it can still be pulled by its digest");
        }

        return new ImageRemoval(digest, names, IsImageDeleted: true);
    }

    /// <summary>Old registries delete the image that the tag names, and with it the other tags.</summary>
    private async Task RestoreAsync(ManifestContent image, IReadOnlyList<string> tags, CancellationToken cancellationToken)
    {
        if (await ResolveAsync(image.Descriptor.Digest.ToString(), cancellationToken) is null)
            await referrers.PutAsync(image, tags, guard: null, cancellationToken);
    }

    /// <summary>Where the image cannot be deleted, such as one that an index names, the tag may still go.</summary>
    private async Task<ImageRemoval?> RemoveLastTagAsync(string tag, Digest digest, CancellationToken cancellationToken)
    {
        try
        {
            return await RemoveImageAsync(digest, [tag], cancellationToken);
        }
        catch (PlimsollException failure) when (failure is not RegistryException refusal || IsRefusal(refusal))
        {
            if (await NamesAsync(tag, digest, cancellationToken) && !await TryUntagAsync(tag, digest, cancellationToken))
                throw;
            return new ImageRemoval(digest, [tag], IsImageDeleted: false);
        }
    }

    /// <summary>Deletes the image; its tags first where the registry refuses because of them.</summary>
    /// <returns><c>false</c> where there was none.</returns>
    private async Task<bool> DeleteAsync(Digest digest, IReadOnlyList<string> tags, CancellationToken cancellationToken)
    {
        try
        {
            return await referrers.DeleteAsync(digest, cancellationToken);
        }
        catch (RegistryException refusal) when (tags.Count > 0 && IsRefusal(refusal) && refusal.Errors.Any(IsAboutTags))
        {
            foreach (var tag in tags)
                if (!await TryUntagAsync(tag, digest, cancellationToken))
                    throw;
            return await referrers.DeleteAsync(digest, cancellationToken);
        }
    }

    /// <summary>Asks to delete a tag alone.</summary>
    /// <returns>Whether it no longer names the image; <c>false</c> too where the registry does not delete tags.</returns>
    private async Task<bool> TryUntagAsync(string tag, Digest digest, CancellationToken cancellationToken)
    {
        try
        {
            await manifests.DeleteAsync(tag, cancellationToken);
        }
        catch (RegistryException refusal) when (IsRefusal(refusal))
        {
            return false;
        }

        return !await NamesAsync(tag, digest, cancellationToken);
    }

    /// <summary>Finds what a tag or digest names. A registry that forbids to read what is not there says so of what was just deleted too.</summary>
    private async Task<Descriptor?> ResolveAsync(string tagOrDigest, CancellationToken cancellationToken)
    {
        try
        {
            return await manifests.ResolveAsync(tagOrDigest, cancellationToken);
        }
        catch (RegistryException refusal) when (refusal.Status == HttpStatusCode.Forbidden)
        {
            if (!tagOrDigest.Contains(':') && !await DestinationLookup.LacksAsync(requests, tagOrDigest, cancellationToken))
                throw;
            return null;
        }
    }

    private async Task<bool> IsGoneAsync(Digest digest, CancellationToken cancellationToken) => await ResolveAsync(digest.ToString(), cancellationToken) is null;

    private async Task<bool> NamesAsync(string tag, Digest digest, CancellationToken cancellationToken) =>
        (await ResolveAsync(tag, cancellationToken))?.Digest == digest;

    private async Task<IReadOnlyList<string>> FindTagsAsync(Digest digest, CancellationToken cancellationToken)
    {
        var found = new ConcurrentBag<string>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = requests.Pipeline.Options.MaximumRequests, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(TagList.ReadAsync(requests, cancellationToken), parallel, async (tag, token) =>
        {
            if (await NamesAsync(tag, digest, token))
                found.Add(tag);
        });
        return [.. found.Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>The image as it is; <c>null</c> where it cannot be read, which does not keep it from being deleted.</summary>
    private async Task<ManifestContent?> TryReadAsync(Digest digest, CancellationToken cancellationToken)
    {
        try
        {
            return await manifests.GetAsync(digest.ToString(), cancellationToken);
        }
        catch (PlimsollException exception) when (exception.Kind is ErrorKind.NotFound or ErrorKind.Usage)
        {
            return null;
        }
    }

    /// <summary>Whether the registry does not do this, rather than not now or not for this user.</summary>
    private static bool IsRefusal(RegistryException exception) =>
        exception is { IsTransient: false, Status: { } status } && exception.Kind != ErrorKind.Authentication && (status < HttpStatusCode.InternalServerError || status == HttpStatusCode.NotImplemented);

    /// <summary><c>GOOGLE_MANIFEST_DANGLING_TAG: Manifest is still referenced by tag</c>; others say it in other words.</summary>
    private static bool IsAboutTags(RegistryError error) =>
        error.Code.Contains("TAG", StringComparison.OrdinalIgnoreCase) || error.Message.Contains("tag", StringComparison.OrdinalIgnoreCase);

    private static PlimsollException Unlisted(ImageReference tag, Digest digest) => PlimsollException.Usage(
        $"{tag.Familiar} cannot be deleted on its own: the list of tags of {tag.Registry} lacks it, so it is not known whether others point to the same image, and {tag.Registry} deletes an image only with all its tags.",
        $"To delete the image with all its tags: plimsoll delete {tag.FamiliarName}@{digest}");

    private PlimsollException Remains(Digest digest, string reason) => new(
        ErrorKind.Failed,
        $"{name.Registry} accepted the deletion of {name.FamiliarName}@{digest}, but {reason}.",
        "It may take a while, or need the registry's garbage collection. If it stays, delete it with the registry's own interface or command.");
}
