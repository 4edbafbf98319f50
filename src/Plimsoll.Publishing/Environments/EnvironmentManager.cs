using Plimsoll.Oci;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Environments.Evidence;
using Plimsoll.Publishing.Execution;
using Plimsoll.Publishing.Holds;
using Plimsoll.Publishing.Planning;
using Plimsoll.Publishing.Receipts;

namespace Plimsoll.Publishing.Environments;

/// <summary>
/// Promotes images from one environment to another, byte for byte, and rolls environments back. Each leaves a receipt, and
/// a rollback leaves a hold on the image that it withdraws.
/// </summary>
/// <param name="host">Registries, clock and CI host.</param>
/// <example>
/// <code>
/// await using var plimsoll = PlimsollHost.CreateDefault();
/// await plimsoll.Environments.PromoteAsync("ghcr.io/acme/app:2.1.0", "production");
/// </code>
/// </example>
public sealed class EnvironmentManager(PlimsollHost host)
{
    /// <summary>How long the hold may take once the caller has given up.</summary>
    private static readonly TimeSpan HoldDeadline = TimeSpan.FromSeconds(60);

    /// <summary>Plans a promotion: resolves the image once and asks policy. It writes nothing.</summary>
    /// <param name="request">What is promoted, and where to.</param>
    /// <param name="access">What the registry is asked for: with the right to push, <see cref="ExecuteAsync"/> needs no further token.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PlimsollException">
    /// The names cannot be used (2); policy, an environment before this one or a hold forbids it (3); credentials are not
    /// accepted (4); the tag does not name the digest given, or a tag that never moves has another image at the destination
    /// (5); there is no such image (6); or a registry cannot be reached (7).
    /// </exception>
    public Task<EnvironmentPlan> PlanAsync(PromotionRequest request, RepositoryAccess access = RepositoryAccess.Pull, CancellationToken cancellationToken = default) =>
        new PromotionPlanner(host).PlanAsync(Complete(request), access, cancellationToken);

    /// <summary>Plans a rollback: finds what the environment has and what it goes back to. It writes nothing.</summary>
    /// <param name="request">What is rolled back.</param>
    /// <param name="access">What the registry is asked for: with the right to push, <see cref="ExecuteAsync"/> needs no further token.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PlimsollException">
    /// The receipt is of another environment or image (2); the image was withdrawn itself or lacks what policy requires (3);
    /// credentials are not accepted (4); the environment has nothing, nothing came before, or the image is gone (6); or the
    /// registry cannot be reached (7).
    /// </exception>
    public Task<EnvironmentPlan> PlanAsync(RollbackRequest request, RepositoryAccess access = RepositoryAccess.Pull, CancellationToken cancellationToken = default) =>
        new RollbackPlanner(host).PlanAsync(Complete(request), access, cancellationToken);

    /// <summary>Promotes an image where it is, by the rules of <c>plimsoll.yml</c>.</summary>
    /// <param name="image">The image: <c>ghcr.io/acme/app:2.1.0</c>, or <c>oci:PATH:TAG</c>.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="cancellationToken">Stops; tags that have been moved go back.</param>
    /// <exception cref="PlimsollException">As for <see cref="PlanAsync(PromotionRequest, RepositoryAccess, CancellationToken)"/> and <see cref="ExecuteAsync"/>.</exception>
    public Task<EnvironmentReport> PromoteAsync(string image, string environment, CancellationToken cancellationToken = default) =>
        PromoteAsync(new PromotionRequest { Source = ImageLocation.Parse(image, host.Directory), Environment = environment }, options: null, cancellationToken);

    /// <summary>Promotes: plans and carries the plan out.</summary>
    /// <exception cref="PlimsollException">As for <see cref="PlanAsync(PromotionRequest, RepositoryAccess, CancellationToken)"/> and <see cref="ExecuteAsync"/>.</exception>
    public async Task<EnvironmentReport> PromoteAsync(PromotionRequest request, EnvironmentOptions? options = null, CancellationToken cancellationToken = default) =>
        await ExecuteAsync(await PlanAsync(request, RepositoryAccess.Push, cancellationToken), options, cancellationToken);

