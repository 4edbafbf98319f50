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

    /// <summary>The environments whose own tags must name the image where it comes from. The default is <c>requires:</c> of <c>plimsoll.yml</c>.</summary>
    public IReadOnlyList<string>? Requires { get; init; }

    /// <summary>How the tags of environments are derived, and whether this one is of production. The default is <c>plimsoll.yml</c>.</summary>
    public TagRules? Rules { get; init; }

    /// <summary>What may be promoted. The default is <c>policy:</c> of <c>plimsoll.yml</c>.</summary>
    public ImagePolicy? Policy { get; init; }

    /// <summary>The directory whose receipts are looked at, where the receipt is written, and that layouts are named from. The default is that of the host.</summary>
    public string? Directory { get; init; }

    /// <summary>Whether an image that a rollback withdrew may come back, and its hold is released. The default is <c>false</c>.</summary>
    public bool ReleaseHold { get; init; }
}
