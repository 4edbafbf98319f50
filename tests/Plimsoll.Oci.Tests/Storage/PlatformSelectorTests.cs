using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
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
    public async Task An_image_that_is_no_index_is_itself()
    {
        var image = InMemoryImage.Create();

        Assert.Same(image.Manifest, await PlatformSelector.SelectAsync(image, image.Manifest, Platform.Parse("linux/riscv64"), CancellationToken.None));
    }

    private static Task<ManifestContent> SelectAsync(string platform) =>
        PlatformSelector.SelectAsync(Index, Index.Manifest, Platform.Parse(platform), CancellationToken.None);
}
