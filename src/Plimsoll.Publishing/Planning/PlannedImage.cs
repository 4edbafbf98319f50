using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Attachments;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Publishing.Planning;

/// <summary>The plan of one image: what publishing would do with each tag and blob, from which commit and under which policy.</summary>
public sealed record PlannedImage
{
    /// <summary>What the image is called among those that are published together; by itself, its name as it was given.</summary>
    [JsonIgnore]
    public string Name { get; init; } = "";

    /// <summary>The version of this shape; 1.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>
    /// The sha256 of the plan: of its compact JSON without this member and without <see cref="CreatedAt"/>,
    /// <see cref="Date"/>, <see cref="ToolVersion"/>, <see cref="Blobs"/>, <see cref="Attachments"/> and who published what is <see cref="Kept"/>, so that the same
    /// plan made again has the same.
    /// </summary>
    public Digest? PlanHash { get; init; }

    /// <summary>The version of Plimsoll that planned.</summary>
    public string? ToolVersion { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The time of the build, which tags with a date are derived from.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>The destination without tag.</summary>
    public required string Destination { get; init; }

    /// <summary><c>direct</c> or <c>engine</c>.</summary>
    public required string Via { get; init; }

    /// <summary>The digest that the tags would name; through the engine the image ID, since the engine makes the manifest.</summary>
    public required Digest Image { get; init; }

    /// <summary>The image to publish.</summary>
    public required PlannedSource Source { get; init; }

    /// <summary>The version released, or <c>null</c>.</summary>
    public string? Version { get; init; }

    /// <summary>The environment deployed to, or <c>null</c>.</summary>
    public string? Environment { get; init; }

    /// <summary>The full id of the commit.</summary>
    public required string Commit { get; init; }

    /// <summary>Whether the working tree has changes.</summary>
    public bool Dirty { get; init; }

    /// <summary>The policy's <see cref="Plimsoll.Publishing.Receipts.PolicyHash"/>.</summary>
    public required Digest PolicyHash { get; init; }

    /// <summary>Every tag.</summary>
    public required IReadOnlyList<PlannedTag> Tags { get; init; }

    /// <summary>What would be done with the image that no tag is to name: <c>create</c> or <c>unchanged</c>; <c>null</c> where tags are.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TagAction? ByDigest { get; init; }

    /// <summary>The image of this commit that is kept in place of the one that was built; <c>null</c> where that one is published.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public KeptImage? Kept { get; init; }

    /// <summary>Every blob of the image, in the order of the manifests; empty through the engine, and where no tag would name the image.</summary>
    public IReadOnlyList<PlannedBlob> Blobs { get; init; } = [];

    /// <summary>The commands that the image must pass before it is published, as they are configured; <c>null</c> for none. A plan runs none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Gates { get; init; }

    /// <summary>What would be made for the image and attached to it, such as <c>provenance (SLSA v1)</c>; <c>null</c> for nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Attachments { get; init; }

    /// <summary>What policy forbids in the plan.</summary>
    public required IReadOnlyList<PlannedFinding> Findings { get; init; }

    /// <summary>What was asked for.</summary>
    public required PlannedRequest Request { get; init; }

    /// <summary>Whether carrying the plan out would change anything.</summary>
    [JsonIgnore]
    public bool HasChanges => ByDigest == TagAction.Create || Tags.Any(tag => tag.Action is TagAction.Create or TagAction.Move) || Blobs.Any(blob => blob.Outcome is BlobOutcome.Sent or BlobOutcome.Mounted) || Attachments?.Any(ReferrerKind.IsSignature) == true;

    /// <summary>Throws where the plan cannot be carried out.</summary>
    /// <exception cref="PlimsollException">Policy forbids it (exit code 3), or an immutable tag holds another image (5).</exception>
    public void ThrowIfRefused()
    {
        if (Findings.Count > 0)
            throw new PlimsollException(ErrorKind.Policy, string.Join('\n', Findings.Select(finding => finding.Message)), Findings[0].Advice);
        if (Tags.FirstOrDefault(tag => tag.Action == TagAction.Refuse) is { } refused)
            throw TagChangePlan.CreateConflict(Destination, refused.Tag, refused.Strategy, refused.Before!, refused.After);
    }

    /// <summary>The plan as indented JSON with a line break at the end.</summary>
    internal string ToJson() => LogText.NeutralizeJson(JsonSerializer.Serialize(this, PublishingJson.Default.PlannedImage)) + "\n";

    /// <summary>Reads a plan.</summary>
    /// <param name="json">The file's text.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <exception cref="PlimsollException">It is not a plan, is one of a later Plimsoll, or was changed by hand (exit code 2).</exception>
    internal static PlannedImage Parse(string json, string name)
    {
        PlannedImage? plan;
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("schemaVersion", out var version)
                && version.ValueKind == JsonValueKind.Number && version.TryGetInt32(out var number) && number != 1)
                throw PlimsollException.Usage($"{name} has schema version {number}; this version of Plimsoll reads 1.", "Plan and publish with the same version of Plimsoll.");

            plan = document.Deserialize(PublishingJson.Default.PlannedImage);
        }
        catch (Exception exception) when (JsonErrorText.IsMalformed(exception))
        {
            throw PlimsollException.Usage($"{name} is not a valid plan: {JsonErrorText.Describe(exception)}.", Advice, exception);
        }

        if (plan is not { PlanHash: { } hash } || !plan.IsWhole)
            throw PlimsollException.Usage($"{name} is not a valid plan: a member is missing.", Advice);
        if (hash != plan.Hash())
            throw PlimsollException.Usage($"{name} was modified after the plan was saved: its content has the hash {plan.Hash()}, not {hash}.", Advice);
        return plan with { Name = plan.Request.Image };
    }

    /// <summary>The same plan with its hash.</summary>
    internal PlannedImage Hashed() => this with { PlanHash = Hash() };

    private const string Advice = "Create one with 'plimsoll plan' (the setting 'save=plan.json').";

    /// <summary>JSON can say <c>null</c> where this type cannot.</summary>
    internal bool IsWhole =>
        (object?)Destination is not null && (object?)Via is not null && (object?)Image is not null && (object?)Commit is not null
        && (object?)PolicyHash is not null && Source is { Name: not null, Digest: not null } && Request is { Image: not null, Entrypoint: not null }
        && (object?)Blobs is not null && Tags?.All(tag => tag is { Tag: not null, Strategy: not null, After: not null }) == true
        && Findings?.All(finding => finding is { Rule: not null, Tag: not null, Message: not null }) == true
        && Kept is null or { Tag: not null, Digest: not null, Built: not null }
        && Blobs.All(blob => blob is { Digest: not null });

    private Digest Hash()
    {
        var content = this with { PlanHash = null, CreatedAt = null, Date = null, ToolVersion = null, Blobs = [], Attachments = null, Kept = Kept?.WithoutPublisher() };
        return Digest.Sha256(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(content, PublishingJson.Compact.PlannedImage)));
    }
}
