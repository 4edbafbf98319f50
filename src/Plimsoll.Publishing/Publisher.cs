using System.Runtime.ExceptionServices;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Attachments;
using Plimsoll.Publishing.Builds;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Environments;
using Plimsoll.Publishing.Execution;
using Plimsoll.Publishing.Holds;
using Plimsoll.Publishing.Planning;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;

namespace Plimsoll.Publishing;

/// <summary>
/// Publishes images under the tags of a commit: observes, derives tags, checks policy, plans, writes, reads back, and
/// records. One image is a list of one. Several are all planned before any is sent.
/// </summary>
/// <param name="host">Repository, registries, engine and clock.</param>
public sealed class Publisher(PlimsollHost host)
{
    /// <summary>How often an image may lose its version while it is published; each time there is another publisher of it.</summary>
    private const int MostLosses = 5;

    /// <summary>Plans, for a plan that is looked at or saved. It writes nothing and asks for no right to write.</summary>
    /// <param name="requests">The images.</param>
    /// <param name="options">How they are published together; <c>null</c> for the defaults.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The plan. What policy or a tag forbids is part of it; <see cref="PublishPlan.ThrowIfRefused"/> throws for it.</returns>
    /// <exception cref="PlimsollException">
    /// Repository, names or source cannot be used (2), credentials are not accepted (4), there is something else to do than
    /// was planned (5), the source does not exist (6), or the registry cannot be reached (7).
    /// </exception>
    public async Task<PublishPlan> PlanAsync(IReadOnlyList<PublishRequest> requests, PublishOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        using var batch = await PrepareAsync(requests, options, isReadOnly: true, cancellationToken);
        return options.CompareWith is { } other ? batch.Plan with { Comparisons = await new PlanComparer(host).CompareAsync(batch.Images, other, cancellationToken) } : batch.Plan;
    }

    /// <summary>Plans and carries the plan out. A failure puts moving tags back to what they named.</summary>
    /// <param name="requests">The images.</param>
    /// <param name="options">How they are published together, and how they are recorded; <c>null</c> for the defaults.</param>
    /// <param name="cancellationToken">Stops; tags that have been moved go back.</param>
    /// <exception cref="PlimsollException">
    /// As for <see cref="PlanAsync"/>; further, policy forbids a tag (3), a tag is refused or moved meanwhile (5), or writing
    /// failed (4, 7). It is a <see cref="PublishException"/> where something was published.
    /// </exception>
    public async Task<PublishReport> PublishAsync(IReadOnlyList<PublishRequest> requests, PublishOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        using var batch = await PrepareAsync(requests, options, isReadOnly: false, cancellationToken);
        return await ExecuteAsync(batch, options, cancellationToken);
    }

    /// <summary>Carries a plan out, or nothing where registry, commit, policy or source have changed since it was made.</summary>
    /// <param name="plan">The plan, with its <see cref="PublishPlan.Requests"/>.</param>
    /// <param name="options">As for <see cref="PublishAsync"/>; the partition is the plan's.</param>
    /// <param name="cancellationToken">Stops; tags that have been moved go back.</param>
    /// <exception cref="PlimsollException">As for <see cref="PublishAsync"/>; what has changed since the plan is a conflict (5).</exception>
    public Task<PublishReport> ExecuteAsync(PublishPlan plan, PublishOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.Requests.Count != plan.Images.Count)
            throw new ArgumentException("The plan does not contain its requests.", nameof(plan));

