using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Environments;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;
using Plimsoll.Testing.Faults;

namespace Plimsoll.IntegrationTests.Faults;

/// <summary>Rolls production back to 2.1.0, with the lines, and holds 2.1.1.</summary>
internal sealed class RollbackOperation : SweptOperation
{
    public override string Template => SweepLane.Deployed;

    public override async Task RunAsync(SweepRun run)
    {
        var report = await RollBackAsync(run);

        // Who tries again finds the environment back already; the error said where the hold is.
        Assert.True(report.Holds.Count == 1 || report.Receipts[0].Tags.All(tag => tag.Action != TagAction.Move));
    }

    public override IReadOnlyDictionary<string, Digest> Writes(SweepLane lane) =>
        new[] { "production", "2.1", "2" }.ToDictionary(tag => tag, _ => lane.First.Manifest.Descriptor.Digest);

    /// <summary>No client sees that a letter of a name in the list of tags is another one: that is for TLS to see.</summary>
    public override bool MayMissTags(RequestKey key, Fault fault) => fault.Kind == FaultKind.CorruptAnswer && key.What.Contains("/tags/list", StringComparison.Ordinal);

    private static async Task<EnvironmentReport> RollBackAsync(SweepRun run)
    {
        try
        {
            return await run.Host.Environments.RollbackAsync(
                new RollbackRequest
                {
                    Destination = ImageLocation.ForRegistry(ImageReference.Parse($"{run.Proxy.Host}/{run.Repository}")),
                    Environment = "production",
                    Target = RollbackTarget.To(run.Lane.First.Manifest.Descriptor.Digest),
                    Floating = true,
                    Rules = new TagRules { IsProduction = true },
                    Directory = run.Folder,
                },
                new EnvironmentOptions { Attach = AttachReceipts.Environments },
                CancellationToken.None);
        }
        catch (EnvironmentException incomplete)
        {
            Assert.True(incomplete.Report.Holds.Count == 1 || ReceiptJson.ReadRecord(incomplete.Report.ReceiptPath!).Receipts[0].Hold is not null, "The hold is recorded nowhere.");
            throw;
        }
    }
}
