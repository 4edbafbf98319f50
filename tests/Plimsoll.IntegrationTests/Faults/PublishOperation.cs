using Plimsoll.Oci.Images;
using Plimsoll.Publishing;

namespace Plimsoll.IntegrationTests.Faults;

/// <summary>Publishes version 2.1.1 for two platforms: a tag that never moves, and two that do.</summary>
internal sealed class PublishOperation(bool isTls = false) : SweptOperation
{
    public override string Template => SweepLane.Released;

    public override bool IsTls => isTls;

    public override async Task RunAsync(SweepRun run)
    {
        var request = run.Lane.Request(run.Host, run.Proxy.Host, run.Repository, run.Lane.NextImage);
        var report = await run.Host.Publisher.PublishAsync([request], new PublishOptions { Directory = run.Folder }, CancellationToken.None);
        Assert.Equal(run.Lane.Next.Manifest.Descriptor.Digest, Assert.Single(report.Receipts).Digest);
    }

    public override IReadOnlyDictionary<string, Digest> Writes(SweepLane lane) =>
        new[] { "2.1.1", "2.1", "2" }.ToDictionary(tag => tag, _ => lane.Next.Manifest.Descriptor.Digest);
}
