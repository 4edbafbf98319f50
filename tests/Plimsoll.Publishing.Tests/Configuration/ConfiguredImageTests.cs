using Plimsoll.Oci;
using Plimsoll.Publishing.Builds;
using Plimsoll.Publishing.Configuration;

namespace Plimsoll.Publishing.Tests.Configuration;

public class ConfiguredImageTests
{
    [Fact]
    public void Everything_is_read_in_the_order_of_the_file()
    {
        var images = ConfigurationFile.Parse("plimsoll.yml", """
            images:
              web:
                source: files:out/web
                image: acme/web
                registry: ghcr.io
                component: web
                platform: [linux/amd64, linux/arm64]
              api:
                source: oci:out/api
                platform: linux/arm64
            """).Images;

        Assert.Equal(["web", "api"], images.Select(image => image.Name));
        Assert.Equal(("files:out/web", "acme/web", "ghcr.io", "web"), (images[0].Source, images[0].Image, images[0].Registry, images[0].Component));
        Assert.Equal(["linux/amd64", "linux/arm64"], images[0].Platforms.Select(platform => platform.ToString()));
        Assert.Equal((null, null, null), (images[1].Image, images[1].Registry, images[1].Component));
        Assert.Equal("linux/arm64", Assert.Single(images[1].Platforms).ToString());
    }

    [Fact]
    public void An_image_may_say_how_it_is_built()
    {
        var images = ConfigurationFile.Parse("plimsoll.yml", """
            images:
              api:
                build: { dockerfile: api/Dockerfile, context: api, args: { A: b } }
              web:
                build: { files: out/web, platform: linux/arm64 }
            """).Images;

        Assert.All(images, image => Assert.Null(image.Source));
        Assert.Equal((BuildKind.Dockerfile, Path.GetFullPath("api/Dockerfile"), Path.GetFullPath("api")), (images[0].Build!.Kind, images[0].Build!.Path, images[0].Build!.Context));
        Assert.Equal("b", images[0].Build!.Arguments["A"]);
        Assert.Equal((BuildKind.Files, "linux/arm64"), (images[1].Build!.Kind, images[1].Build!.Platforms.Single().ToString()));
    }

    [Theory]
    [InlineData("images: {api: {}}", "plimsoll.yml:1:15: 'api' under images: has nothing to publish: it needs 'source' or 'build'")]
    [InlineData("images: {api: {source: a, build: {files: a}}}", "plimsoll.yml:1:34: 'images.api.build': 'source' and 'build' cannot be combined")]
    [InlineData("images: {api: {build: {}}}", "'images.api.build' does not specify what to build")]
    [InlineData("images: {api: {build: {files: a, dockerfile: b}}}", "'images.api.build' has dockerfile and files, but only one of them is allowed")]
    [InlineData("images: {api: {build: {files: a, target: b}}}", "unknown key 'images.api.build.target'")]
    [InlineData("images: {api: {source: a, platform: linux}}", "'linux' is not a platform")]
    [InlineData("images: {api: {source: a, sauce: b}}", "unknown key 'images.api.sauce'")]
    [InlineData("images: {'a/b': {source: a}}", "'a/b' under images: is not a valid image name")]
    public void What_cannot_be_meant_is_refused(string text, string expected)
    {
        var exception = Assert.Throws<PlimsollException>(() => ConfigurationFile.Parse("plimsoll.yml", text));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }
}
