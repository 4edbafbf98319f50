using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Policy;
using Plimsoll.Publishing.Attachments;
using Plimsoll.Publishing.Builds;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Gates;
using Plimsoll.Publishing.Planning;
using Plimsoll.Publishing.Sboms;
using Plimsoll.Publishing.Signatures;
using Plimsoll.Publishing.Sources;
using Plimsoll.Tags;

namespace Plimsoll.Publishing;

/// <summary>What somebody wants published, and where.</summary>
public sealed record PublishRequest
{
    /// <summary>What it is called among several that are published together, no two alike; <c>null</c> (default) for one by itself.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// The image to publish, with <see cref="Build"/> the directory that it is built from; <c>null</c> only with
    /// <see cref="Reuse"/>, where it must have been published already.
    /// </summary>
    public required ImageLocation? Source { get; init; }

    /// <summary>How the image is built first, or <c>null</c>; set by <see cref="BuildRecipe.ApplyTo"/>.</summary>
    public BuildRecipe? Build { get; init; }

    /// <summary>
    /// Its name: a reference without tag, with <see cref="Registry"/> or a registry of its own; or an OCI layout
    /// (<c>oci:PATH</c>). A name without any registry goes to a layout under <see cref="LayoutRoot"/>.
    /// </summary>
    public required string Image { get; init; }

    /// <summary>The registry, with a path where the registry has namespaces (<c>ghcr.io/acme</c>), or <c>null</c>.</summary>
    public string? Registry { get; init; }

    /// <summary>A path within the git repository that the tags are derived from.</summary>
    public required string RepositoryPath { get; init; }

    /// <summary>The environment deployed to, or <c>null</c>.</summary>
    public string? Environment { get; init; }

    /// <summary>How tags are derived.</summary>
    public TagRules Rules { get; init; } = new();

    /// <summary>What may be published for production.</summary>
    public ImagePolicy Policy { get; init; } = ImagePolicy.Default;

    /// <summary>The time of the build (ISO 8601); the default is the clock's.</summary>
    public string? Date { get; init; }

    /// <summary>The branch that is built, where neither CI host nor checkout tell it; or <c>null</c>.</summary>
    public string? Branch { get; init; }

    /// <summary>Which way. The default is <see cref="PublishVia.Direct"/>.</summary>
    public PublishVia Via { get; init; } = PublishVia.Direct;

    /// <summary>
    /// The platform to publish of an index, and what an assembled image runs on. The default is the whole index, and
    /// Linux on this machine's architecture.
    /// </summary>
    public Platform? Platform { get; init; }

    /// <summary>
    /// Several platforms, published as one index that lists them; none (default) for what <see cref="Platform"/> says.
    /// In the path of a directory to assemble <c>{os}</c>, <c>{arch}</c> and <c>{variant}</c> stand for the platform's parts.
    /// </summary>
    public IReadOnlyList<Platform> Platforms { get; init; } = [];

    /// <summary>Images to join into one index in place of <see cref="Source"/>; none by default.</summary>
    public IReadOnlyList<IndexPart> Parts { get; init; } = [];

    /// <summary>
    /// Whether the image is only sent, and found by its digest: no tag names it yet, and none is checked. The default is
    /// <c>false</c>.
    /// </summary>
    public bool ByDigest { get; init; }

    /// <summary>The image that the files of a directory are put on, or <c>null</c> for nothing.</summary>
    public ImageLocation? Base { get; init; }

    /// <summary>The command of an assembled image. The default is none.</summary>
    public IReadOnlyList<string> Entrypoint { get; init; } = [];

    /// <summary>How else a container of an assembled image runs; <c>null</c> (default) as that of the base.</summary>
    public ContainerSettings? Settings { get; init; }

    /// <summary>
    /// Whether the image that the commit's Git SHA tag names is published, where there is one and it was made of this very
    /// commit, instead of <see cref="Source"/>. The default is <c>false</c>.
    /// </summary>
    public bool Reuse { get; init; }

    /// <summary>
    /// Whether a version or Git SHA tag that already names an image of this very commit (by its labels) keeps it, and the
    /// moving tags follow it, instead of being a conflict. The default is <c>true</c>.
    /// </summary>
    public bool Keep { get; init; } = true;

    /// <summary>What is read back once everything is written. The default is <see cref="PublishVerification.Tags"/>.</summary>
    public PublishVerification Verification { get; init; } = PublishVerification.Tags;

    /// <summary>The name of the request that this one is a copy of in another registry, or <c>null</c>. Both are of one partition.</summary>
    internal string? CopyOf { get; init; }

    /// <summary>Those of the labels in <see cref="Rules"/> that the user gave for this run, which a plan has to say again.</summary>
    internal IReadOnlyDictionary<string, string> GivenLabels { get; init; } = new Dictionary<string, string>();

    /// <summary>A plan that was made before, and must still be what there is to do; <c>null</c> (default) plans anew.</summary>
    internal PlannedImage? Plan { get; init; }

    /// <summary>What goes with the image on the direct way. The default carries referrers and leaves foreign layers.</summary>
    public CopyOptions Transfer { get; init; } = new();

    /// <summary>
    /// Whether provenance is made for the image. The default is <see cref="ProvenanceMode.None"/>; <see cref="PublishRequestBuilder"/> asks for
    /// it unless option, environment or configuration say otherwise.
    /// </summary>
    public ProvenanceMode Provenance { get; init; }

    /// <summary>The SBOM that is attached to the image; <c>null</c> (default) for none. One that cannot be attached is an error.</summary>
    public SbomSetting? Sbom { get; init; }

    /// <summary>The commands that the image must pass before anything of it is written. The default is none.</summary>
    public IReadOnlyList<ImageGate> Gates { get; init; } = [];

    /// <summary>
    /// How the image is signed, and what is made for it: provenance, SBOM; <c>null</c> (default) for not at all. Where it cannot be signed,
    /// nothing is tagged.
    /// </summary>
    public SignSetting? Sign { get; init; }

    /// <summary>Whether an image that a rollback withdrew may come back, and its hold is released. The default is <c>false</c>.</summary>
    public bool ReleaseHold { get; init; }

    /// <summary>Where layouts go that no registry is named for. The default is <c>artifacts/images</c> in <see cref="RepositoryPath"/>.</summary>
    public string? LayoutRoot { get; init; }

    /// <summary>The image of one platform, published by its digest: what several jobs divide among themselves.</summary>
    internal PublishRequest ForPlatform(Platform platform) => (Build is { } build
        ? this with { Build = build with { Platforms = [platform] } }
        : this with { Platform = platform, Platforms = [] }) with
    {
        Name = $"{Name ?? Image} {platform}",
        ByDigest = true,
    };
}
