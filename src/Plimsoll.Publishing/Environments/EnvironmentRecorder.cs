using Plimsoll.Oci;
using Plimsoll.Publishing.Holds;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Environments;

/// <summary>Records what a promotion or a rollback did: its receipt, and the holds on what a rollback withdrew.</summary>
internal sealed class EnvironmentRecorder(PlimsollHost host, EnvironmentPlan plan, string? receiptPath)
{
    /// <summary>How long a hold may take once the caller has given up.</summary>
    private static readonly TimeSpan HoldDeadline = TimeSpan.FromSeconds(60);

    /// <summary>Writes the receipt and places the holds. Neither waits for the other: an image that was withdrawn must not lack its hold because a disk is full.</summary>
    /// <exception cref="EnvironmentException">One of them could not be written.</exception>
    public async Task<EnvironmentReport> RecordAsync(IReadOnlyList<ImageReceipt> receipts)
    {
        var (report, receiptFailure) = await WriteAsync(new EnvironmentReport { Record = CreateRecord(receipts, failed: []), Directory = plan.Directory });
        EnvironmentException? holdFailure = null;
        foreach (var image in plan.Images)
            try
            {
                report = await PlaceHoldAsync(image, report, receiptFailure);
            }
            catch (EnvironmentException exception)
            {
                holdFailure ??= exception;
            }

        if (holdFailure is not null)
            throw new EnvironmentException(report, holdFailure.Kind, holdFailure.Message, holdFailure.Advice, holdFailure.InnerException!);
        return receiptFailure is null ? report : throw new EnvironmentException(
            report,
            ErrorKind.Failed,
            $"{Describe()}, but the receipt could not be written: {receiptFailure.Message}",
            report.Holds.Count == 0
                ? "The tags have moved, and nothing else records it."
                : $"The tags have moved, and {string.Join("; ", report.Holds.Select(hold => $"{hold.Digest} is held: its hold is attached to it in {hold.Destination}"))}.",
            receiptFailure);
    }

    /// <summary>Records the images that keep their new tags although another one failed.</summary>
    /// <param name="left">Their receipts, with the tags that stay.</param>
    /// <param name="failed">The image that failed.</param>
    /// <param name="cause">Why.</param>
    public async Task<EnvironmentException> RecordFailureAsync(IReadOnlyList<ImageReceipt> left, EnvironmentImagePlan failed, Exception cause)
    {
        var record = CreateRecord(left, [RunFailure.FromException(failed.Destination, cause)]);
        var (report, receiptFailure) = await WriteAsync(new EnvironmentReport { Record = record, Directory = plan.Directory });
        var stays = left.SelectMany(receipt => receipt.Tags.Where(tag => tag.Mutability == Mutability.Moving).Select(tag => $"{receipt.Destination}:{tag.Tag} (was {tag.Before?.ToString() ?? "absent"}, now {tag.After})"));
        return new EnvironmentException(
            report,
            (cause as PlimsollException)?.Kind ?? (cause is OperationCanceledException ? ErrorKind.Cancelled : ErrorKind.Failed),
            $"{failed.Destination}: {cause.Message}\nThese tags of other images could not go back to what they were: {string.Join(", ", stays)}.",
            receiptFailure is null ? "Find out what keeps the image from it and try again; what stays is recorded." : $"Find out what keeps the image from it and try again. No receipt could be written: {receiptFailure.Message}",
            cause);
    }

    /// <summary>Attaches the record to each image. Where nothing was written and the image has a receipt already, none is added.</summary>
    public async Task<EnvironmentReport> AttachAsync(EnvironmentReport report, CancellationToken cancellationToken)
    {
        foreach (var (image, receipt) in plan.Images.Zip(report.Receipts))
            try
            {
                var attached = await ReceiptReferrer.AttachDoneAsync(image.Target.Repository, receipt, "The tags have moved, but the receipt", report.ReceiptName!, cancellationToken);
                report = report with { Attached = [.. report.Attached, attached] };
            }
            catch (PlimsollException exception)
            {
                throw new EnvironmentException(report, exception.Kind, exception.Message, exception.Advice, exception);
            }

        return report;
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

    private async Task<(EnvironmentReport Report, Exception? Failure)> WriteAsync(EnvironmentReport report)
    {
        try
        {
            return (report with { ReceiptPath = await ReceiptFile.WriteAsync(report.Record, plan.Directory, receiptPath) }, null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (report, exception);
        }
    }

    /// <summary>
    /// Attaches the hold that a rollback leaves to the image that was withdrawn. It has a minute, and is not cancelled: the
    /// tags have moved, and whoever gives up now wants no image without its hold.
    /// </summary>
    private async Task<EnvironmentReport> PlaceHoldAsync(EnvironmentImagePlan image, EnvironmentReport report, Exception? receiptFailure)
    {
        if (image.Hold is not { } hold)
            return report;

        using var deadline = new CancellationTokenSource(HoldDeadline, host.Clock);
        try
        {
            await HoldReferrer.AttachAsync(image.Target.Repository, hold, deadline.Token);
            return report with
            {
                Holds = [.. report.Holds, hold],
                HoldNotices = [.. report.HoldNotices, $"{hold.Digest} is on hold: it cannot be deployed to '{image.Environment}' again until the hold is released ({host.SettingName("release-hold")})"],
            };
        }
        catch (Exception exception) when (exception is PlimsollException or OperationCanceledException)
        {
            throw new EnvironmentException(
                report,
                (exception as PlimsollException)?.Kind ?? ErrorKind.Transport,
                $"{Describe()}, but the hold on {hold.Digest} could not be attached to it: {exception.Message}",
                receiptFailure is null
                    ? "Only the receipt records the hold: publishing that image again is refused where the receipt is in .plimsoll/receipts, and nowhere else."
                    : $"The receipt could not be written either ({receiptFailure.Message}): nothing records the hold, and that image can be published again.",
                exception);
        }
    }

    private string Describe() =>
        plan.Kind == ReceiptKind.Rollback ? $"'{plan.Environment}' is rolled back"
        : plan.Images is [var only] ? $"{only.Image} is promoted to '{plan.Environment}'"
        : $"{plan.Images.Count} images are promoted to '{plan.Environment}'";
}
