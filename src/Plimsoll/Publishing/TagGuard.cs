using Plimsoll.Images;
using Plimsoll.Storage;
using Plimsoll.Tags;

namespace Plimsoll.Publishing;

/// <summary>Keeps the promise of tags that nobody derived: what looks immutable is written once.</summary>
public static class TagGuard
{
    /// <summary>Checks that a tag may be given an image.</summary>
    /// <exception cref="PlimsollException">The tag never moves by <see cref="TagClassifier"/>, and names another image (exit code 5).</exception>
    public static async Task CheckAsync(IImageSource repository, string name, string tag, Digest digest, CancellationToken cancellationToken)
    {
        if (TagClassifier.Classify(tag) == Mutability.Moving)
            return;

        if (await repository.ResolveAsync(tag, cancellationToken) is { } there && there.Digest != digest)
            throw new PlimsollException(
                ExitCode.TagConflict,
                $"{name}:{tag} is immutable and names another image already.\n  there: {there.Digest}\n  here:  {digest}",
                "Choose another tag, or remove this one at the registry if it was published by mistake.");
    }
}
