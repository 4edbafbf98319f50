using System.Text.Json;
using System.Text.Json.Serialization;
using Plimsoll.Oci.Images;
using Plimsoll.Publishing.Attachments;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Publishing.Receipts;

/// <summary>The record of one publishing: who, what, from which commit, each tag before → after.</summary>
public sealed record ImageReceipt
{
    /// <summary>The version of the shape that this Plimsoll writes and reads.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>The version of this shape; 1.</summary>
    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>What was done: <see cref="ReceiptKind.Publish"/>, the default, or another of <see cref="ReceiptKind"/>.</summary>
    public string Kind { get; init; } = ReceiptKind.Publish;

    /// <summary>The version of Plimsoll that published.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>When publishing began, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When publishing ended, UTC.</summary>
    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>The destination without tag.</summary>
    public required string Destination { get; init; }

    /// <summary>Where the image was promoted from, by digest; <c>null</c> for any other receipt.</summary>
    public string? From { get; init; }

    /// <summary><c>direct</c> or <c>engine</c>.</summary>
    public required string Via { get; init; }

    /// <summary>The digest that the tags name; <c>null</c> where no tag was to be published.</summary>
    public Digest? Digest { get; init; }

    /// <summary>The platform that was published by digest, to be joined into an index; <c>null</c> otherwise.</summary>
    public string? Platform { get; init; }

    /// <summary>The version released, or <c>null</c>.</summary>
    public string? Version { get; init; }

    /// <summary>The environment deployed to, or <c>null</c>.</summary>
    public string? Environment { get; init; }

    /// <summary>The full id of the commit; of an image that came by promotion or rollback, the one that its labels name, zeros where they name none.</summary>
    public required string Commit { get; init; }

    /// <summary>Whether the working tree had changes.</summary>
    public bool Dirty { get; init; }

    /// <summary>The tracked files that were changed, at most ten of them; none where the tree was clean.</summary>
    public IReadOnlyList<string> ChangedFiles { get; init; } = [];

    /// <summary>Where the sources are, or <c>null</c>.</summary>
    public string? Repository { get; init; }

    /// <summary>The CI host, or <c>null</c>.</summary>
    public string? Host { get; init; }

    /// <summary>Who started the run, or <c>null</c>.</summary>
    public string? Actor { get; init; }

    /// <summary>The page of the run, or <c>null</c>.</summary>
    public string? RunUrl { get; init; }

    /// <summary>The policy that allowed it, or <c>null</c> where none was asked.</summary>
    public ReceiptPolicy? Policy { get; init; }

    /// <summary>The hash of the plan that was carried out, or <c>null</c> where there was none on paper.</summary>
    public Digest? PlanHash { get; init; }

    /// <summary>Every tag of the plan.</summary>
    public required IReadOnlyList<ReceiptTag> Tags { get; init; }

    /// <summary>Every blob of the image; none where nothing had to be done.</summary>
    public required IReadOnlyList<ReceiptBlob> Blobs { get; init; }

    /// <summary>
    /// How many manifests there are about the image, of each kind (<c>signature (cosign bundle)</c>, <c>provenance (SLSA v1)</c>): what came
    /// with it, and what was made for it. <c>null</c> where there are none, or nothing was to be sent.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, int>? Referrers { get; init; }

    /// <summary>What was made for the image and attached to it, and what could not be; <c>null</c> where nothing was to be made.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AttachedManifest>? Attached { get; init; }

    /// <summary>The commands that the image passed before it was published; <c>null</c> where none is configured, or nothing was to be written.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ReceiptGate>? Gates { get; init; }

    /// <summary>The signatures of the image by the key that it was published with, made then or before; <c>null</c> where none was asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ImageSignature>? Signatures { get; init; }

    /// <summary>How many attempts were made anew at the registry while planning and publishing; 0 where all went well at once.</summary>
    public int Retries { get; init; }

    /// <summary>The hold that a rollback left on the image that was withdrawn; <c>null</c> where there is none.</summary>
    public Hold? Hold { get; init; }

    /// <summary>The <see cref="Plimsoll.Publishing.Receipts.Hold.Id"/>s of the holds that were released for this; none where there were none.</summary>
    public IReadOnlyList<string> ReleasedHolds { get; init; } = [];

    /// <summary>
    /// The image of this commit that the tags kept, where another run had published one; <c>null</c> where the image of this run
    /// was published.
    /// </summary>
    public KeptImage? Kept { get; init; }

    /// <summary>The receipt as indented JSON with a line break at the end.</summary>
    public string ToJson() => LogText.NeutralizeJson(JsonSerializer.Serialize(this, PublishingJson.Default.ImageReceipt)) + "\n";
}
