using System.Text.Json.Serialization;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Attachments;
using Plimsoll.Publishing.Signatures;

namespace Plimsoll.Publishing.Planning;

/// <summary>What was asked for, so that a plan can be carried out without asking again.</summary>
public sealed record PlannedRequest
{
    /// <summary>The image to publish as it was named, or <c>null</c>.</summary>
    public string? Source { get; init; }

    /// <summary>Whether <see cref="Source"/> is the directory that the image is built from, by the configuration's <c>build:</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsBuilt { get; init; }

    /// <summary>The image's name.</summary>
    public required string Image { get; init; }

    /// <summary>The registry, or <c>null</c>.</summary>
    public string? Registry { get; init; }

    /// <summary>The strategies that were asked for by name, or <c>null</c>.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>What stands before the version in a release's git tag, such as a component's; <c>null</c> for an optional <c>v</c>.</summary>
    public string? TagPrefix { get; init; }

    /// <summary>The branch that was named as the one that is built, or <c>null</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Branch { get; init; }

    /// <summary>The platform of an index, or of what is assembled; or <c>null</c>.</summary>
    public string? Platform { get; init; }

    /// <summary>The platforms of an index that is made, or <c>null</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Platforms { get; init; }

    /// <summary>The images that are joined into an index, or <c>null</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Parts { get; init; }

    /// <summary>Whether the image is sent without any tag.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ByDigest { get; init; }

    /// <summary>The base image of what is assembled, or <c>null</c>.</summary>
    public string? Base { get; init; }

    /// <summary>The entrypoint of what is assembled.</summary>
    public IReadOnlyList<string> Entrypoint { get; init; } = [];

    /// <summary>How else a container of what is assembled runs, or <c>null</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ContainerSettings? Settings { get; init; }

    /// <summary>The tags that were asked for by their text, or <c>null</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? RequestedTags { get; init; }

    /// <summary>The labels that were asked for besides those of the configuration, or <c>null</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>The annotations that were asked for, or <c>null</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>Whether an image that was published of this commit is taken.</summary>
    public bool Reuse { get; init; }

    /// <summary><c>false</c> where an image that another run published of this commit is a conflict; <c>null</c> where it is kept.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Keep { get; init; }

    /// <summary>Whether a working tree with changes is taken for its commit.</summary>
    public bool AllowDirty { get; init; }

    /// <summary>Whether versions may be derived although history is missing.</summary>
    public bool AllowShallow { get; init; }

    /// <summary>Whether the tags of a branch may go back to an older commit.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool AllowOlder { get; init; }

    /// <summary>Whether what refers to the image goes along.</summary>
    public bool Referrers { get; init; }

    /// <summary>Whether foreign layers are copied.</summary>
    public bool ForeignLayers { get; init; }

    /// <summary>How layers are written that their source holds uncompressed: <c>zstd</c> or <c>none</c>; <c>null</c> for gzip.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Compression { get; init; }

    /// <summary>Whether provenance is made: <c>false</c> or <c>required</c>; <c>null</c> where it is, as far as the registry takes it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Provenance { get; init; }

    /// <summary>The SBOM that is attached: a file as it was named, or <c>auto</c>; <c>null</c> for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Sbom { get; init; }

    /// <summary>How the image is signed; <c>null</c> where it is not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PlannedSigning? Sign { get; init; }

    /// <param name="request">What was asked for.</param>
    /// <param name="signedBy">The fingerprint of the key that signs, or <c>null</c>.</param>
    internal static PlannedRequest FromRequest(PublishRequest request, string? signedBy)
    {
        // What a build has to know is in its recipe.
        IReadOnlyList<Platform> platforms = request.Build?.Platforms ?? (request.Platform is { } one ? [one] : request.Platforms);
        return new PlannedRequest
        {
            Source = request.Source?.NameFrom(request.RepositoryPath),
            IsBuilt = request.Build is not null,
            Image = request.Image,
            Registry = request.Registry,
            Tags = request.Rules.Only,
            TagPrefix = request.Rules.TagPrefix,
            Branch = request.Branch,
            Platform = platforms is [var only] ? only.ToString() : null,
            Platforms = platforms.Count > 1 ? [.. platforms.Select(platform => platform.ToString())] : null,
            Parts = request.Parts.Count > 0 ? [.. request.Parts.Select(part => part.Location.NameFrom(request.RepositoryPath))] : null,
            ByDigest = request.ByDigest,
            Base = request.Base?.NameFrom(request.RepositoryPath) ?? request.Build?.FindBase(request.RepositoryPath)?.NameFrom(request.RepositoryPath),
            Entrypoint = request.Entrypoint,
            Settings = request.Settings,
            RequestedTags = request.Rules.Requested.Count > 0 ? request.Rules.Requested : null,
            Labels = request.GivenLabels.Count > 0 ? request.GivenLabels : null,
            Annotations = request.Rules.Annotations.Count > 0 ? request.Rules.Annotations : null,
            Reuse = request.Reuse,
            Keep = request.Keep ? null : false,
            AllowDirty = request.Rules.AllowDirty,
            AllowShallow = request.Rules.AllowShallow,
            AllowOlder = request.Rules.AllowOlder,
            Referrers = request.Transfer.Referrers,
            Sbom = request.Sbom is not { } sbom ? null : sbom.File is { } file ? Path.GetRelativePath(request.RepositoryPath, file).Replace('\\', '/') : "auto",
            Provenance = request.Provenance == ProvenanceMode.Attached ? null : ProvenanceSetting.Format(request.Provenance),
            Sign = request.Sign is { } sign && signedBy is not null ? new PlannedSigning(signedBy) { LegacyTags = sign.LegacyTags, Signer = sign.Signer == SigningProgram.Cosign ? "cosign" : null } : null,
            ForeignLayers = request.Transfer.IncludeForeignLayers,
            Compression = request.Transfer.Compression is { } compression and not LayerCompression.Gzip ? compression.ToString().ToLowerInvariant() : null,
        };
    }
}
