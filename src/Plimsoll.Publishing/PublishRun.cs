using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Execution;
using Plimsoll.Publishing.Planning;
using Plimsoll.Publishing.Receipts;

namespace Plimsoll.Publishing;

/// <summary>
/// Publishes several images as one: all are planned before any is sent, and what one of them brings to a registry the
/// next ones take over from there.
/// </summary>
/// <param name="pipeline">How each is published.</param>
/// <param name="services">What <paramref name="pipeline"/> was made of.</param>
/// <param name="keepsGoing">Whether the others are published where one cannot be.</param>
public sealed class PublishRun(PublishPipeline pipeline, PlimsollHost services, bool keepsGoing)
{
    /// <summary>The receipts of what <see cref="PublishAsync"/> has published so far, also where it failed.</summary>
    public IReadOnlyList<Receipt> Published => _published;

    private readonly List<Receipt> _published = [];
    private string? _current;

    /// <summary>Plans every image.</summary>
    /// <param name="images">The images.</param>
    /// <param name="partition">The share that they are, for the record; or <c>null</c>.</param>
    /// <param name="isDry">Whether the plan is only looked at, as <see cref="PublishPipeline.PlanAsync"/> plans.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PlimsollException">An image cannot be planned and the others are not to go on, or two go to one place (exit code 2).</exception>
    public async Task<PreparedRun> PrepareAsync(IReadOnlyList<NamedRequest> images, string? partition, bool isDry, CancellationToken cancellationToken)
    {
        RefuseSamePlace(images);
        var prepared = new List<PreparedImage>();
        var failed = new List<RunFailure>();
        try
        {
            foreach (var (name, request) in images)
                try
                {
                    var image = isDry ? await pipeline.PlanAsync(request, cancellationToken) : await pipeline.PrepareAsync(request, cancellationToken);
                    prepared.Add(new PreparedImage(name, image));
                    if (!isDry)
                        image.Plan.ThrowIfRefused();
                }
                catch (PlimsollException exception) when (keepsGoing)
                {
                    failed.Add(RunFailure.FromException(name, exception));
                    if (prepared is [.., { } last] && last.Name == name)
                    {
                        last.Prepared.Dispose();
                        prepared.RemoveAt(prepared.Count - 1);
                    }
                }
                catch (PlimsollException exception)
                {
                    throw new PlimsollException(exception.Kind, $"{name}: {exception.Message}", exception.Advice, exception);
                }

            return new PreparedRun(prepared, new RunPlanDocument { Partition = partition, Images = await SharedAsync(prepared, cancellationToken), Failed = failed }.Hashed());
        }
        catch
        {
            foreach (var image in prepared)
                image.Prepared.Dispose();
            throw;
        }
    }

    /// <summary>Carries the plan out, image by image.</summary>
    /// <returns>The record. Where images failed that the run went on without, it says so.</returns>
    /// <exception cref="PlimsollException">An image failed and the others are not to go on; what was published before stays, and is <see cref="Published"/>.</exception>
    public async Task<RunReceipt> PublishAsync(PreparedRun run, IProgress<BlobCopy>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        var startedAt = services.Clock.GetUtcNow();
        var failed = run.Saved.Failed.ToList();
        foreach (var (name, image) in run.Images)
            try
            {
                _current = name;
                _published.Add(await pipeline.PublishAsync(image, progress, cancellationToken));
            }
            catch (PlimsollException exception) when (keepsGoing)
            {
                failed.Add(RunFailure.FromException(name, exception));
            }
            catch (PlimsollException exception)
            {
                throw new PlimsollException(exception.Kind, $"{name}: {exception.Message}", exception.Advice, exception);
            }

        return Record(run, startedAt, failed);
    }

    /// <summary>The record of a run that ended early.</summary>
    /// <param name="run">The run.</param>
    /// <param name="failure">Why it ended.</param>
    public RunReceipt RecordOf(PreparedRun run, Exception failure)
    {
        ArgumentNullException.ThrowIfNull(run);
        return Record(run, _published.Count > 0 ? _published[0].StartedAt : services.Clock.GetUtcNow(), [.. run.Saved.Failed, RunFailure.FromException(_current ?? "", failure)]);
    }

    private RunReceipt Record(PreparedRun run, DateTimeOffset startedAt, IReadOnlyList<RunFailure> failed) => new()
    {
        ToolVersion = services.ToolVersion,
        StartedAt = startedAt,
        FinishedAt = services.Clock.GetUtcNow(),
        Partition = run.Saved.Partition,
        PlanHash = run.Saved.PlanHash,
        Images = [.. _published],
        Failed = failed,
    };

    /// <summary>
    /// Tells each image which repositories of its registry hold some of its blobs, those that hold most of them first,
    /// once the images before it are published.
    /// </summary>
    private static async Task<IReadOnlyList<RunPlanEntry>> SharedAsync(IReadOnlyList<PreparedImage> images, CancellationToken cancellationToken)
    {
        var planned = new List<RunPlanEntry>();
        var before = new List<(ImageReference Place, HashSet<Digest> Blobs)>();
        foreach (var (name, prepared) in images)
        {
            var plan = prepared.Saved;
            if (prepared.Target is DirectTarget route && route.Repository is INamedRepository { Name: var here })
            {
                var blobs = ForeignLayers.GetBlobs(await ImageCopier.CollectAsync(route.Source, route.Manifest, cancellationToken));
                var there = before.Where(other => other.Place.Registry == here.Registry && other.Place.Repository != here.Repository).ToList();
                route.MountFrom =
                [
                    .. there
                        .Select(other => (other.Place.Repository, Bytes: blobs.Where(blob => other.Blobs.Contains(blob.Digest)).Sum(blob => blob.Size)))
                        .Where(other => other.Bytes > 0)
                        .OrderByDescending(other => other.Bytes)
                        .Select(other => other.Repository)
                        .Distinct(),
                ];
                plan = plan with { Blobs = [.. plan.Blobs.Select(blob => Share(blob, here, before))] };
                before.Add((here, [.. blobs.Where(blob => !blob.IsForeign).Select(blob => blob.Digest)]));
            }

            planned.Add(new RunPlanEntry(name, plan));
        }

        return planned;
    }

    /// <summary>What is not there yet comes with the images before.</summary>
    private static PlannedBlob Share(PlannedBlob blob, ImageReference here, List<(ImageReference Place, HashSet<Digest> Blobs)> before)
    {
        if (blob.Outcome != BlobOutcome.Sent)
            return blob;

        var holders = before.Where(other => other.Place.Registry == here.Registry && other.Blobs.Contains(blob.Digest)).Select(other => other.Place.Repository).ToList();
        return holders.Contains(here.Repository) ? blob with { Outcome = BlobOutcome.Present }
            : holders.Count > 0 ? blob with { Outcome = BlobOutcome.Mounted, From = holders[0] }
            : blob;
    }

    /// <summary>Refuses two images of one name: the second would move the first one's tags away. By digest there are none.</summary>
    /// <param name="images">All images, also those that other jobs publish.</param>
    /// <exception cref="PlimsollException">Two go to one place (exit code 2).</exception>
    public static void RefuseSamePlace(IReadOnlyList<NamedRequest> images)
    {
        if (images.Where(image => !image.Request.ByDigest).GroupBy(image => PublishDestination.Resolve(image.Request).ToString()).FirstOrDefault(group => group.Count() > 1) is { } same)
            throw PlimsollException.Usage($"Several images go to {same.Key}: {string.Join(", ", same.Select(image => image.Name))}.", "Give each a name of its own.");
    }
}
