using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Builds;
using Plimsoll.Tags;
using Plimsoll.Testing;

namespace Plimsoll.Publishing.Tests.Builds;

public class MarkedImageTests
{
    private static readonly ImageMetadata Marks = new(
        DateTimeOffset.UnixEpoch,
        new Dictionary<string, string> { ["url"] = "https://example.com/a", ["version"] = "1.2.3" },
        new Dictionary<string, string> { ["url"] = "https://example.com/a" });

    [Fact]
    public async Task Labels_and_annotations_are_put_on_and_layers_and_other_labels_stay()
    {
        var image = InMemoryImage.Create(new Dictionary<string, string> { ["url"] = "https", ["other"] = "stays" });

        var (source, manifest) = await MarkAsync(image, image.Manifest);

        var marked = (ImageManifest)manifest.Parse();
        Assert.Equal(image.Content.Layers, marked.Layers);
        Assert.Equal("https://example.com/a", marked.Annotations!["url"]);
        var config = await source.ReadConfigAsync(marked, CancellationToken.None);
        Assert.Equal(["other=stays", "url=https://example.com/a", "version=1.2.3"], config!.Config!.Labels!.Select(label => $"{label.Key}={label.Value}").Order(StringComparer.Ordinal));
        Assert.Equal("linux/amd64", config.Platform!.ToString());
        Assert.Equal(manifest.Descriptor, await source.ResolveAsync(manifest.Descriptor.Digest.ToString(), CancellationToken.None));
    }

    /// <summary>A base image leaves its own version there, and the SDK of .NET its 1.0.0.</summary>
    [Theory]
    [InlineData("2.1.0", "2.1.0")]
    [InlineData(null, null)]
    public async Task A_version_is_claimed_only_where_one_is_released(string? released, string? expected)
    {
        var image = InMemoryImage.Create(new Dictionary<string, string> { [ImageLabels.Version] = "1.0.0", ["other"] = "stays" });
        var annotated = ((ImageManifest)image.Manifest.Parse() with { Annotations = new Dictionary<string, string> { [ImageLabels.Version] = "1.0.0" } }).Serialize();
        var marks = released is null ? new Dictionary<string, string>() : new Dictionary<string, string> { [ImageLabels.Version] = released };

        var (source, manifest) = await LabelledImage.LabelAsync(image, annotated, new ImageMetadata(DateTimeOffset.UnixEpoch, marks, marks), warnings: null, CancellationToken.None);

        var marked = (ImageManifest)manifest.Parse();
        var labels = (await source.ReadConfigAsync(marked, CancellationToken.None))!.Config!.Labels!;
        Assert.Equal(expected, labels.GetValueOrDefault(ImageLabels.Version));
        Assert.Equal("stays", labels["other"]);
        Assert.Equal(expected, marked.Annotations?.GetValueOrDefault(ImageLabels.Version));
    }

    [Fact]
    public async Task An_image_that_says_everything_stays_what_it_is()
    {
        var image = InMemoryImage.Create();
        var (source, once) = await MarkAsync(image, image.Manifest);

        var (again, twice) = await MarkAsync(source, once);

        Assert.Same(once, twice);
        Assert.Same(source, again);
    }

    [Fact]
    public async Task Every_platform_of_an_index_is_marked_and_the_index_names_what_came_of_it()
    {
        var index = InMemoryIndex.Create("linux/amd64", "linux/arm64");

        var (source, manifest) = await MarkAsync(index, index.Manifest);

        var marked = (ImageIndex)manifest.Parse();
        Assert.Equal(["linux/amd64", "linux/arm64", "unknown/unknown"], marked.Manifests.Select(entry => entry.Platform!.ToString()));
        Assert.Equal("https://example.com/a", marked.Annotations!["url"]);
        Assert.Equal(index.Image(2).Descriptor.Digest, marked.Manifests[2].Digest);
        foreach (var entry in marked.Manifests.Take(2))
        {
            var image = (ImageManifest)(await source.GetManifestAsync(entry.Digest.ToString(), CancellationToken.None)).Parse();
            Assert.Equal("1.2.3", (await source.ReadConfigAsync(image, CancellationToken.None))!.Config!.Labels!["version"]);
        }
    }

    [Fact]
    public async Task An_attestation_of_what_was_changed_is_left_out()
    {
        var inner = InMemoryIndex.Create("linux/amd64");
        var entries = ((ImageIndex)inner.Manifest.Parse()).Manifests;
        var attestation = entries[1] with
        {
            Annotations = new Dictionary<string, string> { ["vnd.docker.reference.type"] = "attestation-manifest", ["vnd.docker.reference.digest"] = entries[0].Digest.ToString() },
        };
        var index = new ImageIndex([entries[0], attestation]) { MediaType = MediaTypes.OciIndex }.Serialize();

        var warnings = new Warnings();
        var (_, manifest) = await LabelledImage.LabelAsync(inner, index, Marks, warnings, CancellationToken.None);

        Assert.Equal("linux/amd64", Assert.Single(((ImageIndex)manifest.Parse()).Manifests).Platform!.ToString());
        Assert.StartsWith("1 attestation of the built image is not published", Assert.Single(warnings.Texts), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_has_its_labels_keeps_its_attestation_and_the_index_is_annotated()
    {
        var attested = AttestedImage.Create(InMemoryImage.Create(Marks.Labels));

        var (source, manifest) = await MarkAsync(attested, attested.Manifest);

        var index = (ImageIndex)manifest.Parse();
        Assert.Equal([attested.Image.Manifest.Descriptor.Digest, attested.Attestation.Descriptor.Digest], index.Manifests.Select(entry => entry.Digest));
        foreach (var (name, value) in Marks.Annotations)
            Assert.Equal(value, index.Annotations![name]);
        Assert.Equal(attested.Attestation.Descriptor.Digest, (await source.GetManifestAsync(attested.Attestation.Descriptor.Digest.ToString(), CancellationToken.None)).Descriptor.Digest);
    }

    private static Task<(IImageSource Source, ManifestContent Manifest)> MarkAsync(IImageSource source, ManifestContent manifest) =>
        LabelledImage.LabelAsync(source, manifest, Marks, warnings: null, CancellationToken.None);

    private sealed class Warnings : IProgress<string>
    {
        public List<string> Texts { get; } = [];

        public void Report(string value) => Texts.Add(value);
    }
}
