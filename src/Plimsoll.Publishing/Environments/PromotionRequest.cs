using Plimsoll.Oci.Storage;
using Plimsoll.Policy;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Environments;

/// <summary>What somebody wants promoted, and to which environment.</summary>
public sealed record PromotionRequest
{
    /// <summary>The image: in a registry by tag, digest or both; in an OCI layout by tag.</summary>
    public required ImageLocation Source { get; init; }

    /// <summary>Where the environment's tags are: a repository or an OCI layout, without tag. The default is where the image is.</summary>
    public ImageLocation? Destination { get; init; }

    /// <summary>The environment.</summary>
    public required string Environment { get; init; }

    /// <summary>The environments whose own tags must name the image where it comes from. The default is none.</summary>
    public IReadOnlyList<string> Requires { get; init; } = [];

    /// <summary>How the tags of environments are derived, and whether this one is of production.</summary>
    public TagRules Rules { get; init; } = new();

    /// <summary>What may be promoted.</summary>
    public ImagePolicy Policy { get; init; } = ImagePolicy.Default;

    /// <summary>The directory whose receipts are looked at, and that layouts are named from.</summary>
    public required string Directory { get; init; }

    /// <summary>Whether an image that a rollback withdrew may come back, and its hold is released. The default is <c>false</c>.</summary>
    public bool ReleaseHold { get; init; }
}
