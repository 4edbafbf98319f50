using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Attachments;
using Plimsoll.Publishing.Builds;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Planning;
using Plimsoll.Tags.Strategies;

namespace Plimsoll.Publishing;

/// <summary>
/// What a front end was asked for by its user: the options of a command line, the parameters and overrides of a build. What
/// is left out comes from the environment, else from <c>plimsoll.yml</c>, else it is the default.
/// </summary>
public sealed record PublishSettings
{
    /// <summary>The directory that is worked in, absolute.</summary>
    public required string Directory { get; init; }

    /// <summary>The image to publish, or <c>null</c>.</summary>
    public ImageLocation? Source { get; init; }

    /// <summary>How the image is built, or <c>null</c>.</summary>
    public BuildRecipe? Build { get; init; }

    /// <summary>The image's name; or the names of several under <c>images:</c>, or several as <c>NAME=SOURCE</c>. None by default.</summary>
    public IReadOnlyList<string> Images { get; init; } = [];

    /// <summary>Images to join into one index: receipts of images that were published by digest, folders of them, digests, or images by digest. None by default.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>The registry, or <c>null</c>.</summary>
    public string? Registry { get; init; }

    /// <summary>The environment that is deployed to, or <c>null</c>.</summary>
    public string? Environment { get; init; }

    /// <summary>The component of <c>plimsoll.yml</c>, or <c>null</c>.</summary>
    public string? Component { get; init; }

    /// <summary>The rules that tags are derived by, or <c>null</c>.</summary>
    public IReadOnlyList<TagStrategy>? Strategies { get; init; }

    /// <summary>The names of the strategies to derive tags by alone; none for all.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Tags by their text, besides those that the rules derive. None by default.</summary>
    public IReadOnlyList<string> RequestedTags { get; init; } = [];

    /// <summary>Labels and annotations of the image, which win over those of the configuration. None by default.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Annotations of the image, which are not labels too. None by default.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>The time of the build (ISO 8601), or <c>null</c>.</summary>
    public string? Date { get; init; }

    /// <summary>The branch that is built, where neither CI host nor checkout tell it; or <c>null</c>.</summary>
    public string? Branch { get; init; }

    /// <summary>Whether a working tree with changes is taken for its commit.</summary>
    public bool AllowDirty { get; init; }

    /// <summary>Whether versions are derived although history and tags may be missing.</summary>
    public bool AllowShallow { get; init; }

    /// <summary>Whether the tags of a branch may go back to an older commit than the one they name.</summary>
    public bool AllowOlder { get; init; }

    /// <summary>Which way images are published, or <c>null</c>.</summary>
    public PublishVia? Via { get; init; }

    /// <summary>The platforms; none for the image as it is.</summary>
    public IReadOnlyList<Platform> Platforms { get; init; } = [];

    /// <summary>The image that files are put on, or <c>null</c>.</summary>
    public ImageLocation? Base { get; init; }

    /// <summary>The command of an image of files; none for the default.</summary>
    public IReadOnlyList<string> Entrypoint { get; init; } = [];

    /// <summary>Whether an image that was published of this commit is taken where there is one.</summary>
    public bool Reuse { get; init; }

    /// <summary>Whether an image that another run published of this very commit is kept, instead of being a conflict. The default is <c>true</c>.</summary>
    public bool Keep { get; init; } = true;

    /// <summary>Whether each platform is sent without any tag.</summary>
    public bool ByDigest { get; init; }

    /// <summary>The partition of the images (<c>K/N</c> or <c>auto</c>), or <c>null</c>.</summary>
    public string? Partition { get; init; }

    /// <summary>Whether the others are published where one of several fails.</summary>
    public bool KeepGoing { get; init; }

    /// <summary>What is read back once everything is written.</summary>
    public PublishVerification Verification { get; init; }

    /// <summary>What goes with the image.</summary>
    public CopyOptions Transfer { get; init; } = new();

    /// <summary>Whether provenance is made for the image, or <c>null</c>.</summary>
    public ProvenanceMode? Provenance { get; init; }

    /// <summary>The SBOM that is attached to the image: a file, <c>auto</c> for one that is made, <c>false</c> for none; or <c>null</c>.</summary>
    public string? Sbom { get; init; }

    /// <summary>
    /// The key that the image is signed with, and what is made for it: a file, <c>env:NAME</c>, <c>command:PROGRAM ARGUMENTS</c>, or the key
    /// itself as PEM; <c>false</c> for none; or <c>null</c>.
    /// </summary>
    public string? SignKey { get; init; }

    /// <summary>Whether the image is signed by the identity of the job, without a key; <c>false</c> for what else is said.</summary>
    public bool SignKeyless { get; init; }

    /// <summary>The public key of <see cref="SignKey"/>: a file, <c>env:NAME</c> or PEM; or <c>null</c>. Only a command needs it.</summary>
    public string? SignPublicKey { get; init; }

    /// <summary>Whether the image is also signed under the tag <c>sha256-DIGEST.sig</c>, or <c>null</c>.</summary>
    public bool? LegacyTags { get; init; }

    /// <summary>Whether an image that a rollback withdrew may come back, and its hold is released.</summary>
    public bool ReleaseHold { get; init; }

    /// <summary>How the front end calls a setting, for messages: <c>allow-dirty</c> is <c>--allow-dirty</c> to a command line. The default quotes it.</summary>
    public Func<string, string> SettingName { get; init; } = static setting => $"'{setting}'";

    /// <summary>A plan that was made before, which counts before environment and configuration; or <c>null</c>.</summary>
    public PublishPlan? Plan { get; init; }
}
