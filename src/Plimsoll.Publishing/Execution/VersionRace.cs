using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Sources;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Execution;

/// <summary>
/// Two publishers of one version may both have found its tag free, and both have written it: no registry forbids that. Who
/// then finds a tag of its own taken by the other has lost, and leaves every tag that it wrote to the other's image, so
/// that the other can end well. A tag of the other's is recognized by the version in its image's labels.
/// </summary>
internal sealed class VersionRace(IPublishTarget target, IProgress<string>? log)
{
    private readonly List<Tag> _written = [];
    private readonly List<string> _noticed = [];

    /// <summary>Notes a tag that is about to be written.</summary>
    public void AddWritten(Tag tag)
    {
        if (!_written.Contains(tag))
            _written.Add(tag);
    }

    /// <summary>Notes a tag that somebody else has written meanwhile.</summary>
    public void AddConflict(string tag) => _noticed.Add(tag);

    /// <summary>Whether a tag that never moves was written here.</summary>
    public bool HasCreated(string tag) => _written.Exists(written => written.Value == tag && written.Mutability == Mutability.Immutable);

    /// <summary>Whether an image is another one of a version that was written here.</summary>
    public async ValueTask<bool> IsRivalAsync(Descriptor image, CancellationToken cancellationToken) =>
        !await target.IsThisImageAsync(image, cancellationToken)
        && await ImageRevision.ReadVersionAsync(target.Repository, image, cancellationToken) is { } version
        && HasCreated(version);

    /// <summary>Leaves the tags to the other publisher of this version, where there is one.</summary>
    public async Task ConcedeAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var tag in _written.Where(IsVersion).Select(tag => tag.Value).Concat(_noticed).Concat(_written.Where(tag => tag.Mutability == Mutability.Moving).Select(tag => tag.Value)).ToList())
                if (await target.Repository.ResolveAsync(tag, cancellationToken) is { } theirs && await IsRivalAsync(theirs, cancellationToken))
                {
                    await HandOverAsync(theirs, cancellationToken);
                    return;
                }
        }
        catch (Exception exception) when (exception is PlimsollException or OperationCanceledException)
        {
            // The conflict is the failure to tell.
            log?.Report($"could not give up the tags in favour of the other publisher of this version: {exception.Message}");
        }
    }

    private async Task HandOverAsync(Descriptor theirs, CancellationToken cancellationToken)
    {
        var manifest = await target.Repository.GetManifestAsync(theirs.Digest.ToString(), cancellationToken);
        foreach (var tag in _written.Where(tag => tag.Mutability == Mutability.Moving || IsVersion(tag)))
            if (await target.Repository.ResolveAsync(tag.Value, cancellationToken) is { } there && await target.IsThisImageAsync(there, cancellationToken))
            {
                await target.Repository.PutManifestAsync(manifest, tag.Value, cancellationToken);
                log?.Report($"{tag.Value} was published by somebody else first, and names that image: {theirs.Digest}");
            }
    }

    /// <summary>Of a commit either image is right.</summary>
    private static bool IsVersion(Tag tag) => tag.Mutability == Mutability.Immutable && tag.Strategy != StrategyNames.GitSha;
}
