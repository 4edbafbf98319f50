using Plimsoll.Oci;
using Plimsoll.Publishing.Holds;
using Plimsoll.Publishing.HostRecords;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Environments;

/// <summary>
/// Records a promotion or a rollback that is done: the receipt in a file, the holds of a rollback, and the receipt of each
/// image beside it where that is asked for. None waits for another: an image that was withdrawn must not lack its hold
/// because a disk is full. Nothing is cancelled, since the tags have moved.
/// </summary>
/// <param name="host">The clock, the configuration, and whom to warn.</param>
/// <param name="plan">What was carried out.</param>
/// <param name="options">Where the file is written, and when receipts are attached.</param>
internal sealed class EnvironmentRecorder(PlimsollHost host, EnvironmentPlan plan, EnvironmentOptions options)
{
    private readonly ReceiptAttacher _attacher = new(options.Attach ?? host.Configuration.AttachReceipts, host.Clock);

    /// <summary>Records.</summary>
    /// <exception cref="EnvironmentException">The record is incomplete; it says what is recorded where, and how the rest still is.</exception>
    public async Task<EnvironmentReport> RecordAsync(IReadOnlyList<ImageReceipt> receipts)
    {
        var (report, fileFailure) = await WriteAsync(CreateRecord(receipts, failed: []));
        var unheld = new List<(Hold Hold, Exception Failure)>();
        foreach (var image in plan.Images)
            if (image.Hold is { } hold)
                try
                {
                    report = await PlaceHoldAsync(image, hold, report);
                }
                catch (Exception exception) when (exception is PlimsollException or OperationCanceledException)
                {
                    unheld.Add((hold, exception));
                }

        (report, var outcomes) = await AttachAsync(report);
        if (unheld is [var first, ..])
            throw LacksHold(report, first.Hold, first.Failure, fileFailure, outcomes);
        if (fileFailure is not null)
            throw Incomplete(report, ReceiptErrors.OfFile(Describe(), fileFailure, outcomes, report.Holds.Count == 0
                ? "The tags have moved."
                : $"The tags have moved, and {string.Join("; ", report.Holds.Select(hold => $"{hold.Digest} is on hold: the hold is attached to it in {hold.Destination}"))}."));

        var missing = FindMissing(report, outcomes);
        if (_attacher.IsRequired && missing.Count > 0)
            throw Incomplete(report, missing[0]);
        Warn(missing);
        await new GitHubRecords(host).SendAsync(report.Receipts);
        return report;
    }

    /// <summary>Records the images that keep their new tags although another one failed.</summary>
    /// <param name="left">Their receipts, with the tags that stay.</param>
    /// <param name="failed">The image that failed.</param>
    /// <param name="cause">Why.</param>
    public async Task<EnvironmentException> RecordFailureAsync(IReadOnlyList<ImageReceipt> left, EnvironmentImagePlan failed, Exception cause)
    {
        var (report, fileFailure) = await WriteAsync(CreateRecord(left, [RunFailure.FromException(failed.Destination, cause)]));
        (report, var outcomes) = await AttachAsync(report);
        if (fileFailure is null)
            Warn(FindMissing(report, outcomes));
        var stays = left.SelectMany(receipt => receipt.Tags.Where(tag => tag.Mutability == Mutability.Moving).Select(tag => $"{receipt.Destination}:{tag.Tag} (was {tag.Before?.ToString() ?? "absent"}, now {tag.After})"));
        return new EnvironmentException(
            report,
            (cause as PlimsollException)?.Kind ?? (cause is OperationCanceledException ? ErrorKind.Cancelled : ErrorKind.Failed),
            $"{failed.Destination}: {cause.Message}\nThese tags of other images could not be restored: {string.Join(", ", stays)}.",
            fileFailure is null
                ? "Fix the cause of the failure and try again; the receipt records the tags that were not restored."
                : $"Fix the cause of the failure and try again. No receipt could be written: {fileFailure.Message}\n{ReceiptErrors.OfFile(Describe(), fileFailure, outcomes).Advice}",
            cause);
    }

    private Receipt CreateRecord(IReadOnlyList<ImageReceipt> receipts, IReadOnlyList<RunFailure> failed) =>
        plan.Images.Count == 1 ? Receipt.ForImage(receipts[0]) : Receipt.ForRun(new RunReceiptDocument
        {
            ToolVersion = host.ToolVersion,
            StartedAt = receipts[0].StartedAt,
            FinishedAt = host.Clock.GetUtcNow(),
            Images = receipts,
            Failed = failed,
        });

