using Plimsoll.Oci.Images;

namespace Plimsoll.Publishing.Receipts;

/// <summary>How many attempts were made anew up to some moment.</summary>
/// <param name="Total">All of them.</param>
/// <param name="Blobs">Those for a blob.</param>
internal sealed record RetryCounts(int Total, IReadOnlyDictionary<Digest, int> Blobs)
{
    public static RetryCounts None { get; } = new(0, new Dictionary<Digest, int>());

    /// <summary>Those for one blob since an earlier moment.</summary>
    public int Since(RetryCounts before, Digest blob) => Blobs.GetValueOrDefault(blob) - before.Blobs.GetValueOrDefault(blob);
}
