namespace Plimsoll.Git;

/// <summary>
/// The objects of a repository from its own files. libgit2 looks for each in every place, and computes again what it is called; that is
/// most of the time of a walk through a long history. It is asked where something is not understood here, and before an object is
/// said to be missing. Not thread-safe.
/// </summary>
internal sealed class StoredObjects : IObjectStore
{
    private readonly PackedObjects _packed;
    private readonly LooseObjects _loose;
    private readonly Lazy<IObjectStore> _other;

    /// <param name="loose">The objects that are files of their own.</param>
    /// <param name="other">Opens what is asked for the rest.</param>
    public StoredObjects(LooseObjects loose, Func<IObjectStore> other) =>
        (_loose, _packed, _other) = (loose, new PackedObjects(loose.Stores), new Lazy<IObjectStore>(other));

    /// <summary>Those in packs.</summary>
    public PackedObjects Packed => _packed;

    /// <inheritdoc/>
    public bool TryRead<T>(string id, Func<ReadOnlySpan<byte>, T> read, out T? result, out bool isMissing)
    {
        Span<byte> bytes = stackalloc byte[HexId.ByteLength];
        if (!HexId.TryParse(id, bytes) || (!_packed.TryRead(bytes, out var content) && !_loose.TryRead(id, out _, out content)))
            return _other.Value.TryRead(id, read, out result, out isMissing);

        result = read(content);
        isMissing = false;
        return true;
    }

    /// <inheritdoc/>
    public ObjectKind? FindKind(string id, out bool isMissing)
    {
        isMissing = false;
        Span<byte> bytes = stackalloc byte[HexId.ByteLength];
        return !HexId.TryParse(id, bytes) ? _other.Value.FindKind(id, out isMissing)
            : _packed.FindKind(bytes) is { } packed ? packed
            : _loose.TryRead(id, out var loose, out _) ? loose
            : _other.Value.FindKind(id, out isMissing);
    }

    /// <summary>How many digits an id shares at most with that of another object; <c>null</c> where a pack is not understood.</summary>
    public int? CountSharedDigits(string id)
    {
        Span<byte> bytes = stackalloc byte[HexId.ByteLength];
        return HexId.TryParse(id, bytes) && _packed.CountSharedDigits(bytes) is { } packed ? Math.Max(packed, _loose.CountSharedDigits(id)) : null;
    }

    public void Dispose()
    {
        _packed.Dispose();
        if (_other.IsValueCreated)
            _other.Value.Dispose();
    }
}