    private async Task<(EnvironmentReport Report, Exception? Failure)> WriteAsync(Receipt record)
    {
        var report = new EnvironmentReport { Record = record, Directory = plan.Directory };
        try
        {
            return (report with { ReceiptPath = await ReceiptFile.WriteAsync(record, plan.Directory, options.ReceiptPath) }, null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (report, exception);
        }
    }

    private async Task<(EnvironmentReport Report, IReadOnlyList<(ImageReceipt Receipt, AttachOutcome Attached)> Outcomes)> AttachAsync(EnvironmentReport report)
    {
        var outcomes = new List<(ImageReceipt Receipt, AttachOutcome Attached)>();
        foreach (var receipt in report.Receipts)
            outcomes.Add((receipt, await _attacher.AttachAsync(plan.Images.First(image => image.Destination == receipt.Destination).Target.Repository, receipt)));
        return (report with { Attached = [.. outcomes.Select(one => one.Attached.Line).OfType<string>()] }, outcomes);
    }

    private async Task<EnvironmentReport> PlaceHoldAsync(EnvironmentImagePlan image, Hold hold, EnvironmentReport report)
    {
        using var deadline = new CancellationTokenSource(OwnTime.Limit, host.Clock);
        await HoldReferrer.AttachAsync(image.Target.Repository, hold, deadline.Token);
        return report with
        {
            Holds = [.. report.Holds, hold],
            HoldNotices = [.. report.HoldNotices, $"{hold.Digest} is on hold: it cannot be deployed to environment '{image.Environment}' again until the hold is released ({host.SettingName("release-hold")})"],
        };
    }

    private EnvironmentException LacksHold(
        EnvironmentReport report, Hold hold, Exception failure, Exception? fileFailure, IReadOnlyList<(ImageReceipt Receipt, AttachOutcome Attached)> outcomes)
    {
        var (receipt, attached) = outcomes.First(one => one.Receipt.Hold == hold);
        return new EnvironmentException(
            report,
            (failure as PlimsollException)?.Kind ?? ErrorKind.Transport,
            $"{Describe()}, but the hold on {hold.Digest} could not be attached to it: {OwnTime.Explain(failure)}",
            (fileFailure, attached.IsAttached) switch
            {
                (null, _) => $"Only the receipt records the hold: publishing that image again is refused only where .plimsoll/receipts contains the receipt. Attach both later with: plimsoll receipt attach {report.ReceiptName}",
                (_, true) => $"The receipt could not be written either ({fileFailure.Message}); it is attached to {receipt.Destination}@{receipt.Digest}. Save it as JSON with 'plimsoll receipt show', then attach the hold with 'plimsoll receipt attach FILE'.",
                _ => $"The receipt could not be written either ({fileFailure.Message}): the hold is not recorded anywhere, and that image can be published again. Record the rollback with: {ReceiptErrors.LineFor(receipt)}",
            },
            failure);
    }

    private List<PlimsollException> FindMissing(EnvironmentReport report, IReadOnlyList<(ImageReceipt Receipt, AttachOutcome Attached)> outcomes) =>
        [.. outcomes
            .Where(one => one.Attached.Failure is not null)
            .Select(one => ReceiptErrors.OfAttaching($"The tags have moved, but the receipt{(plan.Images.Count == 1 ? "" : $" of {one.Receipt.Destination}")}", one.Attached.Failure!, report.ReceiptName!))];

    private void Warn(IEnumerable<PlimsollException> missing)
    {
        foreach (var one in missing)
            host.Warnings?.Report(ReceiptErrors.FormatLine(one, host.SettingName));
    }

    private static EnvironmentException Incomplete(EnvironmentReport report, PlimsollException missing) => new(report, missing.Kind, missing.Message, missing.Advice, missing);

    private string Describe() =>
        plan.Kind == ReceiptKind.Rollback ? $"Environment '{plan.Environment}' was rolled back"
        : plan.Images is [var only] ? $"{only.Image} was promoted to environment '{plan.Environment}'"
        : $"{plan.Images.Count} images were promoted to environment '{plan.Environment}'";
}
