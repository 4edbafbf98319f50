using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Publishing.Mirroring;
using Plimsoll.Testing;

namespace Plimsoll.Publishing.Tests.Mirroring;

public class PlatformSubsetTests
{
    private static readonly Descriptor Amd64 = Entry("amd64", "linux/amd64");
    private static readonly Descriptor Arm64 = Entry("arm64", "linux/arm64/v8");
    private static readonly Descriptor Arm = Entry("arm", "linux/arm/v7");

    [Theory]
    [InlineData(MediaTypes.OciIndex)]
    [InlineData(MediaTypes.DockerManifestList)]
    public async Task An_image_keeps_its_attestations_and_the_index_its_type(string mediaType)
    {
        var (ofAmd64, ofArm64) = (AttestationOf(Amd64), AttestationOf(Arm64));
        var root = (new ImageIndex([Amd64, Arm64, Arm, ofAmd64, ofArm64]) { MediaType = mediaType, Annotations = new Dictionary<string, string> { ["a"] = "b" } }).Serialize();

        var subset = await SelectAsync(root, "linux/arm64");
        var again = await SelectAsync(root, "linux/arm64", "windows/amd64");

        var index = Assert.IsType<ImageIndex>(subset.Parse());
        Assert.Equal([Arm64.Digest, ofArm64.Digest], index.Manifests.Select(entry => entry.Digest));
        Assert.Equal(mediaType, subset.Descriptor.MediaType);
        Assert.Equal("b", index.Annotations!["a"]);
        Assert.Equal(subset.Descriptor.Digest, again.Descriptor.Digest);
    }

    [Fact]
    public async Task An_index_without_other_platforms_stays_as_it_is()
    {
        var root = new ImageIndex([Amd64, Arm64, AttestationOf(Amd64)]) { MediaType = MediaTypes.OciIndex }.Serialize();

        Assert.Same(root, await SelectAsync(root, "linux/arm64", "linux/amd64"));
    }

    [Fact]
    public async Task A_platform_that_is_not_there_is_refused_with_those_that_are()
    {
        var root = new ImageIndex([Amd64, Arm64]) { MediaType = MediaTypes.OciIndex }.Serialize();

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => SelectAsync(root, "linux/riscv64"));

        Assert.Equal(ErrorKind.NotFound, exception.Kind);
        Assert.Contains("linux/amd64, linux/arm64/v8", exception.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("linux/amd64", true)]
    [InlineData("linux/arm64", false)]
    public async Task An_image_for_one_platform_is_that_or_refused(string platform, bool expected)
    {
        var image = InMemoryImage.Create(null, ("app", "one"));

        if (expected)
            Assert.Same(image.Manifest, await PlatformSubset.SelectAsync(image, image.Manifest, [Platform.Parse(platform)], CancellationToken.None));
        else
            await Assert.ThrowsAsync<PlimsollException>(() => PlatformSubset.SelectAsync(image, image.Manifest, [Platform.Parse(platform)], CancellationToken.None));
    }

    private static Task<ManifestContent> SelectAsync(ManifestContent root, params string[] platforms) =>
        PlatformSubset.SelectAsync(InMemoryIndex.Create("linux/amd64"), root, [.. platforms.Select(Platform.Parse)], CancellationToken.None);

    private static Descriptor Entry(string text, string platform) => new(MediaTypes.OciManifest, Digest.Sha256(System.Text.Encoding.UTF8.GetBytes(text)), text.Length) { Platform = Platform.Parse(platform) };

    private static Descriptor AttestationOf(Descriptor image) => Entry($"of {image.Platform}", "unknown/unknown") with
    {
        Annotations = new Dictionary<string, string> { ["vnd.docker.reference.type"] = "attestation-manifest", ["vnd.docker.reference.digest"] = image.Digest.ToString() },
    };
}