        var requests = plan.Requests.Zip(plan.Images, (request, image) => request with { Plan = image });
        return PublishAsync([.. requests], (options ?? new()) with { Partition = plan.Partition }, cancellationToken);
    }

    /// <summary>Refuses two images of one name: the second would move the first one's tags away. By digest there are none.</summary>
    /// <param name="requests">All images, also those that other jobs publish.</param>
    /// <exception cref="PlimsollException">Two go to one place (exit code 2).</exception>
    internal static void RefuseSameDestination(IReadOnlyList<PublishRequest> requests)
    {
        if (requests.Where(request => !request.ByDigest).GroupBy(request => PublishDestination.Resolve(request).ToString()).FirstOrDefault(group => group.Count() > 1) is { } same)
            throw PlimsollException.Usage($"Several images would be published to {same.Key}: {string.Join(", ", same.Select(request => request.Name ?? request.Image))}.", "Give each image its own name.");
    }

    private async Task<PreparedBatch> PrepareAsync(IReadOnlyList<PublishRequest> requests, PublishOptions options, bool isReadOnly, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(requests);
        RefuseSameDestination(requests);
        var isRun = options.Partition is not null || requests is not [{ Name: null }];
        if (requests.Count == 0)
            Report(DiagnosticLevel.Information, options.Partition is null ? "there are no images to publish" : $"partition {options.Partition} contains no images");

        using var builds = new SharedBuilds();
        var planner = new ImagePlanner(host, new PublishGate(host), builds, isReadOnly);
        var (shared, gates) = (new SharedBlobs(), new GateRunner(host));
        var (images, plans, failed) = (new List<PreparedImage>(), new List<PlannedImage>(), new List<RunFailure>());
        try
        {
            foreach (var request in requests)
                try
                {
                    var image = await planner.PlanAsync(request, cancellationToken);
                    images.Add(image);
                    if (isRun && !isReadOnly)
                        image.Changes.ThrowIfRefused();
                    if (!isReadOnly)
                        images[^1] = image with { Gates = await gates.RunAsync(image, cancellationToken) };
                    plans.Add(isRun ? await shared.AddAsync(image, cancellationToken) : image.Plan);
                }
                catch (PlimsollException exception) when (isRun && options.KeepGoing)
                {
                    failed.Add(RunFailure.FromException(NameOf(request), exception));
                    if (images.Count > plans.Count)
                    {
                        images[^1].Dispose();
                        images.RemoveAt(images.Count - 1);
                    }
                }
                catch (PlimsollException exception) when (isRun)
                {
                    throw Named(request, exception);
                }

            var plan = isRun
                ? PublishPlan.ForRun(new RunPlanDocument
                {
                    Partition = options.Partition,
                    Images = [.. plans.Select(image => new RunPlanEntry(image.Name, image))],
                    Failed = failed,
                }.Hashed())
                : PublishPlan.ForImage(plans[0]);
            plan = plan with
            {
                Requests = [.. images.Select(image => image.Request)],
                Warnings = [.. images.SelectMany(image => image.Tags.Warnings).Distinct()],
            };
            foreach (var warning in plan.Warnings)
                Report(DiagnosticLevel.Warning, warning);
            return new PreparedBatch(images, plan);
        }
        catch
        {
            foreach (var image in images)
                image.Dispose();
            throw;
        }
    }

    private async Task<PublishReport> ExecuteAsync(PreparedBatch batch, PublishOptions options, CancellationToken cancellationToken)
    {
        var plan = batch.Plan;
        var directory = options.Directory ?? (plan.Requests is [var first, ..] ? first.RepositoryPath : host.Directory);
        ReceiptFile.Prepare(directory, options.ReceiptPath, host.SettingName("receipt"));
        foreach (var image in batch.Images)
            Report(DiagnosticLevel.Information, plan.IsRun
                ? $"publish {image.Plan.Name} ({image.Changes.Image}) to {image.Changes.Destination}"
                : $"publish {image.Changes.Image} to {image.Changes.Destination}");

        var recorder = new PublishRecorder(host, options, directory);
        var startedAt = host.Clock.GetUtcNow();
        var failed = plan.Failed.ToList();
        var (published, images) = (new List<PreparedImage>(), new List<PublishedImage>());
        foreach (var image in batch.Images)
            try
            {
                images.Add(await PublishOneAsync(image, cancellationToken));
                published.Add(image);
            }
            catch (PlimsollException exception) when (plan.IsRun && options.KeepGoing)
            {
                failed.Add(RunFailure.FromException(image.Plan.Name, exception));
            }
            catch (Exception exception) when (plan.IsRun)
            {
                var named = exception is PlimsollException known ? Named(image.Request, known) : exception;
                if (images.Count == 0)
                    ExceptionDispatchInfo.Throw(named);

                // What is published stays published, and is recorded.
                failed.Add(RunFailure.FromException(image.Plan.Name, named));
                throw await FailAsync(named);
            }

        if (failed.Count > 0)
            throw await FailAsync(RunFailure.ToException(failed, batch.Images.Count + plan.Failed.Count, "published"));
        var report = await RecordAsync();
        return report.RecordFailure is { } missing ? throw new PublishException(report, missing) : report;

        async Task<PublishException> FailAsync(Exception cause)
        {
            var partial = await RecordAsync();
            return new PublishException(partial.RecordFailure is { } lacking ? recorder.Warn(partial, lacking) : partial, cause);
        }

        async Task<PublishReport> RecordAsync() =>
            await recorder.RecordAsync(CreateRecord(plan, [.. images.Select(image => image.Receipt)], failed, startedAt), published, [.. plan.Warnings, .. images.SelectMany(image => image.Warnings)]) with { Images = images };
    }

    /// <summary>Publishes one image, and makes the record of it.</summary>
    private async Task<PublishedImage> PublishOneAsync(PreparedImage image, CancellationToken cancellationToken)
    {
        var startedAt = host.Clock.GetUtcNow();
        var actor = await host.FindActorAsync(image.Request.RepositoryPath, image.Target.Repository, cancellationToken);
        await HoldChecker.ReleaseAsync(image.Holds, host, cancellationToken);
        (image, var blobs, var done, var attacher) = await WriteAsync(image, startedAt, cancellationToken);
        var (request, context, target) = (image.Request, image.Context, image.Target);
        var retries = host.RetryCounts;
        var receipt = new ImageReceipt
        {
            ToolVersion = host.ToolVersion,
            StartedAt = startedAt,
            FinishedAt = host.Clock.GetUtcNow(),
            Destination = done.Destination,
            Via = target.Name,
            Digest = image.Kept?.Digest ?? done.Changes.FirstOrDefault(change => change.Action != TagAction.Keep)?.After ?? done.Image,
            Platform = request.ByDigest ? await ReadPlatformAsync(target, cancellationToken) : null,
            Version = image.Tags.Version,
            // Nothing is in an environment that no tag brings there.
            Environment = request.ByDigest ? null : context.Environment,
            Commit = context.Repository.Head.Id,
            Dirty = context.Repository.IsDirty,
            ChangedFiles = context.Repository.ChangedFiles,
            Repository = image.Tags.Labels.GetValueOrDefault(ImageLabels.Source),
            Host = context.Host?.Host,
            Actor = actor,
            RunUrl = context.Host?.RunUrl,
            Policy = PolicyRecord.Create(request.Policy, request.Rules.IsProduction),
            Tags = [.. done.Changes.Select(change => new ReceiptTag(change.Tag.Value, change.Tag.Strategy, change.Tag.Mutability, change.Action, change.Before, change.After))],
            Blobs = [.. blobs.Blobs.Select(copy => new ReceiptBlob(copy.Blob.Digest, copy.Blob.Size, copy.Outcome, retries.Since(image.RetriesBefore, copy.Blob.Digest)))],
            PlanHash = request.Plan?.PlanHash ?? image.Plan.PlanHash,
            Referrers = ReferrerCounts.Create(blobs, attacher.Attached.Where(made => made.Digest is not null).Select(made => made.Kind)),
            Attached = attacher.Attached is { Count: > 0 } attached ? attached : null,
            Gates = image.Gates is { Count: > 0 } passed ? passed : null,
            Signatures = attacher.Signatures is { Count: > 0 } signatures ? signatures : null,
            Retries = retries.Total - image.RetriesBefore.Total,
            ReleasedHolds = [.. image.Holds.Select(found => found.Hold.Id)],
            Kept = image.Kept,
        };
        return new PublishedImage(image.Plan.Name, receipt, image.Tags, target is DirectTarget direct ? await SameContent.ReadConfigurationAsync(direct.Source, direct.Manifest, cancellationToken) : target.Image)
        {
            Warnings = attacher.Warnings,
        };
    }

    /// <summary>Carries the plan out. Where another publisher of the same commit is faster, its image is kept.</summary>
    private async Task<(PreparedImage Image, CopyReport Blobs, TagChangePlan Done, ImageAttacher Attacher)> WriteAsync(PreparedImage image, DateTimeOffset startedAt, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var (target, attacher) = (image.Target, new ImageAttacher(host, image, startedAt));
            var transaction = new TagTransaction(image.Target, image.Keep, host.WaitClock, host.Details, new VersionLineReconciler(image.Target, image.Lines, host.Warnings, host.WaitClock))
            {
                Verification = image.Request.Verification,
                HoldsForeignLayers = image.Request.Transfer.IncludeForeignLayers,
                IsGuarded = tag => new EnvironmentGate(host).IsGuarded(tag, image.Context.Environment),
                BeforeTags = (sent, token) => CompleteAsync(image, attacher, sent, token),
            };
            try
            {
                var (blobs, done) = await transaction.RunAsync(image.Changes, host.Progress, cancellationToken);
                return (image, blobs, done, attacher);
            }
            catch (PlimsollException exception) when (attempt < MostLosses && (transaction.LostTo is not null || (image.Kept is not null && exception.Kind == ErrorKind.Conflict)))
            {
                if (await new SameCommitPlanner(host, image.Request, image.Keep).FollowAsync(image, cancellationToken) is not { } followed)
                    throw;

                // What was asked of the image of this run is asked of the other one too.
                host.Details?.Report($"{followed.Target.Image} was published first; comparing the tags again");
                ProductionPolicy.Throw(await new PublishGate(host).JudgeAsync(followed.Request, followed.Context, followed.Tags, followed.Target, cancellationToken));
                var holds = await PublishHoldFinder.FindAsync(followed.Changes, followed.Tags, followed.Context.Environment, followed.Target.Repository, followed.Request.RepositoryPath, cancellationToken);
                if (!followed.Request.ReleaseHold)
                    HoldChecker.Refuse(holds, host.SettingName);
                image = followed with { Holds = holds, Gates = await new GateRunner(host).RunAsync(followed, cancellationToken) };
            }
        }
    }

    /// <summary>Attaches to the image what the run attaches, and asks whether that is what the environment requires: the last moment before a tag names it.</summary>
    private async Task CompleteAsync(PreparedImage image, ImageAttacher attacher, CopyReport sent, CancellationToken cancellationToken)
    {
        if (attacher.HasWork)
            await attacher.AttachAsync(image.Target, sent, cancellationToken);
        ProductionPolicy.Throw(await new PublishGate(host).JudgeAttachedAsync(image.Request, image.Context, image.Tags, image.Target, cancellationToken));
    }

    private static async Task<string?> ReadPlatformAsync(IPublishTarget target, CancellationToken cancellationToken) =>
        target is DirectTarget direct && (await Attestations.FindOnlyImageAsync(direct.Source, direct.Manifest, cancellationToken))?.Parse() is ImageManifest image
            ? (await direct.Source.ReadConfigAsync(image, cancellationToken))?.Platform?.ToString()
            : null;

    private Receipt CreateRecord(PublishPlan plan, List<ImageReceipt> receipts, List<RunFailure> failed, DateTimeOffset startedAt) => !plan.IsRun ? Receipt.ForImage(receipts[0]) : Receipt.ForRun(new RunReceiptDocument
    {
        ToolVersion = host.ToolVersion,
        StartedAt = startedAt,
        FinishedAt = host.Clock.GetUtcNow(),
        Partition = plan.Partition,
        PlanHash = plan.PlanHash,
        Images = receipts,
        Failed = failed,
    });

    private void Report(DiagnosticLevel level, string text) => host.Diagnostics?.Report(new Diagnostic(level, text));

    private static string NameOf(PublishRequest request) => request.Name ?? request.Image;

    private static PlimsollException Named(PublishRequest request, PlimsollException exception) =>
        new(exception.Kind, $"{NameOf(request)}: {exception.Message}", exception.Advice, exception);
}
