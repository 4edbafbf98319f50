using System.Runtime.InteropServices;
using System.Text;
using Plimsoll.Tags.Context;

namespace Plimsoll.Git;

/// <summary>
/// The commits of a repository by number: their places in the commit-graph, then those in the packs, then ids that are in neither.
/// Reads a commit's parents and nothing else of it.
/// </summary>
internal sealed class CommitGraph : ICommitGraph
{
    private readonly ObjectReader _objects;
    private readonly PackedObjects? _packs;
    private readonly int _firstInPacks;
    private readonly int _firstOther;
    private readonly NumberedIds _others;
    private readonly List<int> _parents = [];
    private readonly Func<ReadOnlySpan<byte>, int> _read;

    /// <param name="location">The repository, which was opened before.</param>
    /// <param name="head">Where the history starts.</param>
    /// <param name="isNative">Whether its files are read; else the git command is asked.</param>
    public CommitGraph(RepositoryLocation location, string head, bool isNative = true)
    {
        (_objects, Head) = (new ObjectReader(location, isNative), head);
        _firstInPacks = _objects.Graph?.Count ?? 0;
        _packs = _objects.Packed is { } packs && _firstInPacks + packs.Count < int.MaxValue / 2 ? packs : null;
        _firstOther = _firstInPacks + (int)(_packs?.Count ?? 0);
        _others = new NumberedIds(_firstOther);
        _read = NumberOf;
    }

    public string Head { get; }

    public bool Contains(string id) => _objects.HasCommit(id);

    public int NumberOf(string id)
    {
        Span<byte> bytes = stackalloc byte[HexId.ByteLength];
        return HexId.TryParse(id, bytes) && Find(bytes) is >= 0 and var number ? number : _others.NumberOf(id);
    }

    public string IdOf(int commit) =>
        commit >= _firstOther ? _others.IdOf(commit)
        : Convert.ToHexStringLower(commit >= _firstInPacks ? _packs!.IdOf(commit - _firstInPacks) : _objects.Graph!.IdAt(commit));

    public ReadOnlySpan<int> ParentsOf(int commit)
    {
        _parents.Clear();
        if (commit < _firstInPacks ? !TryReadGraph(commit) : commit >= _firstOther || !TryReadPacks(commit - _firstInPacks))
        {
            _parents.Clear();
            foreach (var parent in _objects.ReadParents(IdOf(commit)))
                _parents.Add(NumberOf(parent));
        }

        return CollectionsMarshal.AsSpan(_parents);
    }

    public void Dispose() => _objects.Dispose();

    private bool TryReadGraph(int place)
    {
        if (!_objects.Graph!.TryReadParents(place, out var parents))
            return false;

        foreach (var parent in parents)
            _parents.Add((int)parent);
        return true;
    }

    private bool TryReadPacks(int number) => _packs!.TryRead(number, out var bytes) && CommitObject.TryReadParents(bytes, _parents, _read);

    private int NumberOf(ReadOnlySpan<byte> id)
    {
        Span<byte> bytes = stackalloc byte[HexId.ByteLength];
        return HexId.TryParse(id, bytes) && Find(bytes) is >= 0 and var number ? number : _others.NumberOf(Encoding.ASCII.GetString(id));
    }

    private int Find(ReadOnlySpan<byte> id) =>
        _objects.Graph?.FindPlace(id) is >= 0 and var place ? place
        : _packs?.FindNumber(id) is >= 0 and var number ? _firstInPacks + number
        : -1;
}
