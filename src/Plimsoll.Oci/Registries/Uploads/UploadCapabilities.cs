using System.Collections.Concurrent;
using System.Globalization;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Oci.Registries.Uploads;

/// <summary>What one registry's answers taught about uploads, and what it holds. May be used by many requests at once.</summary>
internal sealed class UploadCapabilities(UploadProfile rule)
{
    private const int MountTries = 3;

    /// <summary>No limit of a chunk is believed to be lower: with fewer bytes a request a large blob would never arrive.</summary>
    private const long SmallestChunk = 64 * 1024;

    private readonly ConcurrentDictionary<(string Repository, Digest Blob), bool> _held = new();
    private readonly ConcurrentDictionary<(string To, string From), int> _failedMounts = new();
    private volatile int _singlePost;
    private volatile int _selfMount = Write(rule.SelfMountShowsPresence);
    private volatile int _chunks = Write(rule.SupportsChunks);
    private volatile int _bodyInPut;
    private volatile int _tagLists;
    private volatile int _presentInARow;
    private volatile bool _refusesExpectation;
    private long _uncheckedBytes;
    private long _minimumChunk = rule.MinimumChunk;
    private long _maximumChunk = long.MaxValue;

    /// <summary>What was known of it before its first answer.</summary>
    public UploadProfile Profile => rule;

    /// <summary>Whether a blob can be sent with the POST itself; <c>null</c> where that is not known.</summary>
    public bool? SupportsSinglePost
    {
        get => Read(_singlePost);
        set => _singlePost = Write(value);
    }

    /// <summary>Whether mounting a blob from its own repository tells that it is there; <c>null</c> where that is not known.</summary>
    public bool? SelfMountShowsPresence
    {
        get => Read(_selfMount);
        set => _selfMount = Write(value);
    }

    /// <summary>Whether a blob can be sent in chunks; <c>null</c> where that is not known.</summary>
    public bool? SupportsChunks
    {
        get => Read(_chunks);
        set => _chunks = Write(value);
    }

    /// <summary>Whether the request that closes an upload may bring the blob; <c>null</c> where that is not known.</summary>
    public bool? TakesBodyInPut
    {
        get => Read(_bodyInPut);
        set => _bodyInPut = Write(value);
    }

    /// <summary>Whether a request may not ask whether its body is wanted (<c>Expect: 100-continue</c>): some proxies refuse that.</summary>
    public bool RefusesExpectation
    {
        get => _refusesExpectation;
        set => _refusesExpectation = value;
    }

    /// <summary>The fewest bytes of a chunk that is not the last, as far as is known.</summary>
    public long MinimumChunk => Interlocked.Read(ref _minimumChunk);

    /// <summary>The most bytes that one request may bring, as far as is known.</summary>
    public long MaximumChunk => Interlocked.Read(ref _maximumChunk);

    /// <summary>
    /// An answer that opens a session may name limits (<c>OCI-Chunk-Min-Length</c>, <c>OCI-Chunk-Max-Length</c>). They are
    /// the registry's, not the session's: whoever uses a session that something else opened has not seen that answer.
    /// </summary>
    public void UpdateChunkLimits(HttpResponseMessage response)
    {
        if (ReadLength(response, "OCI-Chunk-Min-Length") is { } minimum && minimum > MinimumChunk)
            Interlocked.Exchange(ref _minimumChunk, Math.Min(minimum, UploadProfile.MaximumChunk));
        if (ReadLength(response, "OCI-Chunk-Max-Length") is { } maximum)
            LowerMaximum(maximum);
    }

    /// <summary>A request with so many bytes was refused for its size: from here on none has more than half of them.</summary>
    /// <returns><c>false</c> where fewer cannot be sent.</returns>
    public bool TryHalveChunk(long refused)
    {
        var half = Math.Max(refused / 2, Math.Max(SmallestChunk, MinimumChunk));
        if (half >= refused)
            return false;

        LowerMaximum(half);
        return true;
    }

    /// <summary>How many bytes of a blob one request brings: all of them, unless it is large and may be sent in chunks.</summary>
    public long GetChunkSize(Descriptor blob, RegistryClientOptions options) =>
        SupportsChunks == false || (blob.Size < options.ChunkedUploadFrom && blob.Size <= MaximumChunk)
            ? blob.Size
            : Math.Min(Math.Max(options.ChunkSize, MinimumChunk), MaximumChunk);

    /// <summary>
    /// The bytes of blobs that were sent without certainty that they were missing. Above a limit that certainty is worth
    /// a request.
    /// </summary>
    public long UncheckedBytes => Interlocked.Read(ref _uncheckedBytes);

    public void AddUncheckedBytes(long bytes) => Interlocked.Add(ref _uncheckedBytes, bytes);

    /// <summary>Whether one request can write a manifest under several tags; <c>null</c> where that is not known.</summary>
    public bool? SupportsTagLists
    {
        get => Read(_tagLists);
        set => _tagLists = Write(value);
    }

    /// <summary>Whether the last blobs were all there, so that a mere question is likely to be enough.</summary>
    public bool ExpectsPresence => _presentInARow >= 3;

    /// <summary>The blobs that are on their way, so that each is sent once.</summary>
    public ConcurrentDictionary<(string Repository, Digest Blob), Task> Running { get; } = new();

    public bool Holds(string repository, Digest blob) => _held.ContainsKey((repository, blob));

    public void RecordOutcome(string repository, Digest blob, BlobOutcome outcome)
    {
        RecordPresence(repository, blob);
        _presentInARow = outcome == BlobOutcome.Present ? _presentInARow + 1 : 0;
    }

    /// <summary>The registry said that it holds the blob, so that it is not sent: whoever asked may not have it at hand.</summary>
    public void RecordPresence(string repository, Digest blob) => _held[(repository, blob)] = true;

    /// <summary>Something was deleted, or the registry misses a blob: nothing is certain of the repository any more.</summary>
    public void Forget(string repository)
    {
        foreach (var key in _held.Keys.Where(key => key.Repository == repository))
            _held.TryRemove(key, out _);
    }

    /// <summary>The candidates worth a try: not the repository itself, and none that was refused or fruitless before.</summary>
    public IEnumerable<string> MountCandidates(string repository, Digest blob, IReadOnlyList<string> named) =>
        _held.Keys.Where(key => key.Blob == blob).Select(key => key.Repository)
            .Concat(named)
            .Where(from => from != repository && _failedMounts.GetValueOrDefault((repository, from)) < MountTries)
            .Distinct(StringComparer.Ordinal)
            .Take(2);

    /// <param name="to">The repository that was to have the blob.</param>
    /// <param name="from">The repository that was tried.</param>
    /// <param name="worked"><c>null</c> where it was refused outright, which further tries would not change.</param>
    public void RecordMount(string to, string from, bool? worked) =>
        _failedMounts.AddOrUpdate((to, from), worked == true ? 0 : worked is null ? MountTries : 1, (_, count) => worked == true ? 0 : worked is null ? MountTries : count + 1);

    private void LowerMaximum(long maximum)
    {
        var lowest = Math.Max(maximum, SmallestChunk);
        for (var known = MaximumChunk; lowest < known; known = MaximumChunk)
            Interlocked.CompareExchange(ref _maximumChunk, lowest, known);
    }

    private static long? ReadLength(HttpResponseMessage response, string header) =>
        response.Headers.NonValidated.TryGetValues(header, out var values) && long.TryParse(values.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            ? length
            : null;

    private static bool? Read(int value) => value == 0 ? null : value > 0;

    private static int Write(bool? value) => value switch { null => 0, true => 1, false => -1 };
}
