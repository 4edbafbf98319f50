using Plimsoll.Oci;

namespace Plimsoll.Publishing.Receipts;

/// <summary>A receipt beside the place that it speaks of.</summary>
/// <param name="ImageIsThere">Whether the image is there still; also where the receipt names none.</param>
/// <param name="Tags">Its tags, in the receipt's order.</param>
internal sealed record ReceiptVerification(bool ImageIsThere, IReadOnlyList<VerifiedTag> Tags)
{
    /// <summary>Throws where what should be there for ever is not; moving tags that moved are no failure.</summary>
    /// <param name="destination">The destination's name, for the message.</param>
    /// <exception cref="PlimsollException">An immutable tag names another image (exit code 5); the image or a tag is gone (6).</exception>
    public void ThrowIfBroken(string destination)
    {
        if (Tags.FirstOrDefault(tag => tag.State == TagState.Differs) is { } tag)
            throw new PlimsollException(
                ErrorKind.Conflict,
                $"{destination}:{tag.Tag} is immutable, but points to another image than the receipt records.\n  receipt: {tag.Expected}\n  now:     {tag.Now}",
                "The tag was overwritten. Find out by whom before deploying it; the receipt's digest is what was published.");

        if (!ImageIsThere)
            throw PlimsollException.NotFound($"{destination} no longer has the image of the receipt.");

        if (Tags.Where(tag => tag.State == TagState.Missing).Select(tag => tag.Tag).ToList() is { Count: > 0 } missing)
            throw PlimsollException.NotFound($"{destination} no longer has these tags of the receipt: {string.Join(", ", missing)}.");
    }
}