    /// <summary>Rolls back: plans and carries the plan out.</summary>
    /// <exception cref="PlimsollException">As for <see cref="PlanAsync(RollbackRequest, RepositoryAccess, CancellationToken)"/> and <see cref="ExecuteAsync"/>.</exception>
    public async Task<EnvironmentReport> RollbackAsync(RollbackRequest request, EnvironmentOptions? options = null, CancellationToken cancellationToken = default) =>
        await ExecuteAsync(await PlanAsync(request, RepositoryAccess.Push, cancellationToken), options, cancellationToken);

    /// <summary>
    /// Carries a plan out: brings the image to its destination where it is not there, moves the tags, reads them back, writes
    /// the receipt, places the hold of a rollback, and attaches the receipt where that is asked for.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="options">How it is carried out and recorded; <c>null</c> for the defaults.</param>
    /// <param name="cancellationToken">Stops; tags that have been moved go back. Receipt and hold are written all the same once all have moved.</param>
    /// <exception cref="PlimsollException">
    /// The receipt cannot be written there (2), a tag is refused or moved meanwhile (5), or writing failed (4, 7); moved tags
    /// went back. It is an <see cref="EnvironmentException"/> where they stay moved and the record is incomplete.
    /// </exception>
    public async Task<EnvironmentReport> ExecuteAsync(EnvironmentPlan plan, EnvironmentOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        options ??= new();
        ReceiptFile.Prepare(plan.Directory, options.ReceiptPath, host.SettingName("receipt"));
        var receipt = await MoveAsync(plan, options.Verification, cancellationToken);
        var report = await RecordAsync(plan, new EnvironmentReport { Receipt = receipt, Directory = plan.Directory }, options.ReceiptPath);
        return options.Attach ? await AttachAsync(plan, report, cancellationToken) : report;
    }

    private PromotionRequest Complete(PromotionRequest request)
    {
        var environment = Resolve(request.Environment);
        return request with
        {
            Environment = environment,
            Rules = request.Rules ?? host.Configuration.RulesFor(environment),
            Policy = request.Policy ?? host.Configuration.ToImagePolicy(),
            Directory = request.Directory ?? host.Directory,
        };
    }

    private RollbackRequest Complete(RollbackRequest request)
    {
        var environment = Resolve(request.Environment);
        return request with
        {
            Environment = environment,
            Rules = request.Rules ?? host.Configuration.RulesFor(environment),
            Policy = request.Policy ?? host.Configuration.ToImagePolicy(),
            Directory = request.Directory ?? host.Directory,
        };
    }

    private string Resolve(string environment)
    {
        if (host.Configuration.GetSpellingWarning(environment) is { } warning)
            host.Warnings?.Report(warning);
        return host.Configuration.ResolveEnvironment(environment);
    }

    private async Task<ImageReceipt> MoveAsync(EnvironmentPlan plan, PublishVerification verification, CancellationToken cancellationToken)
    {
        var startedAt = host.Clock.GetUtcNow();
        await HoldChecker.ReleaseAsync(plan.Released, host, cancellationToken);
        if (plan.IsElsewhere)
            await CosignTags.CopyAsync(
                plan.Source,
                await ImageCopier.CollectAsync(plan.Source, plan.Manifest, cancellationToken),
                plan.Target.Repository,
                plan.Target.Transfer,
                host.Details,
                cancellationToken);

        // Where the tags name the image already, what refers to it may still be newer than what is there.
        if (plan.IsElsewhere && !plan.HasChanges)
            await plan.Target.SendAsync(host.Progress, cancellationToken);

        var transaction = new TagTransaction(plan.Target, plan.Origin.CommitOrNone, host.Details) { Verification = verification };
        var (copied, done) = await transaction.RunAsync(plan.Changes, host.Progress, cancellationToken);
        return CreateReceipt(plan, done, copied, startedAt);
    }

    /// <summary>Writes the receipt and places the hold. Neither waits for the other: an image that was withdrawn must not lack its hold because a disk is full.</summary>
    private async Task<EnvironmentReport> RecordAsync(EnvironmentPlan plan, EnvironmentReport report, string? receiptPath)
    {
        Exception? receiptFailure = null;
        try
        {
            report = report with { ReceiptPath = await ReceiptFile.WriteAsync(report.Receipt, plan.Directory, receiptPath) };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            receiptFailure = exception;
        }
        finally
        {
            report = await PlaceHoldAsync(plan, report, receiptFailure);
        }

        return receiptFailure is null ? report : throw new EnvironmentException(
            report,
            ErrorKind.Failed,
            $"{Describe(plan)}, but the receipt could not be written: {receiptFailure.Message}",
            report.Hold is null
                ? "The tags have moved, and nothing else records it."
                : $"The tags have moved, and {report.Hold.Digest} is held: its hold is attached to it in {plan.Destination}.",
            receiptFailure);
    }

