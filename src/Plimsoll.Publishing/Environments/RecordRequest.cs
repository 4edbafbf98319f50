using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Environments;

/// <summary>An image that is published, of which somebody wants a receipt although the one that was made is lost.</summary>
public sealed record RecordRequest
{
    /// <summary>The image: in a registry by tag, digest or both; in an OCI layout by tag.</summary>
    public required ImageLocation Image { get; init; }

    /// <summary>The environment that has it, or <c>null</c> for none.</summary>
    public string? Environment { get; init; }

    /// <summary>What the environment had before, which no registry knows; <c>null</c> where nobody does.</summary>
    public Digest? Before { get; init; }

    /// <summary>How the tags of environments are derived. The default is <c>plimsoll.yml</c>.</summary>
    public TagRules? Rules { get; init; }

    /// <summary>The directory where the receipt is written, and that layouts are named from. The default is that of the host.</summary>
    public string? Directory { get; init; }
}
