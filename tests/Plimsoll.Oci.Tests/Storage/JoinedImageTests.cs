using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Storage;

public sealed class JoinedImageTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private static readonly Dictionary<string, string> Annotations = new()
    {
        ["org.opencontainers.image.version"] = "2.1.0",
        ["org.opencontainers.image.created"] = "2026-05-19T08:30:00Z",
    };

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_order_of_the_images_changes_no_byte()
    {
        var parts = new List<JoinedPart>();
        foreach (var architecture in new[] { "s390x", "arm64", "amd64", "arm" })
            parts.Add(await PartAsync(architecture, architecture));

        var one = await JoinedImage.JoinAsync(parts, Annotations, None);
        parts.Reverse();
        var other = await JoinedImage.JoinAsync([.. parts, parts[0]], Annotations, None);

        Assert.Equal(one.Manifest.Bytes.ToArray(), other.Manifest.Bytes.ToArray());
        Assert.Equal(["linux/amd64", "linux/arm", "linux/arm64", "linux/s390x"], one.Manifest.Parse().Children.Select(child => child.Platform!.ToString()));
    }

    [Fact]
    public async Task The_index_says_all_but_when_it_was_made()
    {
        var joined = await JoinedImage.JoinAsync([await PartAsync("a", "amd64")], Annotations, None);

        Assert.Equal("org.opencontainers.image.version", Assert.Single(joined.Manifest.Parse().Annotations!).Key);
    }

    [Fact]
    public async Task Two_images_for_one_platform_are_refused()
    {
        JoinedPart[] parts = [await PartAsync("a", "amd64"), await PartAsync("b", "amd64")];

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => JoinedImage.JoinAsync(parts, Annotations, None));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Contains("linux/amd64", exception.Message, StringComparison.Ordinal);
        Assert.All(parts, part => Assert.Contains(part.Image.Descriptor.Digest.ToString(), exception.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_runs_nowhere_is_no_part_of_an_index()
    {
        var layout = OciLayout.OpenOrCreate(_directory["artifact"]);
        var artifact = SmallImage.CreateArtifact(SmallImage.Create().Manifest.Descriptor);
        await artifact.PushAsync(layout, "1");

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => JoinedImage.JoinAsync([new JoinedPart(layout, artifact.Manifest)], Annotations, None));

        Assert.Contains("has no platform", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_images_of_an_index_are_joined_with_their_attestations_last()
    {
        var layout = OciLayout.OpenOrCreate(_directory["index"]);
        var (image, attestation) = (SmallImage.Create("image", "arm64"), SmallImage.Create("attestation"));
        await image.PushAsync(layout, null);
        await attestation.PushAsync(layout, null);
        var index = new ImageIndex(
        [
            attestation.Manifest.Descriptor with
            {
                Platform = new Platform("unknown", "unknown"),
                Annotations = new Dictionary<string, string> { ["vnd.docker.reference.digest"] = image.Manifest.Descriptor.Digest.ToString() },
            },
            image.Manifest.Descriptor with { Platform = new Platform("linux", "arm64") },
        ])
        { MediaType = MediaTypes.OciIndex }.Serialize();

        var joined = await JoinedImage.JoinAsync([new JoinedPart(layout, index), await PartAsync("z", "s390x")], Annotations, None);

        Assert.Equal(["linux/arm64", "linux/s390x", "unknown/unknown"], joined.Manifest.Parse().Children.Select(child => child.Platform!.ToString()));
        Assert.Equal(image.Manifest.Descriptor.Digest.ToString(), joined.Manifest.Parse().Children[2].Annotations!["vnd.docker.reference.digest"]);
    }

    [Fact]
    public async Task It_is_copied_whole_wherever_its_images_are()
    {
        var joined = await JoinedImage.JoinAsync([await PartAsync("a", "amd64"), await PartAsync("b", "arm64")], Annotations, None);
        var target = OciLayout.OpenOrCreate(_directory["target"]);

        await ImageCopier.CopyAsync(joined, joined.Manifest, target, null, None);

        foreach (var child in joined.Manifest.Parse().Children)
            foreach (var blob in (await target.GetManifestAsync(child.Digest.ToString(), None)).Parse().Blobs)
                Assert.True(await target.HasBlobAsync(blob, None));
    }

    private async Task<JoinedPart> PartAsync(string text, string architecture)
    {
        var layout = OciLayout.OpenOrCreate(_directory[text]);
        var image = SmallImage.Create(text, architecture);
        await image.PushAsync(layout, "1");
        return new JoinedPart(layout, image.Manifest);
    }
}
