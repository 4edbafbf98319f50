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

    /// <summary>How tags are derived, and whether the environment is one of production. The default is <c>plimsoll.yml</c>.</summary>
    public TagRules? Rules { get; init; }

    /// <summary>The policy, whose patterns say which tags move. The default is <c>policy:</c> of <c>plimsoll.yml</c>.</summary>
    public ImagePolicy? Policy { get; init; }

    /// <summary>The directory whose receipts are looked at, where the receipt is written, and that layouts are named from. The default is that of the host.</summary>
    public string? Directory { get; init; }

    /// <summary>Whether an image that a rollback withdrew may come back, and its hold is released. The default is <c>false</c>.</summary>
    public bool ReleaseHold { get; init; }
}
