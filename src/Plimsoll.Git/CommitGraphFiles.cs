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
            if (IdAt(_parents[i]) is not { } parent)
                return null;
            parents[i] = parent;
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

    private string? IdAt(uint place)
    {
        foreach (var layer in _layers)
            if (place >= layer.Below && place - layer.Below < layer.Count)
                return Convert.ToHexStringLower(layer.IdAt((int)(place - layer.Below)));
        return null;
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
