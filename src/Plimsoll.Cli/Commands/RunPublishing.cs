using System.CommandLine;
using Plimsoll.Cli.Options;
using Plimsoll.Cli.Output;
using Plimsoll.Oci;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Publishing.Reports;

namespace Plimsoll.Cli.Commands;

/// <summary>Plans or publishes several images as one run.</summary>
internal sealed class RunPublishing(CommandSession session, ParseResult parsed, RegistryOptions registry)
{
    public async Task<int> RunAsync(PublishRunRequest asked, bool isDry, RunOutputs outputs, CancellationToken cancellationToken)
    {
        var registries = asked.Images.Select(image => PublishDestination.Resolve(image.Request).Reference?.Registry).Distinct().ToList();
        var read = asked.Images.Select(image => (image.Request.Base ?? image.Request.Source)?.Reference?.Registry).FirstOrDefault(name => name is not null);
        await using var plimsoll = registry.CreatePlimsoll(session, parsed, registries is [var only] ? only : null, registries.Contains(read) ? null : read);
        var run = new PublishRun(new PublishPipeline(plimsoll), plimsoll, asked.KeepsGoing);
        if (asked.Images.Count == 0)
            session.Diagnostics.Info($"no image falls to the share {asked.Partition}");

        using var prepared = await run.PrepareAsync(asked.Images, asked.Partition, isDry, cancellationToken);
        foreach (var warning in prepared.Images.SelectMany(image => image.Prepared.Tags.Warnings).Distinct())
            session.Diagnostics.Warn(warning);
        if (isDry)
            return await PlanFile.ShowAsync(session, prepared, outputs.Save, outputs.IsDetailed, cancellationToken);

        var file = outputs.Receipt is null ? null : Path.GetFullPath(outputs.Receipt, session.Host.Directory);
        ReceiptFile.Prepare(session.Directory, file);
        foreach (var image in prepared.Images)
            session.Diagnostics.Info($"publish {image.Name} ({image.Prepared.Plan.Image}) to {image.Prepared.Plan.Destination}");

        RunReceipt receipt;
        try
        {
            receipt = await run.PublishAsync(prepared, new BlobReporter(session.Diagnostics), cancellationToken);
        }
        catch (Exception exception) when (run.Published.Count > 0)
        {
            // What is published stays so, and is recorded.
            await WriteAsync(run.RecordOf(prepared, exception), file);
            throw;
        }

        var path = await WriteAsync(receipt, file);
        if (outputs.Attaches)
            foreach (var (image, its) in prepared.Images.ExceptBy(receipt.Failed.Select(failure => failure.Image), image => image.Name).Zip(receipt.Images))
                session.Diagnostics.Info(await PublishPipeline.AttachAsync(image.Prepared, its, Path.GetRelativePath(session.Directory, path), cancellationToken));
        ThrowFor(receipt.Failed, asked.Images.Count, "published");
        return (int)ExitCode.Done;
    }

    /// <summary>The run ends as its first failure would have, once the others are done.</summary>
    internal static void ThrowFor(IReadOnlyList<RunFailure> failed, int count, string what)
    {
        if (failed.Count > 0)
            throw new PlimsollException(
                ExitCodes.ToKind((ExitCode)failed[0].ExitCode),
                $"{failed.Count} of {count} images could not be {what}:\n{string.Join('\n', failed.Select(failure => $"  {failure.Image}: {failure.Message}"))}");
    }

    private async Task<string> WriteAsync(RunReceipt receipt, string? file)
    {
        var path = await ReceiptFile.WriteAsync(receipt, session.Directory, file);
        await session.PrintRecordAsync(receipt.ToJson(), receipt.Images.SelectMany(ReceiptLines.Format));
        foreach (var image in receipt.Images)
            session.Diagnostics.Info(ReceiptLines.FormatSummary(image));
        session.Diagnostics.Info($"receipt: {Path.GetRelativePath(session.Directory, path)}");
        return path;
    }
}
