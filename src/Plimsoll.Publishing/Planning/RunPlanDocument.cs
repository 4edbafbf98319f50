using System.Text;
using System.Text.Json;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Publishing.Planning;

/// <summary>The document of a <see cref="PublishPlan"/> for several images: the plan of each, and a hash over all.</summary>
internal sealed record RunPlanDocument
{
    private const string Advice = "Create one with 'plimsoll plan' (the setting 'save=plan.json').";

    /// <summary>The version of this shape; 1.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>Always <see cref="ReceiptKind.Run"/>, which tells it from the plan of one image.</summary>
    public string Kind { get; init; } = ReceiptKind.Run;

    /// <summary>The sha256 of the names and hashes of <see cref="Images"/>, of <see cref="Partition"/> and of what <see cref="Failed"/>.</summary>
    public Digest? PlanHash { get; init; }

    /// <summary>The partition of the images that it is for (<c>2/8</c>), or <c>null</c> for all.</summary>
    public string? Partition { get; init; }

    /// <summary>The plan of each image, in the order of the run.</summary>
    public required IReadOnlyList<RunPlanEntry> Images { get; init; }

    /// <summary>The images that could not be planned; none where all could.</summary>
    public IReadOnlyList<RunFailure> Failed { get; init; } = [];

    /// <summary>The plan as indented JSON with a line break at the end.</summary>
    public string ToJson() => LogText.NeutralizeJson(JsonSerializer.Serialize(this, PublishingJson.Default.RunPlanDocument)) + "\n";

    /// <summary>Reads a plan of several images; <c>null</c> where it is something else, such as the plan of one.</summary>
    /// <param name="json">The file's text.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <exception cref="PlimsollException">It is one of a later Plimsoll, is not whole, or was changed by hand (exit code 2).</exception>
    public static RunPlanDocument? Parse(string json, string name)
    {
        RunPlanDocument? run;
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("kind", out var kind) || kind.ValueKind != JsonValueKind.String || !kind.ValueEquals(ReceiptKind.Run))
                return null;
            if (document.RootElement.TryGetProperty("schemaVersion", out var version) && !(version.ValueKind == JsonValueKind.Number && version.TryGetInt32(out var number) && number == 1))
                throw PlimsollException.Usage($"{name} has another schema version; this version of Plimsoll reads 1.", "Plan and publish with the same version of Plimsoll.");

            run = document.Deserialize(PublishingJson.Default.RunPlanDocument);
        }
        catch (Exception exception) when (JsonErrorText.IsMalformed(exception))
        {
            throw PlimsollException.Usage($"{name} is not a valid plan: {JsonErrorText.Describe(exception)}.", Advice, exception);
        }

        if (run is not { PlanHash: { } hash } || run.Images.Any(image => image is not { Name: not null, Plan.IsWhole: true }) || run.Failed?.Any(failure => failure is not { Image: not null, Message: not null }) == true)
            throw PlimsollException.Usage($"{name} is not a valid plan: a member is missing.", Advice);

        // Each plan is as much believed as a file of its own would be.
        RunPlanDocument read = run with { Images = [.. run.Images.Select(image => image with { Plan = PlannedImage.Parse(image.Plan.ToJson(), name) })], Failed = run.Failed ?? [] };
        return hash == read.Hash()
            ? read
            : throw PlimsollException.Usage($"{name} was modified after the plan was saved: its content has the hash {read.Hash()}, not {hash}.", Advice);
    }

    internal RunPlanDocument Hashed() => this with { PlanHash = Hash() };

    private Digest Hash() =>
        Digest.Sha256(Encoding.UTF8.GetBytes(string.Join(
            '\n',
            [Partition ?? "", .. Images.Select(image => $"{image.Name} {image.Plan.PlanHash}"), .. Failed.Select(failure => $"{failure.Image} failed with {failure.ExitCode}")])));
}
