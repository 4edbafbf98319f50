using System.Net;
using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Registries.Referrers;

/// <summary>
/// The index under a tag such as <c>sha256-…</c> that lists what refers to a manifest, kept by the clients of registries
/// that do not list referrers themselves (OCI distribution-spec, "Referrers Tag Schema"). Writers of one client take
/// turns. A registry has no conditional write, so what another process overwrites at the same time is looked for after
/// writing and written again; an overwriting that comes later still is not seen.
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
    private async Task ChangeAsync(Digest subject, Func<(bool Exists, ImageIndex? Index), ImageIndex?> change, CancellationToken cancellationToken)
    {
        var turn = requests.Endpoint.Referrers.GetLock(requests.Repository, subject);
        await turn.WaitAsync(cancellationToken);
        try
        {
            var (writes, confirmed) = (0, 0);
            while (true)
            {
                if (change(await FindAsync(subject, cancellationToken)) is not { } index)
                {
                    if (writes == 0 || ++confirmed == Confirmations)
                        return;
                    continue;
                }

                if (writes++ == MaximumWrites)
                    throw Contended(subject);
                await manifests.PutAsync(index.Serialize(), Referrer.GetTag(subject), guard: null, cancellationToken);
                confirmed = 0;
            }
        }
        finally
        {
            turn.Release();
        }
    }

    /// <returns>Whether the tag exists, and the list where it names one.</returns>
    private async Task<(bool Exists, ImageIndex? Index)> FindAsync(Digest subject, CancellationToken cancellationToken)
    {
        try
        {
            var content = await manifests.GetAsync(Referrer.GetTag(subject), cancellationToken);
            return (true, content.Descriptor.MediaType == MediaTypes.OciIndex ? content.Parse() as ImageIndex : null);
        }
        catch (RegistryException exception) when (exception.Status is HttpStatusCode.NotFound or HttpStatusCode.Forbidden)
        {
            // A list that exists and may not be read must not be written over.
            if (exception.Status == HttpStatusCode.Forbidden && !await DestinationLookup.LacksAsync(requests, Referrer.GetTag(subject), cancellationToken))
                throw;
            return (false, null);
        }
        catch (PlimsollException exception) when (exception.Kind == ErrorKind.Usage)
        {
            return (true, null);
        }
    }

    /// <summary>The tag is somebody's image, which is not overwritten.</summary>
    private PlimsollException Taken(Digest subject) => new(
        ErrorKind.Conflict,
        $"Cannot add a referrer to {Name(subject)}: the tag does not contain a list of referrers.",
        "Tags of this form are reserved for lists of referrers. Delete the tag, or use another tag for the image.");

    private RegistryException Contended(Digest subject) =>
        new(ErrorKind.Transport, requests.Endpoint.Registry, $"Cannot update the list of referrers {Name(subject)}: other clients overwrote it {MaximumWrites} times.", "Try again when they have finished.")
        {
            Repository = requests.Repository,
        };

    private string Name(Digest subject) => $"{requests.Name}:{Referrer.GetTag(subject)}";
}
