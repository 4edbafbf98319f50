using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Policy.Rules;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Execution;

/// <summary>
/// Gives an image tags that nobody derived, and keeps the promise of those that look immutable: they are written once. No registry
/// writes a tag only where it is free, so that two processes may both find it free. Each looks directly before every attempt to
/// write. Then it waits as long as its own write took since that look, by when whoever looked before has written as well, and reads
/// the tag back: of all that took no longer only the last one finds its own image, and is told that it was done.
/// </summary>
/// <param name="repository">Where the tags are written.</param>
/// <param name="name">The repository, for messages.</param>
/// <param name="image">The image.</param>
/// <param name="clock">The clock of waiting.</param>
internal sealed class ImmutableTagWrite(IImageRepository repository, string name, ManifestContent image, TimeProvider clock)
{
    /// <summary>A write that takes longer is waited for no longer.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, long> _looks = new(StringComparer.Ordinal);
    private readonly HashSet<string> _attempted = new(StringComparer.Ordinal);

    private Digest Digest => image.Descriptor.Digest;

    /// <summary>Checks that a tag may be given the image.</summary>
    /// <returns>What the tag names now, or <c>null</c>.</returns>
    /// <exception cref="PlimsollException">The tag never moves by <see cref="TagClassifier"/>, and names another image (exit code 5).</exception>
    public async Task<Descriptor?> CheckAsync(string tag, CancellationToken cancellationToken)
    {
        _looks[tag] = clock.GetTimestamp();
        var there = await repository.FindAsync(tag, cancellationToken);
        if (there is not null && ImmutableTagMovedRule.IsBroken(TagClassifier.Classify(tag), there.Digest, Digest))
            throw new PlimsollException(
                ErrorKind.Conflict,
                $"{name}:{tag} is immutable and already points to another image.\n  existing: {there.Digest}\n  new:      {Digest}",
                "Choose another tag, or delete this one from the registry if it was published by mistake.");
        return there;
    }

    /// <summary>Writes tags that were checked, and reads back those that never move.</summary>
    /// <param name="tags">The tags.</param>
    /// <param name="isRecent">Whether nothing that takes time came between the check and this.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PlimsollException">A tag that never moves names another image (exit code 5), or writing failed (4, 7).</exception>
    public async Task WriteAsync(IReadOnlyList<string> tags, bool isRecent, CancellationToken cancellationToken)
    {
        await TagLists.PutAsync(repository, image, tags, MayWriteAsync, cancellationToken);

        // Nobody else writes a layout meanwhile.
        var kept = tags.Where(IsKept).ToList();
        if (kept.Count == 0 || repository is not INamedRepository)
            return;

        var taken = kept.Max(tag => clock.GetElapsedTime(_looks[tag]));
        await Task.Delay(taken < LongestWait ? taken : LongestWait, clock, cancellationToken);
        foreach (var tag in kept)
            if ((await repository.ResolveAsync(tag, cancellationToken))?.Digest is var there && there != Digest)
                throw new PlimsollException(
                    ErrorKind.Conflict,
                    $"{name}:{tag} is immutable and was written by another process at the same time.\n  existing: {there?.ToString() ?? "absent"}\n  new:      {Digest}",
                    "Choose another tag, or let only one process write this one.");

        // A tag that moves is anybody's.
        async ValueTask<bool> MayWriteAsync(string tag, CancellationToken token)
        {
            if (IsKept(tag) && (!_attempted.Add(tag) || !isRecent))
                await CheckAsync(tag, token);
            return true;
        }
    }

    private static bool IsKept(string tag) => TagClassifier.Classify(tag) != Mutability.Moving;
}
