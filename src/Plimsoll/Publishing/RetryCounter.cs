using System.Collections.Concurrent;
using Plimsoll.Images;
using Plimsoll.Registries;

namespace Plimsoll.Publishing;

/// <summary>Counts the attempts that a registry client makes anew, in all and for each blob, and passes the notices on.</summary>
/// <param name="listener">Whom to tell, or <c>null</c>.</param>
internal sealed class RetryCounter(IProgress<RetryNotice>? listener) : IProgress<RetryNotice>
{
    private readonly ConcurrentDictionary<Digest, int> _blobs = new();
    private int _count;

    public int Count => Volatile.Read(ref _count);

    /// <summary>The counts as they are now.</summary>
    public RetryCounts Now => new(Count, new Dictionary<Digest, int>(_blobs));

    public void Report(RetryNotice value)
    {
        Interlocked.Increment(ref _count);
        if (value.Blob is { } blob)
            _blobs.AddOrUpdate(blob, 1, (_, count) => count + 1);
        listener?.Report(value);
    }
}

/// <summary>How many attempts were made anew up to some moment.</summary>
/// <param name="Total">All of them.</param>
/// <param name="Blobs">Those for a blob.</param>
internal sealed record RetryCounts(int Total, IReadOnlyDictionary<Digest, int> Blobs)
{
    public static RetryCounts None { get; } = new(0, new Dictionary<Digest, int>());

    /// <summary>Those for one blob since an earlier moment.</summary>
    public int Since(RetryCounts before, Digest blob) => Blobs.GetValueOrDefault(blob) - before.Blobs.GetValueOrDefault(blob);
}
