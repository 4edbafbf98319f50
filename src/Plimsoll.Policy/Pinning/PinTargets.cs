using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Tags;

namespace Plimsoll.Policy.Pinning;

/// <summary>Finds what images become: their tag and digest as the registry, or whoever pins, has them.</summary>
/// <param name="resolver">Looks up references.</param>
/// <param name="options">How far images move.</param>
internal sealed class PinTargets(IImageResolver resolver, PinOptions options)
{
    // Each is a request to the registry.
    private const int MaximumCandidates = 20;

    private readonly Dictionary<string, ImageReference>? _given = options.Targets?.ToDictionary(target => target.Name, StringComparer.Ordinal);

    /// <summary>Whether an image may change at all.</summary>
    public bool MayChange(ImageReference image) =>
        _given is not null ? _given.ContainsKey(image.Name) : image.Digest is null || options.Update != PinUpdate.None || (options.Narrow && IsMoving(image.Tag));

    /// <summary>What an image becomes; itself where it stays as it is.</summary>
    public async Task<PinTarget> FindAsync(ImageReference image, CancellationToken cancellationToken)
    {
        if (_given is not null)
            return new PinTarget(_given[image.Name]);

        try
        {
            var target = await ResolveAsync(image, cancellationToken);
            if (options.Narrow && target.Image is { Tag: { } tag, Digest: { } digest } moving && IsMoving(tag))
                target = await NarrowAsync(moving, tag, digest, cancellationToken);
            return target.Image?.Digest is { } written && written != image.Digest && options.MinimumAge > TimeSpan.Zero ? await AgedAsync(target.Image, cancellationToken) : target;
        }
        catch (PlimsollException exception)
        {
            return new PinTarget(exception.Message, exception.Kind);
        }
    }

    private static bool IsMoving(string? tag) => TagClassifier.Classify(tag) == Mutability.Moving;

    private async Task<PinTarget> ResolveAsync(ImageReference image, CancellationToken cancellationToken)
    {
        if (image.Digest is not null && (image.Tag is null || options.Update == PinUpdate.None))
            return new PinTarget(image);

        var tag = image.Tag is { } present ? await FindNewestTagAsync(image, present, cancellationToken) : image.Tag;
        var tagged = image.WithoutTagOrDigest().WithTag(tag ?? "latest");
        return await resolver.ResolveAsync(tagged, cancellationToken) is { } digest
            ? new PinTarget(tagged.WithDigest(digest))
            : new PinTarget($"{tagged.Name} has no '{tagged.Tag}'", ErrorKind.NotFound);
    }

    /// <summary>The newest version with the digest of a moving tag.</summary>
    private async Task<PinTarget> NarrowAsync(ImageReference image, string tag, Digest digest, CancellationToken cancellationToken)
    {
        var repository = image.WithoutTagOrDigest();
        var candidates = NarrowerTags.Of(tag, await resolver.ListTagsAsync(repository, cancellationToken).ToListAsync(cancellationToken));
        foreach (var candidate in candidates.Take(MaximumCandidates))
            if (await resolver.ResolveAsync(repository.WithTag(candidate), cancellationToken) == digest)
                return new PinTarget(repository.WithTag(candidate).WithDigest(digest));

        return new PinTarget(
            candidates.Count == 0 ? $"{image.Name} has no version tag that '{tag}' could stand for"
            : $"none of the {(candidates.Count > MaximumCandidates ? $"{MaximumCandidates} newest of {candidates.Count} versions" : $"{candidates.Count} versions")} that '{tag}' could stand for has its digest",
            null);
    }

    private async Task<PinTarget> AgedAsync(ImageReference image, CancellationToken cancellationToken)
    {
        var seen = options.FirstSeen is null ? null : await options.FirstSeen.FindAsync(image, cancellationToken);
        return (PinAge.FindProblem($"its digest {image.Digest}", seen, options) is { } problem ? new PinTarget(problem, null) : new PinTarget(image)) with { FirstSeen = seen };
    }

    private async Task<string> FindNewestTagAsync(ImageReference image, string present, CancellationToken cancellationToken)
    {
        var newest = new NewestVersion(present, options.Update);
        if (newest.IsAsked)
            await foreach (var candidate in resolver.ListTagsAsync(image.WithoutTagOrDigest(), cancellationToken))
                newest.Offer(candidate);
        return newest.Tag;
    }
}
