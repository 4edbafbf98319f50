using Plimsoll.Images;
using Plimsoll.Storage;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Records;

/// <summary>What has become of a tag since a receipt was written.</summary>
public enum TagState
{
    /// <summary>It names what the receipt says.</summary>
    Same,

    /// <summary>It may move, and names another image now.</summary>
    Moved,

    /// <summary>It must never move, and names another image now.</summary>
    Differs,

    /// <summary>It is gone.</summary>
    Missing,
}

/// <summary>A tag of a receipt as it is now.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Mutability">Whether it may move.</param>
/// <param name="State">What has become of it.</param>
/// <param name="Expected">What the receipt says that it names.</param>
/// <param name="Now">What it names, or <c>null</c>.</param>
public sealed record VerifiedTag(string Tag, Mutability Mutability, TagState State, Digest Expected, Digest? Now);

/// <summary>A receipt beside the place that it speaks of.</summary>
/// <param name="ImageIsThere">Whether the image is there still; also where the receipt names none.</param>
/// <param name="Tags">Its tags, in the receipt's order.</param>
public sealed record ReceiptVerification(bool ImageIsThere, IReadOnlyList<VerifiedTag> Tags)
{
    /// <summary>Throws where what should be there for ever is not; moving tags that moved are no failure.</summary>
    /// <param name="destination">The destination's name, for the message.</param>
    /// <exception cref="PlimsollException">An immutable tag names another image (exit code 5); the image or a tag is gone (6).</exception>
    public void ThrowIfBroken(string destination)
    {
        if (Tags.FirstOrDefault(tag => tag.State == TagState.Differs) is { } tag)
            throw new PlimsollException(
                ExitCode.TagConflict,
                $"{destination}:{tag.Tag} is immutable and names another image than the receipt says.\n  receipt: {tag.Expected}\n  now:     {tag.Now}",
                "Somebody overwrote it. Find out who before anything of it is deployed; the receipt's digest is what was published.");

        if (!ImageIsThere)
            throw PlimsollException.NotFound($"{destination} does not have the image of the receipt any more.");

        if (Tags.Where(tag => tag.State == TagState.Missing).Select(tag => tag.Tag).ToList() is { Count: > 0 } missing)
            throw PlimsollException.NotFound($"{destination} does not have these tags of the receipt any more: {string.Join(", ", missing)}.");
    }
}

/// <summary>Reads every tag of a receipt, and its image, where they are.</summary>
public static class ReceiptVerifier
{
    private const int Parallelism = 8;

    /// <summary>Compares a receipt with what is there now. Only manifests are asked for, nothing is fetched.</summary>
    /// <exception cref="PlimsollException">The registry refuses or fails (exit codes 4, 7).</exception>
    public static async Task<ReceiptVerification> VerifyAsync(Receipt receipt, IImageSource source, CancellationToken cancellationToken)
    {
        var imageIsThere = receipt.Digest is not { } digest || await source.ResolveAsync(digest.ToString(), cancellationToken) is not null;
        var tags = new VerifiedTag[receipt.Tags.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, tags.Length, options, async (index, token) =>
        {
            var tag = receipt.Tags[index];
            var now = (await source.ResolveAsync(tag.Tag, token))?.Digest;
            tags[index] = new VerifiedTag(tag.Tag, tag.Mutability, StateOf(tag, now), tag.After, now);
        });
        return new ReceiptVerification(imageIsThere, tags);
    }

    private static TagState StateOf(ReceiptTag tag, Digest? now) =>
        now is null ? TagState.Missing
        : now == tag.After ? TagState.Same
        : tag.Mutability == Mutability.Moving ? TagState.Moved
        : TagState.Differs;
}
