using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Archives;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Storage;

public sealed class ForeignLayerTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempDirectory _folder = new();
    private readonly ForeignImage _image = new("elsewhere", "https://layers.example/l");

    [Theory]
    [InlineData("application/vnd.docker.image.rootfs.foreign.diff.tar.gzip", true)]
    [InlineData("application/vnd.oci.image.layer.nondistributable.v1.tar", true)]
    [InlineData("application/vnd.oci.image.layer.nondistributable.v1.tar+gzip", true)]
    [InlineData("application/vnd.oci.image.layer.nondistributable.v1.tar+zstd", true)]
    [InlineData(MediaTypes.OciLayerGzip, false)]
    [InlineData(MediaTypes.DockerLayerGzip, false)]
    public void A_layer_is_foreign_by_its_type_and_only_with_an_address(string mediaType, bool isForeign)
    {
        Assert.Equal(isForeign, (_image.Foreign with { MediaType = mediaType }).IsForeign);
        Assert.False((_image.Foreign with { MediaType = mediaType, Urls = [] }).IsForeign);
        Assert.False((_image.Foreign with { MediaType = mediaType, Urls = null }).IsForeign);
    }

    [Fact]
    public async Task A_copy_leaves_a_foreign_layer_where_it_is_and_the_manifest_as_it_is()
    {
        var layout = OciLayout.OpenOrCreate(_folder["layout"]);

        var report = await ImageCopier.CopyAsync(_image, _image.Manifest, layout, null, None);

        Assert.Equal([BlobOutcome.Sent, BlobOutcome.Foreign, BlobOutcome.Sent], report.Blobs.Select(copy => copy.Outcome));
        Assert.Equal(_image.Own.Sum(blob => blob.Size), report.BytesSent);
        Assert.DoesNotContain(_image.Foreign.Digest, _image.Opened);
        Assert.False(await layout.HasBlobAsync(_image.Foreign, None));
        var stored = await layout.GetManifestAsync(_image.Manifest.Descriptor.Digest.ToString(), None);
        Assert.Equal(_image.Manifest.Bytes.ToArray(), stored.Bytes.ToArray());
    }

    [Fact]
    public async Task What_was_left_out_does_not_stop_the_next_copy()
    {
        var first = OciLayout.OpenOrCreate(_folder["first"]);
        await ImageCopier.CopyAsync(_image, _image.Manifest, first, null, None);

        var report = await ImageCopier.CopyAsync(first, _image.Manifest, OciLayout.OpenOrCreate(_folder["second"]), null, None);

        Assert.Equal(BlobOutcome.Foreign, report.Blobs[1].Outcome);
    }

    [Fact]
    public async Task A_foreign_layer_that_is_wanted_is_fetched_where_the_source_lacks_it()
    {
        var source = new Following(_image);
        var layout = OciLayout.OpenOrCreate(_folder["layout"]);

        var report = await ImageCopier.CopyAsync(source, _image.Manifest, layout, new CopyOptions { IncludeForeignLayers = true }, null, None);

        Assert.All(report.Blobs, copy => Assert.Equal(BlobOutcome.Sent, copy.Outcome));
        Assert.Equal([_image.Foreign.Digest], source.Followed);
        Assert.True(await layout.HasBlobAsync(_image.Foreign, None));
    }

    [Fact]
    public async Task A_foreign_layer_that_the_source_has_is_read_there()
    {
        var first = OciLayout.OpenOrCreate(_folder["first"]);
        await ImageCopier.CopyAsync(new Following(_image), _image.Manifest, first, new CopyOptions { IncludeForeignLayers = true }, null, None);
        var second = OciLayout.OpenOrCreate(_folder["second"]);

        await ImageCopier.CopyAsync(first, _image.Manifest, second, new CopyOptions { IncludeForeignLayers = true }, null, None);

        Assert.True(await second.HasBlobAsync(_image.Foreign, None));
    }

    [Fact]
    public async Task Where_nobody_can_follow_addresses_the_failure_says_so()
    {
        var layout = OciLayout.OpenOrCreate(_folder["layout"]);

        var exception = await Assert.ThrowsAsync<PlimsollException>(
            () => ImageCopier.CopyAsync(_image, _image.Manifest, layout, new CopyOptions { IncludeForeignLayers = true }, null, None));

        Assert.Equal(ErrorKind.NotFound, exception.Kind);
        Assert.Contains(_image.Foreign.Digest.ToString(), exception.Message, StringComparison.Ordinal);
        Assert.Contains("the setting 'foreign-layers'", exception.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_layer_of_a_foreign_type_without_an_address_is_copied_like_any_other()
    {
        var image = new ForeignImage("nowhere else");

        await Assert.ThrowsAsync<PlimsollException>(() => ImageCopier.CopyAsync(image, image.Manifest, OciLayout.OpenOrCreate(_folder["layout"]), null, None));

        Assert.Contains(image.Foreign.Digest, image.Opened);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_OCI_archive_is_whole_without_its_foreign_layers(bool include)
    {
        await using (var file = File.Create(_folder["image.tar"]))
            await OciArchiveWriter.WriteAsync(file, new Following(_image), _image.Manifest, "1.0", new CopyOptions { IncludeForeignLayers = include }, None);
        using var archive = await ImageArchive.OpenAsync(_folder["image.tar"], None);

        var layout = OciLayout.OpenOrCreate(_folder["layout"]);
        await ImageCopier.CopyAsync(archive, await archive.GetManifestAsync("1.0", None), layout, new CopyOptions { IncludeForeignLayers = include }, null, None);

        Assert.Equal(include, await layout.HasBlobAsync(_image.Foreign, None));
        Assert.True(await layout.HasBlobAsync(_image.Own[1], None));
    }

    [Fact]
    public async Task A_docker_archive_cannot_hold_the_image()
    {
        using var tar = new MemoryStream();

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => DockerArchiveWriter.WriteAsync(tar, _image, _image.Manifest, [], None));

        Assert.Equal((ErrorKind.Usage, 0L), (exception.Kind, tar.Length));
        Assert.Contains(_image.Foreign.Digest.ToString(), exception.Message, StringComparison.Ordinal);
        Assert.Contains("oci-archive:", exception.Advice, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>A source that can follow a foreign layer's addresses.</summary>
    private sealed class Following(ForeignImage image) : IImageSource, IForeignLayerReader
    {
        public List<Digest> Followed { get; } = [];

        public ValueTask<Descriptor?> ResolveAsync(string tagOrDigest, CancellationToken cancellationToken) => image.ResolveAsync(tagOrDigest, cancellationToken);

        public ValueTask<ManifestContent> GetManifestAsync(string tagOrDigest, CancellationToken cancellationToken) => image.GetManifestAsync(tagOrDigest, cancellationToken);

        public ValueTask<Stream> OpenBlobAsync(Descriptor blob, CancellationToken cancellationToken) => image.OpenBlobAsync(blob, cancellationToken);

        public ValueTask<Stream> OpenForeignLayerAsync(Descriptor layer, CancellationToken cancellationToken)
        {
            Followed.Add(layer.Digest);
            return new(new MemoryStream(image.ForeignBytes));
        }
    }
}
