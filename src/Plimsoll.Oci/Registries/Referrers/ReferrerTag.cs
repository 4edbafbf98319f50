using System.Net;
using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Registries.Referrers;

/// <summary>
/// The index under a tag such as <c>sha256-…</c> that lists what refers to a manifest, kept by the clients of registries
/// that do not list referrers themselves (OCI distribution-spec, "Referrers Tag Schema"). Writers of one client take
/// turns. A registry has no conditional write, so what another process overwrites at the same time is looked for after
/// writing and written again; an overwriting that comes later still is not seen. Some registries (GitLab) take such a tag for the
/// digest and answer with the manifest itself: there is no list, although an image of several platforms is an index too.
/// </summary>
internal sealed class ReferrerTag(RepositoryRequests requests, ManifestStore manifests)
{
    private const int MaximumWrites = 8;

    /// <summary>How often in turn the list must be read as it was written: who read it before that write may write over it a little later.</summary>
    private const int Confirmations = 4;

    private static readonly ImageIndex Empty = new([]) { MediaType = MediaTypes.OciIndex };

    /// <summary>The entries of the list; none where there is no list.</summary>
    public async Task<IReadOnlyList<Descriptor>> ReadAsync(Digest subject, CancellationToken cancellationToken) =>
        (await FindAsync(subject, cancellationToken)).Index?.Manifests ?? [];

    /// <summary>Lists a manifest under its subject, once.</summary>
    /// <exception cref="PlimsollException">The tag names something else (5), or other processes keep overwriting it (7).</exception>
    public Task AddAsync(Digest subject, Descriptor referrer, CancellationToken cancellationToken) =>
        ChangeAsync(
            subject,
            found => (found.Index ?? (found.Exists ? throw Taken(subject) : Empty)) is var index && index.Manifests.Any(entry => entry.Digest == referrer.Digest)
                ? null
                : index with { Manifests = [.. index.Manifests, referrer] },
            cancellationToken);

    /// <summary>Takes a manifest out of the list, if there is one. An empty list stays: deleting it would race with those who add.</summary>
    /// <exception cref="PlimsollException">Other processes keep overwriting it (7).</exception>
    public Task RemoveAsync(Digest subject, Digest referrer, CancellationToken cancellationToken) =>
        ChangeAsync(
            subject,
            found => found.Index is { } index && index.Manifests.Any(entry => entry.Digest == referrer)
                ? index with { Manifests = [.. index.Manifests.Where(entry => entry.Digest != referrer)] }
                : null,
            cancellationToken);

    /// <param name="subject">Whose list.</param>
    /// <param name="change">Gives the list as it should be, or <c>null</c> where it is so already.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    private async Task ChangeAsync(Digest subject, Func<FoundList, ImageIndex?> change, CancellationToken cancellationToken)
    {
        var turn = requests.Endpoint.Referrers.GetLock(requests.Repository, subject);
        await turn.WaitAsync(cancellationToken);
        try
        {
            var (writes, confirmed) = (0, 0);
            while (true)
            {
                var found = await FindAsync(subject, cancellationToken);
                if (change(found) is not { } index)
                {
                    if (writes == 0 || ++confirmed == Confirmations)
                        return;
                    continue;
                }

                if (writes > 0 && found.IsSubject)
                    throw NotKept(subject);
                if (writes++ == MaximumWrites)
                    throw Contended(subject);
                var attempts = 0;
                await manifests.PutAsync(index.Serialize(), Referrer.GetTag(subject), async (_, token) => attempts++ == 0 || await IsUnchangedAsync(subject, found, token), cancellationToken);
                confirmed = 0;
            }
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Whether the list may be written as it was going to be, where that is tried again after a while.</summary>
    private async ValueTask<bool> IsUnchangedAsync(Digest subject, FoundList before, CancellationToken cancellationToken)
    {
        var now = await FindAsync(subject, cancellationToken);
        return now.Exists == before.Exists && Digests(now).SetEquals(Digests(before));
    }

    private static HashSet<Digest> Digests(FoundList list) => [.. (list.Index ?? Empty).Manifests.Select(entry => entry.Digest)];

    private async Task<FoundList> FindAsync(Digest subject, CancellationToken cancellationToken)
    {
        try
        {
            var content = await manifests.GetAsync(Referrer.GetTag(subject), cancellationToken);
            if (subject.Matches(content.Bytes.Span))
                return new FoundList(Exists: false, Index: null, IsSubject: true);

            var index = content.Descriptor.MediaType == MediaTypes.OciIndex ? content.Parse() as ImageIndex : null;
            return new FoundList(Exists: true, index is not null && !IsImage(index) ? index : null);
        }
        catch (RegistryException exception) when (exception.Status is HttpStatusCode.NotFound or HttpStatusCode.Forbidden)
        {
            // A list that exists and may not be read must not be written over.
            if (exception.Status == HttpStatusCode.Forbidden && !await DestinationLookup.LacksAsync(requests, Referrer.GetTag(subject), cancellationToken))
                throw;
            return new FoundList(Exists: false, Index: null);
        }
        catch (PlimsollException exception) when (exception.Kind == ErrorKind.Usage)
        {
            return new FoundList(Exists: true, Index: null);
        }
    }

    /// <summary>Whether an index holds the platforms of an image: a list has the type of each entry instead.</summary>
    private static bool IsImage(ImageIndex index) =>
        index.Manifests.Count > 0 && index.Manifests.All(entry => entry is { ArtifactType: null, Platform: not null });

    /// <summary>The tag is somebody's image, which is not overwritten.</summary>
    private PlimsollException Taken(Digest subject) => new(
        ErrorKind.Conflict,
        $"Cannot add a referrer to {Name(subject)}: the tag does not contain a list of referrers.",
        "Tags of this form are reserved for lists of referrers. Delete the tag, or use another tag for the image.");

    private RegistryException NotKept(Digest subject) =>
        new(ErrorKind.Transport, requests.Endpoint.Registry, $"Cannot add a referrer to {requests.Name}@{subject}: {requests.Endpoint.Registry} has no list of referrers, and does not keep one under the tag {Referrer.GetTag(subject)}.", "Copy the image without what refers to it.")
        {
            Repository = requests.Repository,
        };

    private RegistryException Contended(Digest subject) =>
        new(ErrorKind.Transport, requests.Endpoint.Registry, $"Cannot update the list of referrers {Name(subject)}: other clients overwrote it {MaximumWrites} times.", "Try again when they have finished.")
        {
            Repository = requests.Repository,
        };

    private string Name(Digest subject) => $"{requests.Name}:{Referrer.GetTag(subject)}";

    /// <param name="Exists">Whether the tag exists.</param>
    /// <param name="Index">The list, where it names one.</param>
    /// <param name="IsSubject">Whether the registry takes the tag for the digest in it.</param>
    private readonly record struct FoundList(bool Exists, ImageIndex? Index, bool IsSubject = false);
}
