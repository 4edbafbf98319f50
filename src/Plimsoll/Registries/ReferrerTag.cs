using System.Net;
using Plimsoll.Images;

namespace Plimsoll.Registries;

/// <summary>
/// The index under a tag such as <c>sha256-…</c> that lists what refers to a manifest, kept by the clients of registries
/// that do not list referrers themselves (OCI distribution-spec, "Referrers Tag Schema"). Writers of one client take
/// turns. A registry has no conditional write, so what another process overwrites at the same time is looked for after
/// writing and written again; an overwriting that comes later still is not seen.
/// </summary>
internal sealed class ReferrerTag(RepositoryRequests requests, ManifestStore manifests)
{
    private const int MaximumWrites = 5;

    /// <summary>The entries of the list; none where there is no list.</summary>
    public async Task<IReadOnlyList<Descriptor>> ReadAsync(Digest subject, CancellationToken cancellationToken) =>
        (await FindAsync(subject, cancellationToken))?.Manifests ?? [];

    /// <summary>Lists a manifest under its subject, once.</summary>
    /// <exception cref="PlimsollException">The tag names something else (5), or other processes keep overwriting it (7).</exception>
    public Task AddAsync(Digest subject, Descriptor referrer, CancellationToken cancellationToken) =>
        ChangeAsync(subject, entries => entries.Any(entry => entry.Digest == referrer.Digest) ? null : [.. entries, referrer], cancellationToken);

    /// <summary>Takes a manifest out of the list. An empty list stays: deleting it would race with those who add.</summary>
    /// <exception cref="PlimsollException">Other processes keep overwriting it (7).</exception>
    public Task RemoveAsync(Digest subject, Digest referrer, CancellationToken cancellationToken) =>
        ChangeAsync(subject, entries => entries.All(entry => entry.Digest != referrer) ? null : [.. entries.Where(entry => entry.Digest != referrer)], cancellationToken);

    /// <param name="subject">Whose list.</param>
    /// <param name="change">Gives the new entries, or <c>null</c> where the list is as it should be.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    private async Task ChangeAsync(Digest subject, Func<IReadOnlyList<Descriptor>, IReadOnlyList<Descriptor>?> change, CancellationToken cancellationToken)
    {
        var turn = requests.Endpoint.Referrers.TurnOf(requests.Repository, subject);
        await turn.WaitAsync(cancellationToken);
        try
        {
            for (var writes = 0; ; writes++)
            {
                var index = await FindAsync(subject, cancellationToken) ?? await EmptyAsync(subject, cancellationToken);
                if (change(index.Manifests) is not { } entries)
                    return;

                if (writes == MaximumWrites)
                    throw new RegistryException(
                        ExitCode.Registry,
                        requests.Endpoint.Registry,
                        $"Cannot list a referrer under {Name(subject)}: other clients overwrote the list {writes} times.",
                        "Try again when they are done.")
                    {
                        Repository = requests.Repository,
                    };

                await manifests.PutAsync((index with { Manifests = entries }).Serialize(), Referrer.TagOf(subject), cancellationToken);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    /// <returns><c>null</c> where the tag does not exist, or names what is no OCI index.</returns>
    private async Task<ImageIndex?> FindAsync(Digest subject, CancellationToken cancellationToken)
    {
        try
        {
            var content = await manifests.GetAsync(Referrer.TagOf(subject), cancellationToken);
            return content.Descriptor.MediaType == MediaTypes.OciIndex ? content.Parse() as ImageIndex : null;
        }
        catch (PlimsollException exception) when (exception.ExitCode is ExitCode.Usage || exception is RegistryException { Status: HttpStatusCode.NotFound })
        {
            return null;
        }
    }

    /// <summary>A new list, unless the tag is somebody's image: that is not overwritten.</summary>
    private async Task<ImageIndex> EmptyAsync(Digest subject, CancellationToken cancellationToken) =>
        await manifests.ResolveAsync(Referrer.TagOf(subject), cancellationToken) is { } other
            ? throw new PlimsollException(
                ExitCode.TagConflict,
                $"Cannot list a referrer under {Name(subject)}: the tag names something else, {other.Digest} ({other.MediaType}).",
                "Tags of this form are lists of referrers. Delete that tag, or give the image another one.")
            : new ImageIndex([]) { MediaType = MediaTypes.OciIndex };

    private string Name(Digest subject) => $"{requests.Name}:{Referrer.TagOf(subject)}";
}
