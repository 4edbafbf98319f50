using System.Collections.Concurrent;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;

namespace Plimsoll.Publishing.Receipts;

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