    /// <summary>
    /// Attaches the hold that a rollback leaves to the image that was withdrawn. It has a minute, and is not cancelled: the
    /// tags have moved, and whoever gives up now wants no image without its hold.
    /// </summary>
    private async Task<EnvironmentReport> PlaceHoldAsync(EnvironmentPlan plan, EnvironmentReport report, Exception? receiptFailure)
    {
        if (plan.Hold is not { } hold)
            return report;

        using var deadline = new CancellationTokenSource(HoldDeadline, host.Clock);
        try
        {
            await HoldReferrer.AttachAsync(plan.Target.Repository, hold, deadline.Token);
            return report with
            {
                Hold = hold,
                HoldNotice = $"{hold.Digest} is held: it does not come to '{plan.Environment}' again until its hold is released ({host.SettingName("release-hold")})",
            };
        }
        catch (Exception exception) when (exception is PlimsollException or OperationCanceledException)
        {
            throw new EnvironmentException(
                report,
                (exception as PlimsollException)?.Kind ?? ErrorKind.Transport,
                $"{Describe(plan)}, but the hold on {hold.Digest} could not be attached to it: {exception.Message}",
                receiptFailure is null
                    ? "Only the receipt records the hold: publishing that image again is refused where the receipt is in .plimsoll/receipts, and nowhere else."
                    : $"The receipt could not be written either ({receiptFailure.Message}): nothing records the hold, and that image can be published again.",
                exception);
        }
    }

    /// <summary>Attaches the record to the image. Where nothing was written and the image has a receipt already, none is added.</summary>
    private static async Task<EnvironmentReport> AttachAsync(EnvironmentPlan plan, EnvironmentReport report, CancellationToken cancellationToken)
    {
        try
        {
            return report with { Attached = await ReceiptReferrer.AttachDoneAsync(plan.Target.Repository, report.Receipt, "The tags have moved, but the receipt", report.ReceiptName!, cancellationToken) };
        }
        catch (PlimsollException exception)
        {
            throw new EnvironmentException(report, exception.Kind, exception.Message, exception.Advice, exception);
        }
    }

    private static string Describe(EnvironmentPlan plan) =>
        plan.Kind == ReceiptKind.Rollback ? $"'{plan.Environment}' is rolled back" : $"{plan.Image} is promoted to '{plan.Environment}'";

    private ImageReceipt CreateReceipt(EnvironmentPlan plan, TagChangePlan done, CopyReport copied, DateTimeOffset startedAt)
    {
        var ciHost = host.Observer.Host;
        var retries = host.RetryCounts;
        return new ImageReceipt
        {
            Kind = plan.Kind,
            ToolVersion = host.ToolVersion,
            StartedAt = startedAt,
            FinishedAt = host.Clock.GetUtcNow(),
            Destination = done.Destination,
            From = plan.From,
            Via = plan.Target.Name,
            Digest = done.Image,
            Version = plan.Version,
            Environment = plan.Environment,
            Commit = plan.Origin.CommitOrNone,
            Repository = plan.Origin.Source,
            Host = ciHost?.Host,
            Actor = ciHost?.Actor,
            RunUrl = ciHost?.RunUrl,
            Policy = plan.Policy,
            Tags = [.. done.Changes.Select(change => new ReceiptTag(change.Tag.Value, change.Tag.Strategy, change.Tag.Mutability, change.Action, change.Before, change.After))],
            Blobs = [.. copied.Blobs.Select(copy => new ReceiptBlob(copy.Blob.Digest, copy.Blob.Size, copy.Outcome, retries.Since(plan.RetriesBefore, copy.Blob.Digest)))],
            Retries = retries.Total - plan.RetriesBefore.Total,
            Hold = plan.Hold,
            ReleasedHolds = [.. plan.Released.Select(found => found.Hold.Id)],
        };
    }
}
