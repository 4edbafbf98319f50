using System.Security.Cryptography;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Storage.Layout;

public sealed class LayoutReferrersTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempDirectory _folder = new();
    private readonly SmallImage _image = SmallImage.Create();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_refers_to_an_image_is_found_by_type_and_described()
    {
        var layout = OciLayout.OpenOrCreate(_folder["image"]);
        await _image.PushAsync(layout, "1.0");
        var sbom = SmallImage.CreateArtifact(_image.Manifest.Descriptor, "application/vnd.example.sbom", "sbom");
        var signature = SmallImage.CreateArtifact(_image.Manifest.Descriptor, "application/vnd.example.signature", "signature");
        await sbom.PushAsync(layout, null);
        await signature.PushAsync(layout, null);

        var opened = OciLayout.Open(_folder["image"]);

        Assert.Equal(2, (await opened.GetReferrersAsync(_image.Manifest.Descriptor.Digest, null, None)).Count);
        var found = Assert.Single(await opened.GetReferrersAsync(_image.Manifest.Descriptor.Digest, "application/vnd.example.signature", None));
        Assert.Equal((signature.Manifest.Descriptor.Digest, "signature"), (found.Digest, found.Annotations!["org.example.text"]));
        Assert.Empty(await opened.GetReferrersAsync(sbom.Manifest.Descriptor.Digest, null, None));
    }

    [Fact]
    public async Task Writing_a_referrer_again_lists_it_once_and_after_the_tags()
    {
        var layout = OciLayout.OpenOrCreate(_folder["image"]);
        var artifact = SmallImage.CreateArtifact(_image.Manifest.Descriptor);
        await artifact.PushAsync(layout, null);
        await artifact.PushAsync(layout, null);
        await _image.PushAsync(layout, "1.0");

        var index = (ImageIndex)Manifest.Parse(MediaTypes.OciIndex, await File.ReadAllBytesAsync(_folder["image/index.json"]));

        Assert.Equal([_image.Manifest.Descriptor.Digest, artifact.Manifest.Descriptor.Digest], index.Manifests.Select(entry => entry.Digest));
        Assert.Equal("application/vnd.example.sbom", index.Manifests[1].ArtifactType);
    }

    [Fact]
    public async Task Referrers_neither_count_as_images_nor_have_tags()
    {
        var layout = OciLayout.OpenOrCreate(_folder["image"]);
        await SmallImage.CreateArtifact(_image.Manifest.Descriptor).PushAsync(layout, null);
        await _image.PushAsync(layout, "1.0");

        Assert.Equal(_image.Manifest.Descriptor.Digest, (await layout.GetOnlyManifestAsync(None)).Descriptor.Digest);
        Assert.Equal(["1.0"], await layout.ListTagsAsync(None).ToListAsync());
    }

    [Fact]
    public async Task An_artifact_alone_is_the_only_image()
    {
        var layout = OciLayout.OpenOrCreate(_folder["image"]);
        var artifact = SmallImage.CreateArtifact(_image.Manifest.Descriptor);
        await artifact.PushAsync(layout, null);

        Assert.Equal(artifact.Manifest.Descriptor.Digest, (await layout.GetOnlyManifestAsync(None)).Descriptor.Digest);
    }

    [Fact]
    public async Task A_tagged_referrer_stays_findable_when_its_tag_moves_on()
    {
        var layout = OciLayout.OpenOrCreate(_folder["image"]);
        var artifact = SmallImage.CreateArtifact(_image.Manifest.Descriptor);
        await artifact.PushAsync(layout, null);
        await artifact.PushAsync(layout, "sbom");
        await _image.PushAsync(layout, "sbom");

        Assert.Equal(artifact.Manifest.Descriptor.Digest, Assert.Single(await layout.GetReferrersAsync(_image.Manifest.Descriptor.Digest, null, None)).Digest);
    }

    [Fact]
    public async Task A_list_under_a_tag_is_read_too_and_is_no_image()
    {
        var layout = OciLayout.OpenOrCreate(_folder["image"]);
        await _image.PushAsync(layout, "1.0");
        var artifact = SmallImage.CreateArtifact(_image.Manifest.Descriptor);
        var list = new ImageIndex([Referrer.Describe(artifact.Manifest)]) { MediaType = MediaTypes.OciIndex }.Serialize();
        await layout.PutManifestAsync(list, Referrer.GetTag(_image.Manifest.Descriptor.Digest), None);

        Assert.Equal(artifact.Manifest.Descriptor.Digest, Assert.Single(await layout.GetReferrersAsync(_image.Manifest.Descriptor.Digest, null, None)).Digest);
        Assert.Equal(_image.Manifest.Descriptor.Digest, (await layout.GetOnlyManifestAsync(None)).Descriptor.Digest);
    }

    [Fact]
    public async Task A_subject_may_have_a_sha512_digest()
    {
        var layout = OciLayout.OpenOrCreate(_folder["image"]);
        var bytes = _image.Manifest.Bytes;
        var subject = new ManifestContent(new Descriptor(MediaTypes.OciManifest, Digest.FromHash(SHA512.HashData(bytes.Span)), bytes.Length), bytes);
        await layout.PutManifestAsync(subject, "1.0", None);
        var artifact = SmallImage.CreateArtifact(subject.Descriptor);
        await artifact.PushAsync(layout, null);

        Assert.Equal(subject.Descriptor.Digest, (await layout.GetManifestAsync("1.0", None)).Descriptor.Digest);
        Assert.Equal(artifact.Manifest.Descriptor.Digest, Assert.Single(await layout.GetReferrersAsync(subject.Descriptor.Digest, null, None)).Digest);
    }
}
