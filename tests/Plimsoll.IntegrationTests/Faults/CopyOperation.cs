using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;

namespace Plimsoll.IntegrationTests.Faults;

/// <summary>Copies 2.1.1 over the line of another repository: of the same registry, where blobs are mounted, or of one that is another by its name.</summary>
internal sealed class CopyOperation(bool fromOtherRegistry) : SweptOperation
{
    public override string Template => SweepLane.Released;

    public override async Task RunAsync(SweepRun run)
    {
        var source = $"{(fromOtherRegistry ? run.Proxy.OtherHost : run.Proxy.Host)}/{SweepLane.Promoted}:2.1.1";
        var copy = await run.Host.CopyAsync(
            ImageLocation.ForRegistry(ImageReference.Parse(source)), ImageLocation.ForRegistry(run.Reference("2.1")), platform: null, options: null, CancellationToken.None);
        Assert.Equal(run.Lane.Next.Manifest.Descriptor.Digest, copy.Digest);
    }

    public override IReadOnlyDictionary<string, Digest> Writes(SweepLane lane) =>
        new Dictionary<string, Digest> { ["2.1"] = lane.Next.Manifest.Descriptor.Digest };
}
