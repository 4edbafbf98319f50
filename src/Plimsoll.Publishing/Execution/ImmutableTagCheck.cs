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
}
