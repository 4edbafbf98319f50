using Plimsoll.Oci;
using Plimsoll.Publishing.Receipts;

namespace Plimsoll.Publishing.Execution;

/// <summary>Records what was published: in a file and, where that is asked for, attached to each image. Neither waits for the other.</summary>
/// <param name="host">The clock, the configuration, and whom to warn.</param>
/// <param name="options">Where the file is written, and when receipts are attached.</param>
/// <param name="directory">The directory that publishing runs in.</param>
internal sealed class PublishRecorder(PlimsollHost host, PublishOptions options, string directory)
{
    /// <summary>Records. It is not cancelled: what is published is recorded.</summary>
    /// <param name="record">The record.</param>
    /// <param name="published">The images whose receipts it has, in the same order.</param>
    /// <param name="warnings">What there is to look into so far.</param>
    /// <returns>What was done, and in <see cref="PublishReport.RecordFailure"/> what could not be recorded.</returns>
    public async Task<PublishReport> RecordAsync(Receipt record, IReadOnlyList<PreparedImage> published, IReadOnlyList<string> warnings)
    {
        var report = new PublishReport { Record = record, Warnings = warnings, Directory = directory };
        Exception? failure = null;
        try
        {
            report = report with { ReceiptPath = await ReceiptFile.WriteAsync(record, directory, options.ReceiptPath) };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            failure = exception;
        }

        var attacher = new ReceiptAttacher(options.Attach ?? host.Configuration.AttachReceipts, host.Clock);
        var outcomes = new List<(ImageReceipt Receipt, AttachOutcome Attached)>();
        foreach (var (image, receipt) in published.Zip(record.Receipts))
            outcomes.Add((receipt, await attacher.AttachAsync(image.Target.Repository, receipt)));
        report = report with { Attached = [.. outcomes.Select(one => one.Attached.Line).OfType<string>()] };

        if (failure is not null)
            return report with { RecordFailure = ReceiptErrors.OfFile(Describe(record.Receipts), failure, outcomes) };
        var missing = outcomes
            .Where(one => one.Attached.Failure is not null)
            .Select(one => ReceiptErrors.OfAttaching(record.IsRun ? $"{one.Receipt.Destination} was published, but its receipt" : "The image was published, but its receipt", one.Attached.Failure!, report.ReceiptName!))
            .ToList();
        if (attacher.IsRequired)
            return report with { RecordFailure = missing.FirstOrDefault() };
        foreach (var one in missing)
            report = Warn(report, one);
        return report;
    }

    /// <summary>Says what could not be recorded as a warning, where something else is the error.</summary>
    public PublishReport Warn(PublishReport report, PlimsollException missing)
    {
        var text = ReceiptErrors.FormatLine(missing, host.SettingName);
        host.Warnings?.Report(text);
        return report with { Warnings = [.. report.Warnings, text] };
    }

    private static string Describe(IReadOnlyList<ImageReceipt> receipts) => receipts is [var one]
        ? $"{one.Destination} was published{(one.Tags.Count > 0 ? $" under {string.Join(", ", one.Tags.Select(tag => tag.Tag))}" : $" as {one.Digest}")}"
        : $"{receipts.Count} images were published ({string.Join(", ", receipts.Select(receipt => receipt.Destination))})";
}
