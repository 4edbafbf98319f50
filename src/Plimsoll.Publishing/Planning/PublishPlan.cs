using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Publishing.Comparison;
using Plimsoll.Publishing.Receipts;

namespace Plimsoll.Publishing.Planning;

/// <summary>
/// What publishing would do with each tag and blob of one or more images, made by reading the registry and writing
/// nothing. It can be saved as JSON: publishing from it does what it says, or nothing where something has changed since.
/// </summary>
public sealed record PublishPlan
{
    /// <summary>The document that several images make; <c>null</c> for one image by itself, whose plan is the document.</summary>
    private readonly RunPlanDocument? _run;

    private PublishPlan(IReadOnlyList<PlannedImage> images, RunPlanDocument? run)
    {
        Images = images;
        _run = run;
    }

    /// <summary>The plan of each image, in the order that they are published in.</summary>
    public IReadOnlyList<PlannedImage> Images { get; }

    /// <summary>The images that could not be planned, where planning went on without them; none by default.</summary>
    public IReadOnlyList<RunFailure> Failed => _run?.Failed ?? [];

    /// <summary>The partition of the images that it is for (<c>2/8</c>), or <c>null</c> for all.</summary>
    public string? Partition => _run?.Partition;

    /// <summary>Whether it is for images that are published together under names (<c>"kind": "run"</c>), and not for one image by itself.</summary>
    public bool IsRun => _run is not null;

    /// <summary>The sha256 of what the plan does; the same plan made at another time has the same.</summary>
    public Digest PlanHash => (_run is null ? Images[0].PlanHash : _run.PlanHash)!;

    /// <summary>Whether carrying the plan out would change anything.</summary>
    public bool HasChanges => Images.Any(image => image.HasChanges);

    /// <summary>What the user should look into, a line each. It is not saved.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What its images change against those that they were to be compared with. It is not saved.</summary>
    internal IReadOnlyList<ImageComparison> Comparisons { get; init; } = [];

    /// <summary>
    /// What is published. It is not saved: for a plan that was read, <see cref="PublishRequestBuilder.ForPlan"/> makes it of the plan
    /// and the configuration.
    /// </summary>
    public IReadOnlyList<PublishRequest> Requests { get; init; } = [];

    /// <summary>The plan as indented JSON with a line break at the end.</summary>
    public string ToJson() => _run?.ToJson() ?? Images[0].ToJson();

    /// <summary>Reads a plan.</summary>
    /// <param name="json">The file's text.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <exception cref="PlimsollException">It is not a plan, is one of a later Plimsoll, or was changed by hand (exit code 2).</exception>
    public static PublishPlan Parse(string json, string name) =>
        RunPlanDocument.Parse(json, name) is { } run ? ForRun(run) : ForImage(PlannedImage.Parse(json, name));

    /// <summary>Reads a plan's file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PlimsollException">There is no such file (exit code 6), or as for <see cref="Parse"/> (2).</exception>
    public static async Task<PublishPlan> ReadAsync(string path, string name, CancellationToken cancellationToken) => File.Exists(path)
        ? Parse(await File.ReadAllTextAsync(path, cancellationToken), name)
        : throw PlimsollException.NotFound($"Plan {name} does not exist.", "Create one with 'plimsoll plan' (the setting 'save=plan.json').");

    /// <summary>Throws where the plan cannot be carried out.</summary>
    /// <exception cref="PlimsollException">An image could not be planned (its own kind), policy forbids a tag (exit code 3), or an immutable tag holds another image (5).</exception>
    public void ThrowIfRefused()
    {
        RunFailure.ThrowIfAny(Failed, Images.Count + Failed.Count, "planned");
        foreach (var image in Images)
            image.ThrowIfRefused();
    }

    internal static PublishPlan ForImage(PlannedImage image) => new([image], run: null);

    internal static PublishPlan ForRun(RunPlanDocument run) => new([.. run.Images.Select(entry => entry.Plan with { Name = entry.Name })], run);
}
