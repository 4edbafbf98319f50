using System.Text;
using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Tests.Images;

public class ManifestTests
{
    private const string Blob = """{"mediaType":"application/octet-stream","digest":"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","size":0}""";

    [Fact]
    public void An_image_is_read_with_its_blobs()
    {
        var manifest = Parse(MediaTypes.OciManifest, $$"""{"schemaVersion":2,"mediaType":"{{MediaTypes.OciManifest}}","config":{{Blob}},"layers":[{{Blob}}]}""");

        Assert.IsType<ImageManifest>(manifest);
        Assert.Single(manifest.Blobs);
    }

    [Theory]
    [InlineData(MediaTypes.OciManifest, """{"manifests":[],"layers":[]}""", "both an image and an index")]
    [InlineData(MediaTypes.OciManifest, """{"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]}""", "served as")]
    [InlineData(MediaTypes.OciManifest, """{"schemaVersion":2}""", "no config")]
    [InlineData(MediaTypes.OciIndex, """{"schemaVersion":2}""", "no manifests")]
    [InlineData(MediaTypes.OciManifest, "{", "not valid")]
    [InlineData(MediaTypes.OciManifest, "null", "empty")]
    [InlineData(MediaTypes.OciManifest, """{"config":{},"layers":[null]}""", "without a media type, digest or size")]
    [InlineData(MediaTypes.OciIndex, """{"manifests":[null]}""", "without a media type, digest or size")]
    [InlineData(MediaTypes.OciManifest, $$$"""{"config":{{{Blob}}},"layers":[{"mediaType":"x","digest":"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b854","size":-1}]}""", "without a media type, digest or size")]
    [InlineData(MediaTypes.OciIndex, """{"manifests":[{"mediaType":"x","digest":"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","size":-4611686018427387904}]}""", "without a media type, digest or size")]
    [InlineData("text/html", "{}", "not a supported manifest type")]
    [InlineData(MediaTypes.OciManifest, $$$"""{"config":{{{Blob}}},"layers":[],"subject":{}}""", "subject without a media type, digest or size")]
    [InlineData(MediaTypes.OciIndex, """{"manifests":[],"subject":{"mediaType":"x","size":1}}""", "subject without a media type, digest or size")]
    [InlineData(MediaTypes.OciManifest, $$$"""{"config":{{{Blob}}},"layers":[{{{Blob}}}],"layers":[]}""", "not valid")]
    [InlineData(MediaTypes.OciIndex, $$$"""{"manifests":[{{{Blob}}}],"annotations":{"a":"1","a":"2"}}""", "not valid")]
    [InlineData(MediaTypes.OciManifest, """{"config":{"mediaType":"x","digest":"sha256:../../x","size":1},"layers":[]}""", "not valid")]
    [Trait("Answers", "CVE-2021-41190")]
    public void What_is_no_manifest_of_its_type_is_refused(string mediaType, string json, string reason)
    {
        var exception = Assert.Throws<PlimsollException>(() => Parse(mediaType, json));

        Assert.Contains(reason, exception.Message);
        Assert.Equal(ErrorKind.Usage, exception.Kind);
    }

    /// <summary>Go writes an empty list as null.</summary>
    [Fact]
    public void A_list_that_is_null_is_empty()
    {
        Assert.Empty(Parse(MediaTypes.OciIndex, """{"manifests":null,"annotations":null,"layers":null,"config":null}""").Children);
        Assert.Empty(Assert.IsType<ImageManifest>(Parse(MediaTypes.OciManifest, $$"""{"config":{{Blob}},"layers":null,"manifests":null,"subject":null,"annotations":null}""")).Layers);
    }

    [Theory]
    [InlineData("Layers", $$$"""{"config":{{{Blob}}},"layers":[],"Layers":[{{{Blob}}}]}""")]
    [InlineData("layerſ", $$$"""{"config":{{{Blob}}},"layers":[],"layerſ":[{{{Blob}}}]}""")]
    [InlineData("Subject", $$$"""{"config":{{{Blob}}},"layers":[],"Subject":{{{Blob}}} }""")]
    [InlineData("Digest", $$$"""{"config":{"mediaType":"x","digest":"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","size":0,"Digest":"sha256:0"},"layers":[]}""")]
    [InlineData("Manifests", $$$"""{"config":{{{Blob}}},"layers":[],"Manifests":[{{{Blob}}}]}""")]
    public void A_member_that_readers_take_differently_is_refused(string member, string json)
    {
        var exception = Assert.Throws<PlimsollException>(() => Parse(MediaTypes.OciManifest, json));

        Assert.Contains($"'{member}'", exception.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorKind.Usage, exception.Kind);
    }

    [Fact]
    public void Names_that_a_writer_chose_may_differ_by_case() =>
        Parse(MediaTypes.OciManifest, $$"""{"config":{{Blob}},"layers":[],"annotations":{"a":"1","A":"2","Layers":"3"},"other":{"Digest":1,"digest":2} }""");

    [Theory]
    [InlineData("APPLICATION/vnd.oci.image.manifest.v1+JSON")]
    [InlineData("application/vnd.oci.image.manifest.v1+json; charset=utf-8")]
    public void The_case_and_the_parameters_of_a_manifests_own_type_do_not_matter(string own) =>
        Parse(MediaTypes.OciManifest, $$"""{"mediaType":"{{own}}","config":{{Blob}},"layers":[]}""");

    [Fact]
    public void New_manifests_are_written_without_escapes_and_read_back_equal()
    {
        var config = new Descriptor(MediaTypes.OciConfig, Digest.Sha256("{}"u8), 2);
        var content = new ImageManifest(config, [config with { MediaType = MediaTypes.OciLayerGzip }]) { MediaType = MediaTypes.OciManifest }.Serialize();
        var json = Encoding.UTF8.GetString(content.Bytes.Span);

        Assert.DoesNotContain("\\u002B", json);
        Assert.Contains("tar+gzip", json);
        Assert.True(content.Descriptor.Digest.Matches(content.Bytes.Span));
        Assert.Equal(config, Assert.IsType<ImageManifest>(content.Parse()).Config);
    }

    private static Manifest Parse(string mediaType, string json) => Manifest.Parse(mediaType, Encoding.UTF8.GetBytes(json));
}
