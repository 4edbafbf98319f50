using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Environments;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;

namespace Plimsoll.IntegrationTests.Faults;

/// <summary>Promotes 2.1.1 to production, and attaches the receipt.</summary>
internal sealed class PromoteOperation : SweptOperation
{
    public override string Template => SweepLane.Promoted;

    public override async Task RunAsync(SweepRun run)
    {
        var report = await run.Host.Environments.PromoteAsync(
            new PromotionRequest
            {
                Source = ImageLocation.ForRegistry(run.Reference("2.1.1")),
                Environment = "production",
                Rules = new TagRules { IsProduction = true },
                Directory = run.Folder,
            },
            new EnvironmentOptions { Attach = AttachReceipts.Environments },
            CancellationToken.None);
        var hasMoved = report.Receipts[0].Tags.Any(tag => tag.Action == TagAction.Move);
        Assert.True(!hasMoved || report.Attached.Count > 0 || run.Warnings.Texts.Count > 0, "The receipt is not attached, and nobody said so.");
    }

    public override IReadOnlyDictionary<string, Digest> Writes(SweepLane lane) =>
        new Dictionary<string, Digest> { ["production"] = lane.Next.Manifest.Descriptor.Digest };
}
