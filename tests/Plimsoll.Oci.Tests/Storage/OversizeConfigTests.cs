using System.Text;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Assembly;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Storage;

/// <summary>A configuration is read whole, so a gigantic one is refused before it is opened.</summary>
public sealed class OversizeConfigTests : IDisposable
{
    private const int Maximum = 8 * 1024 * 1024;
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_largest_configuration_is_read()
    {
        var image = new Padded(Maximum);

        Assert.Equal("amd64", (await image.ReadConfigAsync(image.Image, None))!.Architecture);
    }

    [Fact]
    [Trait("Answers", "GHSA-f36w-mj3v-6jqv")]
    public async Task A_larger_one_is_refused()
    {
        var image = new Padded(Maximum + 1);

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => image.ReadConfigAsync(image.Image, None));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Contains("8388609 bytes, more than 8388608", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_larger_one_of_a_base_image_is_refused()
    {
        _folder.Write("root/app", "binary");
        var image = new Padded(Maximum + 1);
        var options = new AssemblyOptions
        {
            Created = DateTimeOffset.UnixEpoch,
            Platform = new Platform("linux", "amd64"),
            Base = new BaseImage(image, image.Image.Serialize(), "below"),
        };

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => AssembledImage.FromDirectoryAsync(_folder["root"], options, None));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Contains("8388609 bytes, more than 8388608", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>An image without layers whose configuration is correct JSON of any size.</summary>
    private sealed class Padded : IImageSource
    {
        private readonly byte[] _config;

        public Padded(int size)
        {
            _config = Encoding.UTF8.GetBytes("""{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[]},"history":[]}""".PadRight(size));
            Image = new ImageManifest(new Descriptor(MediaTypes.OciConfig, Digest.Sha256(_config), size), []) { MediaType = MediaTypes.OciManifest };
        }

        public ImageManifest Image { get; }

        public ValueTask<Descriptor?> ResolveAsync(string tagOrDigest, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<ManifestContent> GetManifestAsync(string tagOrDigest, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<Stream> OpenBlobAsync(Descriptor blob, CancellationToken cancellationToken) =>
            ValueTask.FromResult<Stream>(new VerifyingStream(new MemoryStream(_config, writable: false), blob));
    }
}
