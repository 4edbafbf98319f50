using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Policy.Rules;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Execution;

/// <summary>Keeps the promise of tags that nobody derived: what looks immutable is written once.</summary>
internal static class ImmutableTagCheck
{
    /// <summary>Checks that a tag may be given an image.</summary>
    /// <returns>What the tag names now, or <c>null</c>.</returns>
    /// <exception cref="PlimsollException">The tag never moves by <see cref="TagClassifier"/>, and names another image (exit code 5).</exception>
    public static async Task<Descriptor?> CheckAsync(IImageSource repository, string name, string tag, Digest digest, CancellationToken cancellationToken)
    {
        var there = await repository.FindAsync(tag, cancellationToken);
        if (there is not null && ImmutableTagMovedRule.IsBroken(TagClassifier.Classify(tag), there.Digest, digest))
            throw new PlimsollException(
                ErrorKind.Conflict,
                $"{name}:{tag} is immutable and already points to another image.\n  existing: {there.Digest}\n  new:      {digest}",
                "Choose another tag, or delete this one from the registry if it was published by mistake.");
        return there;
    }

    /// <summary>
    /// Reads tags back that were just written, where they never move: no registry keeps another process from writing them in the same
    /// moment, and of two only one may be told that it was done.
    /// </summary>
    /// <exception cref="PlimsollException">A tag names another image (exit code 5).</exception>
    public static async Task ReadBackAsync(IImageSource repository, string name, IReadOnlyList<string> tags, Digest digest, CancellationToken cancellationToken)
    {
        foreach (var tag in tags.Where(tag => TagClassifier.Classify(tag) != Mutability.Moving))
            if ((await repository.ResolveAsync(tag, cancellationToken))?.Digest is var there && there != digest)
                throw new PlimsollException(
                    ErrorKind.Conflict,
                    $"{name}:{tag} is immutable and was written by another process at the same time.\n  existing: {there?.ToString() ?? "absent"}\n  new:      {digest}",
                    "Choose another tag, or let only one process write this one.");
    }
}
