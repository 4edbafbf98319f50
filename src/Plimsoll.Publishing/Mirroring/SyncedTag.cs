using Plimsoll.Oci;
using Plimsoll.Oci.Images;

namespace Plimsoll.Publishing.Mirroring;

/// <summary>A tag of a mirrored repository.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Action">What is done with it.</param>
/// <param name="Before">What it pointed to in the destination, or <c>null</c>.</param>
/// <param name="After">What it is to point to; <c>null</c> for one that is deleted.</param>
public sealed record SyncedTag(string Tag, SyncAction Action, Digest? Before, Digest? After)
{
    /// <summary>
    /// Of a plan, the bytes of the image's blobs, which is the most that is sent; else the bytes of them that were sent. Tags of one
    /// image have them once. <c>null</c> where nothing is copied, or it is not known.
    /// </summary>
    public long? Bytes { get; init; }

    /// <summary>How many manifests that refer to the image were sent. Tags of one image have them once.</summary>
    public int Referrers { get; init; }

    /// <summary>Why it could not be done; <c>null</c> where it was, or is only planned.</summary>
    public PlimsollException? Failure { get; init; }
}
