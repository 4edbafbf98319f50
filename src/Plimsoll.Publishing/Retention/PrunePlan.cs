using System.Text.Json;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Publishing.Retention;

/// <summary>
/// What would be deleted from one or more repositories, and why everything else stays, made by reading alone. It can be saved as
/// JSON: what is deleted from it is what it says, without anything that is needed by then.
/// </summary>
public sealed record PrunePlan
{
    private const string Advice = "Create one with 'plimsoll prune' (the setting 'save=plan.json').";

    /// <summary>The version of this shape; 1.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>Always <c>prune</c>.</summary>
    public string Kind { get; init; } = ReceiptKind.Prune;

    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The sha256 of the rest without the time; the same plan made at another time has the same.</summary>
    public Digest? PlanHash { get; init; }

    /// <summary>The rules.</summary>
    public required PlannedRules Rules { get; init; }

    /// <summary>The repositories.</summary>
    public required IReadOnlyList<PrunedRepository> Repositories { get; init; }

    /// <summary>Whether anything would be deleted.</summary>
    internal bool HasChanges => Repositories.Any(repository => repository.HasChanges);

    /// <summary>The plan as indented JSON with a line break at the end.</summary>
    public string ToJson() => LogText.NeutralizeJson(JsonSerializer.Serialize(this, PublishingJson.Default.PrunePlan)) + "\n";

    /// <summary>Reads a plan's file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PlimsollException">There is no such file (exit code 6); or it is not such a plan, or was changed by hand (2).</exception>
    public static async Task<PrunePlan> ReadAsync(string path, string name, CancellationToken cancellationToken) => File.Exists(path)
        ? Parse(await File.ReadAllTextAsync(path, cancellationToken), name)
        : throw PlimsollException.NotFound($"Plan {name} does not exist.", Advice);

    /// <summary>Reads a plan.</summary>
    /// <param name="json">The file's text.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <exception cref="PlimsollException">It is not such a plan, is one of a later Plimsoll, or was changed by hand (exit code 2).</exception>
    public static PrunePlan Parse(string json, string name)
    {
        PrunePlan? plan;
        try
        {
            plan = JsonSerializer.Deserialize(json, PublishingJson.Default.PrunePlan);
        }
        catch (Exception exception) when (JsonErrorText.IsMalformed(exception))
        {
            throw PlimsollException.Usage($"{name} is not a valid plan of 'plimsoll prune': {JsonErrorText.Describe(exception)}.", Advice, exception);
        }

        if (plan is not { Kind: ReceiptKind.Prune, PlanHash: { } hash } || plan.Repositories.Contains(null!))
            throw PlimsollException.Usage($"{name} is not a plan of 'plimsoll prune'.", Advice);
        if (plan.SchemaVersion != 1)
            throw PlimsollException.Usage($"{name} has schema version {plan.SchemaVersion}; this version of Plimsoll reads 1.", "Plan and prune with the same version of Plimsoll.");
        var computed = plan.Hash();
        return computed == hash ? plan : throw PlimsollException.Usage($"{name} was modified after the plan was saved: its content has the hash {computed}, not {hash}.", Advice);
    }

    internal PrunePlan Hashed() => this with { PlanHash = Hash() };

    private Digest Hash() => Digest.Sha256(JsonSerializer.SerializeToUtf8Bytes(this with { PlanHash = null, CreatedAt = default }, PublishingJson.Compact.PrunePlan));
}
