using System.Text.Json.Nodes;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Comparison;
using Plimsoll.Testing;

namespace Plimsoll.Publishing.Tests.Comparison;

public class ImageComparerTests
{
    [Fact]
    public async Task Settings_that_differ_are_named_in_order()
    {
        var before = InMemoryImage.Create(new Dictionary<string, string> { ["team"] = "web", ["old"] = "1" }, ("app", "one"));
        var after = InMemoryImage.Create(new Dictionary<string, string> { ["team"] = "api", ["new"] = "2" }, ("app", "one")).WithConfig(config =>
        {
            config["created"] = "2026-06-01T00:00:00Z";
            var settings = config["config"]!.AsObject();
            settings["Env"] = new JsonArray("PATH=/bin", "MODE=a=b");
            settings["Entrypoint"] = new JsonArray("/app", "a \"b\"");
            settings["ExposedPorts"] = new JsonObject { ["8080/tcp"] = new JsonObject() };
            settings["User"] = "app";
        });

        var platform = Assert.Single((await CompareAsync(before, before.Manifest, after, after.Manifest)).Platforms);

        Assert.Equal(ChangeKind.Changed, platform.Kind);
        Assert.Equal(
        [
            ("entrypoint", null, """["/app", "a \"b\""]"""),
            ("user", null, "app"),
            ("env MODE", null, "a=b"),
            ("env PATH", null, "/bin"),
            ("port 8080/tcp", null, "yes"),
            ("label new", null, "2"),
            ("label old", "1", null),
            ("label team", "web", "api"),
            ("created", "2026-05-19T12:00:00Z", "2026-06-01T00:00:00Z"),
        ],
        platform.Settings.Where(setting => !setting.Name.StartsWith("cmd", StringComparison.Ordinal)).Select(setting => (setting.Name, setting.Before, setting.After)));
        Assert.Equal([ChangeKind.Same], platform.Layers.Select(layer => layer.Kind));
        Assert.Equal(1, platform.CommonBase);
    }

    [Fact]
    public async Task Layers_are_shared_removed_and_added()
    {
        var before = InMemoryImage.Create(null, ("base", "base"), ("app", "one"), ("end", "end"));
        var after = InMemoryImage.Create(null, ("base", "base"), ("app", "another"), ("end", "end"), ("more", "more"));

        var comparison = await CompareAsync(before, before.Manifest, after, after.Manifest);

        var platform = Assert.Single(comparison.Platforms);
        var (old, now) = (before.Content.Layers, after.Content.Layers);
        Assert.Equal(
            [(ChangeKind.Same, now[0].Digest), (ChangeKind.Removed, old[1].Digest), (ChangeKind.Added, now[1].Digest), (ChangeKind.Same, now[2].Digest), (ChangeKind.Added, now[3].Digest)],
            platform.Layers.Select(layer => (layer.Kind, layer.Digest)));
        Assert.Equal(1, platform.CommonBase);
        Assert.Equal((old.Sum(layer => layer.Size), now.Sum(layer => layer.Size)), (comparison.SizeBefore, comparison.SizeAfter));
    }

    [Fact]
    public async Task A_layer_that_occurs_twice_is_not_shared_more_often_than_it_is_there()
    {
        var before = InMemoryImage.Create(null, ("a", "a"));
        var after = InMemoryImage.Create(null, ("a", "a"), ("a", "a"));

        var platform = Assert.Single((await CompareAsync(before, before.Manifest, after, after.Manifest)).Platforms);

        Assert.Equal([ChangeKind.Same, ChangeKind.Added], platform.Layers.Select(layer => layer.Kind));
    }

    [Fact]
    public async Task Platforms_come_and_go()
    {
        var before = InMemoryIndex.Create("linux/amd64", "linux/arm64");
        var after = InMemoryIndex.Create("linux/riscv64", "linux/amd64");

        var comparison = await CompareAsync(before, before.Manifest, after, after.Manifest);

        Assert.Equal(
            [("linux/riscv64", ChangeKind.Added), ("linux/amd64", ChangeKind.Same), ("linux/arm64", ChangeKind.Removed)],
            comparison.Platforms.Select(platform => (platform.Platform!.ToString(), platform.Kind)));
        Assert.All(comparison.Platforms, platform => Assert.Empty(platform.Settings));
        Assert.True(comparison.HasChanges);
    }

    [Fact]
    public async Task An_image_is_the_same_as_itself()
    {
        var image = InMemoryIndex.Create("linux/amd64", "linux/arm64");

        var comparison = await CompareAsync(image, image.Manifest, image, image.Manifest);

        Assert.False(comparison.HasChanges);
        Assert.All(comparison.Platforms, platform => Assert.Equal(ChangeKind.Same, platform.Kind));
    }

    [Fact]
    public async Task Two_images_for_one_platform_each_are_compared_whatever_it_is()
    {
        var before = InMemoryImage.Create(null, ("app", "one"));
        var after = before.WithConfig(config => config["architecture"] = "arm64");

        var platform = Assert.Single((await CompareAsync(before, before.Manifest, after, after.Manifest)).Platforms);

        Assert.Equal("linux/arm64", platform.Platform!.ToString());
        Assert.Equal(new SettingChange("platform", "linux/amd64", "linux/arm64"), platform.Settings[0]);
    }

    [Fact]
    public async Task The_base_image_is_what_labels_say()
    {
        var before = InMemoryImage.Create(new Dictionary<string, string> { ["org.opencontainers.image.base.name"] = "debian:12", ["org.opencontainers.image.base.digest"] = "sha256:1" }, ("app", "one"));
        var after = InMemoryImage.Create(new Dictionary<string, string> { ["org.opencontainers.image.base.name"] = "debian:13" }, ("app", "one"));

        var platform = Assert.Single((await CompareAsync(before, before.Manifest, after, after.Manifest)).Platforms);

        Assert.Equal(("debian:12@sha256:1", "debian:13"), (platform.BaseBefore, platform.BaseAfter));
    }

    private static Task<ImageComparison> CompareAsync(IImageSource from, ManifestContent before, IImageSource to, ManifestContent after) =>
        ImageComparer.CompareAsync(new ComparedImage("before", from, before), new ComparedImage("after", to, after), CancellationToken.None);
}
