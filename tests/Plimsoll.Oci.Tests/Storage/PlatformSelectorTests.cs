using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Storage;

public class PlatformSelectorTests
{
    private static readonly InMemoryIndex Index = InMemoryIndex.Create("linux/amd64", "linux/arm64", "linux/arm/v6", "linux/arm/v7");

    [Theory]
    [InlineData("linux/amd64", 0)]
    [InlineData("linux/arm64", 1)]
    [InlineData("linux/arm64/v8", 1)]
    [InlineData("linux/arm", 2)]
    [InlineData("linux/arm/v7", 3)]
    public async Task The_image_of_a_platform_is_chosen(string platform, int number) =>
        Assert.Equal(Index.Image(number).Descriptor.Digest, (await SelectAsync(platform)).Descriptor.Digest);

    [Theory]
    [InlineData("windows/amd64")]
    [InlineData("linux/arm/v5")]
    [InlineData("unknown/other")]
    public async Task A_platform_that_is_not_there_is_not_found_and_the_others_are_listed(string platform)
    {
        var exception = await Assert.ThrowsAsync<PlimsollException>(() => SelectAsync(platform));

        Assert.Equal(ErrorKind.NotFound, exception.Kind);
        Assert.Equal("Available platforms: linux/amd64, linux/arm64, linux/arm/v6, linux/arm/v7.", exception.Advice);
    }

    [Fact]
    public async Task An_image_that_is_no_index_is_itself_unless_it_is_for_another_platform()
    {
        var image = InMemoryImage.Create();
        var silent = image.WithConfig(config => config["architecture"] = "");

        Assert.Same(image.Manifest, await PlatformSelector.SelectAsync(image, image.Manifest, Platform.Parse("linux/amd64"), CancellationToken.None));
        Assert.Same(silent.Manifest, await PlatformSelector.SelectAsync(silent, silent.Manifest, Platform.Parse("linux/riscv64"), CancellationToken.None));
        var exception = await Assert.ThrowsAsync<PlimsollException>(() => PlatformSelector.SelectAsync(image, image.Manifest, Platform.Parse("linux/riscv64"), CancellationToken.None));
        Assert.Equal((ErrorKind.NotFound, "It is for linux/amd64 only."), (exception.Kind, exception.Advice));
    }

    [Fact]
    public async Task The_image_of_a_platform_is_found_in_an_index_within_the_index_and_by_its_own_configuration()
    {
        using var folder = new TempDirectory();
        var layout = OciLayout.OpenOrCreate(folder["layout"]);
        var (amd64, arm64) = (SmallImage.Create("one"), SmallImage.Create("two", "arm64"));
        await amd64.PushAsync(layout, null);
        await arm64.PushAsync(layout, null);
        var attested = await WriteIndexAsync(layout, null, arm64.Manifest.Descriptor, amd64.Manifest.Descriptor with { Platform = new Platform("unknown", "unknown") });
        var root = await WriteIndexAsync(layout, "1.0", attested.Descriptor, amd64.Manifest.Descriptor with { Platform = Platform.LinuxAmd64 });

        Assert.Equal(arm64.Manifest.Descriptor.Digest, (await PlatformSelector.SelectAsync(layout, root, Platform.Parse("linux/arm64"), CancellationToken.None)).Descriptor.Digest);
        Assert.Equal(amd64.Manifest.Descriptor.Digest, (await PlatformSelector.SelectAsync(layout, root, Platform.LinuxAmd64, CancellationToken.None)).Descriptor.Digest);
        var exception = await Assert.ThrowsAsync<PlimsollException>(() => PlatformSelector.SelectAsync(layout, root, Platform.Parse("linux/arm"), CancellationToken.None));
        Assert.Equal("Available platforms: linux/arm64, linux/amd64.", exception.Advice);
    }

    private static async Task<ManifestContent> WriteIndexAsync(OciLayout layout, string? tag, params Descriptor[] entries)
    {
        var index = new ImageIndex(entries) { MediaType = MediaTypes.OciIndex }.Serialize();
        await layout.PutManifestAsync(index, tag, CancellationToken.None);
        return index;
    }

    private static Task<ManifestContent> SelectAsync(string platform) =>
        PlatformSelector.SelectAsync(Index, Index.Manifest, Platform.Parse(platform), CancellationToken.None);
}
