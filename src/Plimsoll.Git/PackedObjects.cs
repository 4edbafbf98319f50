namespace Plimsoll.Git;

/// <summary>The objects in the packs of a repository and of those that it borrows from, as they are when it is opened. Not thread-safe.</summary>
internal sealed class PackedObjects : IDisposable
{
    private readonly List<PackFile> _packs;

    /// <summary>The order in which numbers are counted through; that of the list is the one to look in.</summary>
    private readonly PackFile[] _inOrder;
    private readonly bool _areAll;

    /// <param name="stores">The folders of objects.</param>
    public PackedObjects(IEnumerable<string> stores)
    {
        var indexes = stores.SelectMany(FindIndexes).ToList();
        _packs = [.. indexes.Select(PackFile.TryOpen).OfType<PackFile>()];
        _inOrder = [.. _packs];
        _areAll = _packs.Count == indexes.Count;
    }

    /// <summary>How many objects there are, one that is in several packs counted in each: they have numbers from 0 on.</summary>
    public long Count => _inOrder.Sum(pack => (long)pack.Index.Count);

    /// <summary>The number of an object, the same each time, or -1.</summary>
    public int FindNumber(ReadOnlySpan<byte> id)
    {
        var first = 0;
        foreach (var pack in _inOrder)
        {
            if (pack.Index.FindPosition(id) is >= 0 and var position)
                return first + position;
            first += pack.Index.Count;
        }

        return -1;
    }

    /// <summary>The id of an object with a number.</summary>
    public ReadOnlySpan<byte> IdOf(int number)
    {
        var pack = PackOf(ref number);
        return pack.Index.IdAt(number);
    }

    /// <summary>Reads the object with a number.</summary>
    /// <param name="number">The number.</param>
    /// <param name="bytes">Its bytes, until another one is read.</param>
    /// <returns>Whether it is understood.</returns>
    public bool TryRead(int number, out ReadOnlySpan<byte> bytes)
    {
        var pack = PackOf(ref number);
        return pack.TryRead(pack.Index.OffsetAt(number), out bytes);
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

    /// <summary>The pack of an object, whose number becomes its position there.</summary>
    private PackFile PackOf(ref int number)
    {
        var i = 0;
        for (; number >= _inOrder[i].Index.Count; i++)
            number -= _inOrder[i].Index.Count;
        return _inOrder[i];
    }

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
