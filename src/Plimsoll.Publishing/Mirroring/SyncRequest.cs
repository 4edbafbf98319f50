using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Configuration;

namespace Plimsoll.Publishing.Mirroring;

/// <summary>What is mirrored, and how.</summary>
public sealed record SyncRequest
{
    /// <summary>The repositories.</summary>
    public required IReadOnlyList<SyncRepository> Repositories { get; init; }

    /// <summary>Whether nothing is written. The default is <c>false</c>.</summary>
    public bool IsPlan { get; init; }

    /// <summary>Whether tags of the destinations that the rules do not select are deleted. The default is <c>false</c>.</summary>
    public bool Prune { get; init; }

    /// <summary>
    /// Whether a source without tags, or rules that select none, are accepted; with <see cref="Prune"/> they empty the destination. The
    /// default is <c>false</c>: such a source is an error, and nothing is deleted because of it.
    /// </summary>
    public bool AllowEmpty { get; init; }

    /// <summary>What goes with each image.</summary>
    public CopyOptions Transfer { get; init; } = new();
}
