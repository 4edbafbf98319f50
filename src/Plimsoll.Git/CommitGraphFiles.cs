using System.Runtime.InteropServices;

namespace Plimsoll.Git;

/// <summary>
/// The commit-graph of a repository: one file, or several that build upon each other. Written by <c>git gc</c>, <c>git fetch</c> and
/// <c>git commit-graph</c> where they are told to, and believed by git. Not thread-safe.
/// </summary>
internal sealed class CommitGraphFiles : IDisposable
{
    /// <summary>git begins to write anew long before.</summary>
    private const int MostLayers = 255;

    private readonly List<CommitGraphLayer> _layers;
    private readonly List<uint> _parents = [];

    private CommitGraphFiles(List<CommitGraphLayer> layers) => _layers = layers;

    /// <summary>How many commits it has: they are at the places from 0 on.</summary>
    public int Count => _layers[^1].Below + _layers[^1].Count;

    /// <summary>Opens the files; <c>null</c> where there are none, or not as they must be.</summary>
    /// <param name="folder">The repository's <c>objects</c>.</param>
    public static CommitGraphFiles? TryOpen(string folder)
    {
        if (CommitGraphLayer.TryOpen(Path.Combine(folder, "info", "commit-graph"), [], 0) is { } single)
            return new CommitGraphFiles([single]);

        var chain = Path.Combine(folder, "info", "commit-graphs", "commit-graph-chain");
        if (ReadChain(chain) is not { Count: > 0 and <= MostLayers } ids)
            return null;

        var graph = new CommitGraphFiles([]);
        for (var (i, below) = (0, 0); i < ids.Count; i++)
        {
            if (!HexId.IsValid(ids[i]) || CommitGraphLayer.TryOpen(Path.Combine(Path.GetDirectoryName(chain)!, $"graph-{ids[i]}.graph"), ids[..i], below) is not { } layer)
            {
                graph.Dispose();
                return null;
            }
            graph._layers.Add(layer);
            below += layer.Count;
        }

        return graph;
    }

    /// <summary>Whether it has a commit.</summary>
    public bool Contains(string id)
    {
        Span<byte> bytes = stackalloc byte[HexId.ByteLength];
        return HexId.TryParse(id, bytes) && FindLayer(bytes, out _) is not null;
    }

    /// <summary>The place of a commit, or -1.</summary>
    public int FindPlace(ReadOnlySpan<byte> id) => FindLayer(id, out var place) is null ? -1 : place;

    /// <summary>The id of the commit at a place.</summary>
    public ReadOnlySpan<byte> IdAt(int place) => LayerOf(place) is var layer ? layer.IdAt(place - layer.Below) : default;

    /// <summary>The places of the parents of the commit at a place, first parent first, until others are asked for.</summary>
    /// <returns>Whether they are as they must be.</returns>
    public bool TryReadParents(int place, out ReadOnlySpan<uint> parents)
    {
        _parents.Clear();
        var layer = LayerOf(place);
        var isSound = layer.TryRead(place - layer.Below, _parents, out _);
        parents = CollectionsMarshal.AsSpan(_parents);
        return isSound && !parents.ContainsAnyExceptInRange(0u, (uint)Count - 1);
    }

    /// <summary>A commit, or <c>null</c> where it has none such.</summary>
    public CommitNode? Find(string id)
    {
        Span<byte> bytes = stackalloc byte[HexId.ByteLength];
        _parents.Clear();
        if (!HexId.TryParse(id, bytes) || FindLayer(bytes, out var place) is not { } layer || !layer.TryRead(place - layer.Below, _parents, out var seconds))
            return null;

        var parents = new string[_parents.Count];
        for (var i = 0; i < parents.Length; i++)
        {
            if (_parents[i] >= Count)
                return null;
            parents[i] = Convert.ToHexStringLower(IdAt((int)_parents[i]));
        }
        return new CommitNode(parents, seconds);
    }

    public void Dispose() => _layers.ForEach(layer => layer.Dispose());

    private CommitGraphLayer? FindLayer(ReadOnlySpan<byte> id, out int place)
    {
        for (var i = _layers.Count - 1; i >= 0; i--)
        {
            place = _layers[i].Find(id);
            if (place >= 0)
                return _layers[i];
        }

        place = -1;
        return null;
    }

    private CommitGraphLayer LayerOf(int place)
    {
        var i = 0;
        while (place - _layers[i].Below >= _layers[i].Count)
            i++;
        return _layers[i];
    }

    private static List<string>? ReadChain(string file)
    {
        try
        {
            using var stream = File.Exists(file) ? RegularFile.TryOpen(file) : null;
            if (stream is null || stream.Length > (MostLayers + 1) * 65)
                return null;
            using var reader = new StreamReader(stream);
            return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
