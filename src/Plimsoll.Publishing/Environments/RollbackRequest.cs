using Plimsoll.Oci.Storage;
using Plimsoll.Policy;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Environments;

/// <summary>What somebody wants rolled back.</summary>
public sealed record RollbackRequest
{
    /// <summary>Where the environment's tags are: a repository or an OCI layout, without tag.</summary>
    public required ImageLocation Destination { get; init; }

    /// <summary>The environment.</summary>
    public required string Environment { get; init; }

    /// <summary>What it goes back to.</summary>
    public required RollbackTarget Target { get; init; }

    /// <summary>
    /// Whether <c>latest</c> and the version lines (<c>2</c>, <c>2.1</c>) go back too, where they name what is withdrawn.
    /// The default is <c>false</c>.
    /// </summary>
    public bool Floating { get; init; }

    /// <summary>Why, for the hold; the default is <c>null</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>How tags are derived, and whether the environment is one of production.</summary>
    public TagRules Rules { get; init; } = new();

    /// <summary>The policy, whose patterns tell tags that move.</summary>
    public ImagePolicy Policy { get; init; } = ImagePolicy.Default;

    /// <summary>The directory whose receipts are looked at, and that layouts are named from.</summary>
    public required string Directory { get; init; }

    /// <summary>Whether an image that a rollback withdrew may come back, and its hold is released. The default is <c>false</c>.</summary>
    public bool ReleaseHold { get; init; }
}
