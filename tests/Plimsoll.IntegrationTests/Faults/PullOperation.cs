using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;

namespace Plimsoll.IntegrationTests.Faults;

/// <summary>Pulls 2.1.1 into a layout.</summary>
internal sealed class PullOperation : SweptOperation
{
    public override string Template => SweepLane.Promoted;

    public override async Task RunAsync(SweepRun run)
    {
        var copy = await run.Host.CopyAsync(
            ImageLocation.ForRegistry(run.Reference("2.1.1")), ImageLocation.ForLayout(Layout(run), "x"), platform: null, options: null, CancellationToken.None);
        Assert.Equal(run.Lane.Next.Manifest.Descriptor.Digest, copy.Digest);
    }

    public override IReadOnlyDictionary<string, Digest> Writes(SweepLane lane) => new Dictionary<string, Digest>();

    public override string? FindDamage(SweepRun run, bool isDone)
    {
        var tag = OciLayout.IsLayout(Layout(run)) ? OciLayout.Open(Layout(run)).ResolveAsync("x", CancellationToken.None).AsTask().Result : null;
        if (tag is null)
            return isDone ? "the layout has no such tag" : null;
        if (tag.Digest != run.Lane.Next.Manifest.Descriptor.Digest)
            return $"the layout's tag names {tag.Digest}";
        return Parts(run.Lane.Next).Where(part => !IsWhole(run, part)).Select(part => $"the layout's tag names an image without {part}").FirstOrDefault();
    }

    private static string Layout(SweepRun run) => Path.Combine(run.Folder, "pulled");

    private static bool IsWhole(SweepRun run, Digest part)
    {
        var file = Path.Combine(Layout(run), "blobs", part.Algorithm, part.Hex);
        return File.Exists(file) && Digest.Sha256(File.ReadAllBytes(file)) == part;
    }

    private static IEnumerable<Digest> Parts(Testing.InMemoryIndex index) =>
        Enumerable.Range(0, 3).Select(index.Image).SelectMany(image => ((ImageManifest)image.Parse()).Blobs.Select(blob => blob.Digest).Append(image.Descriptor.Digest)).Append(index.Manifest.Descriptor.Digest);
}
