namespace Plimsoll.Git;

/// <summary>The objects in the packs of a repository and of those that it borrows from, as they are when it is opened. Not thread-safe.</summary>
internal sealed class PackedObjects : IDisposable
{
    private readonly List<PackFile> _packs;
    private readonly bool _areAll;

    /// <param name="stores">The folders of objects.</param>
    public PackedObjects(IEnumerable<string> stores)
    {
        var indexes = stores.SelectMany(FindIndexes).ToList();
        _packs = [.. indexes.Select(PackFile.TryOpen).OfType<PackFile>()];
        _areAll = _packs.Count == indexes.Count;
    }

    /// <summary>Reads an object.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="bytes">Its bytes, until another one is read.</param>
    /// <returns>Whether it is in a pack, and understood.</returns>
    public bool TryRead(ReadOnlySpan<byte> id, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        return Find(id, out var offset) is { } pack && pack.TryRead(offset, out bytes);
    }

    /// <summary>What an object is; <c>null</c> where it is in no pack, or not understood.</summary>
    public ObjectKind? FindKind(ReadOnlySpan<byte> id) => Find(id, out var offset)?.FindKind(offset);

    /// <summary>How many digits an id shares at most with that of another object; <c>null</c> where a pack is not understood.</summary>
    public int? CountSharedDigits(ReadOnlySpan<byte> id)
    {
        var most = 0;
        foreach (var pack in _packs)
            most = Math.Max(most, pack.CountSharedDigits(id));
        return _areAll ? most : null;
    }

    public void Dispose() => _packs.ForEach(pack => pack.Dispose());

    private PackFile? Find(ReadOnlySpan<byte> id, out long offset)
    {
        for (var i = 0; i < _packs.Count; i++)
        {
            var pack = _packs[i];
            offset = pack.Find(id);
            if (offset < 0)
                continue;

            // Where one object is, those are mostly that are asked for next.
            if (i > 0)
                (_packs[0], _packs[i]) = (pack, _packs[0]);
            return pack;
        }

        offset = -1;
        return null;
    }

    private static string[] FindIndexes(string store)
    {
        try
        {
            return Directory.GetFiles(Path.Combine(store, "pack"), "*.idx");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return []; // None, or libgit2 says so.
        }
    }
}
