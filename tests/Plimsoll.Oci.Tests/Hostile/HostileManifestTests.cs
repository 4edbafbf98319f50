using System.Text;
using CsCheck;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Assembly;
using Plimsoll.Testing;
using Plimsoll.Testing.Hostile;

namespace Plimsoll.Oci.Tests.Hostile;

/// <summary>Manifests, indexes and configurations: see <see cref="HostileRun"/> for how many are tried.</summary>
public class HostileManifestTests
{
    private const long Bound = 64 * 1024 * 1024;

    private static readonly SmallImage Image = SmallImage.Create();

    private static readonly string Artifact = Text(SmallImage.CreateArtifact(Image.Manifest.Descriptor).Manifest);

    private static readonly string Index = Text(new ImageIndex([Image.Manifest.Descriptor with { Platform = new Platform("linux", "arm", "v7") { OsVersion = "1" }, Annotations = new Dictionary<string, string> { ["a"] = "b" }, Urls = ["https://x/"] }]) { MediaType = MediaTypes.OciIndex, Annotations = new Dictionary<string, string> { ["c"] = "d" } }.Serialize());

    private const string Config =
        """{"created":"2026-05-19T12:00:00Z","architecture":"amd64","os":"linux","variant":"v1","os.version":"1","config":{"User":"1","ExposedPorts":{"80/tcp":{}},"Env":["A=b"],"Entrypoint":["/x"],"Cmd":null,"Volumes":{"/v":{}},"WorkingDir":"/","Labels":{"k":"v"},"StopSignal":"SIGTERM","Healthcheck":{"Test":["CMD","x"],"Interval":1000000000,"Retries":3},"ArgsEscaped":true,"OnBuild":["RUN x"]},"rootfs":{"type":"layers","diff_ids":["sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"]},"history":[{"created":"2026-05-19T12:00:00Z","created_by":"COPY x","empty_layer":true,"comment":"c","author":"a"}]}""";

    [Fact]
    public void A_manifest_is_read_or_refused() => Gen.Select(Near(Text(Image.Manifest), Artifact, Index), HostileText.OneOf(MediaTypes.OciManifest, MediaTypes.OciIndex, MediaTypes.DockerManifest, "text/plain")).SampleHostile(
        700,
        sample =>
        {
            var (bytes, mediaType) = sample;
            _ = ManifestSniffer.DetectMediaType(bytes);
            var manifest = Manifest.Parse(mediaType, bytes);
            _ = (manifest.Blobs.Count, manifest.Children.Count, $"{manifest}");
            if (ManifestContent.Create(mediaType, bytes) is var content)
                _ = Referrer.GetSubject(content);
        },
        Bound);

    [Fact]
    public void A_configuration_is_read_or_refused() => Near(Config).SampleHostile(
        700,
        async (bytes, cancellationToken) =>
        {
            var descriptor = new Descriptor(MediaTypes.OciConfig, Digest.Sha256(bytes), bytes.Length);
            var config = await new BytesSource(bytes).ReadConfigAsync(new ImageManifest(descriptor, []), cancellationToken);
            _ = (config?.Platform?.ToString(), config?.Config?.Labels?.Count, config?.History?.Count(entry => entry is { EmptyLayer: true }));
        });

    [Fact]
    public void A_base_images_configuration_is_changed_or_refused() => Near(Config).SampleHostile(
        300,
        bytes => _ = ConfigEditor.Apply(bytes, new ContainerSettings { User = "1", Ports = ["81/tcp"], Volumes = ["/w"], Environment = new Dictionary<string, string> { ["A"] = "c" } }),
        Bound);

    [Theory]
    [InlineData("""{"os":"linux","config":{"Entrypoint":"\ud800"}}""")]
    [InlineData("""{"os":"linux","config":{"\udc00":1}}""")]
    [InlineData("""{"config":{},"config":{}}""")]
    [InlineData("{\"o\uF8FF\":1}")]
    public void A_base_images_configuration_that_cannot_be_written_again_is_refused(string json)
    {
        var exception = Assert.Throws<PlimsollException>(() => ConfigEditor.Apply(HostileText.Encode(json), new ContainerSettings { User = "1" }));

        Assert.StartsWith("The base image's configuration is not valid: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_manifest_with_a_value_of_another_type_is_named_with_its_digest_and_the_place_in_it()
    {
        var manifest = ManifestContent.Create(MediaTypes.OciManifest, """{"schemaVersion":2,"config":{"mediaType":"a","digest":"x","size":1},"layers":[]}"""u8.ToArray());

        Assert.Equal($"The manifest {manifest.Descriptor.Digest} is not valid: the value at $.config.digest is not valid (line 1).", Assert.Throws<PlimsollException>(manifest.Parse).Message);
    }

    private static string Text(ManifestContent manifest) => Encoding.UTF8.GetString(manifest.Bytes.Span);

    private static Gen<byte[]> Near(params string[] documents) => Gen.Frequency((3, JsonEdit.Near(documents)), (1, ByteEdit.Near(documents)));

    private sealed class BytesSource(byte[] bytes) : IImageSource
    {
        public ValueTask<Descriptor?> ResolveAsync(string tagOrDigest, CancellationToken cancellationToken) => new((Descriptor?)null);

        public ValueTask<ManifestContent> GetManifestAsync(string tagOrDigest, CancellationToken cancellationToken) => throw PlimsollException.NotFound("none");

        public ValueTask<Stream> OpenBlobAsync(Descriptor blob, CancellationToken cancellationToken) => new(new MemoryStream(bytes));
    }
}
