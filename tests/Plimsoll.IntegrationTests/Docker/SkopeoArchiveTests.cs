using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage.Archives;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Docker;

/// <summary>Archives exchanged with skopeo, whose reader and writer are those of Podman and Buildah too.</summary>
public sealed class SkopeoArchiveTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempDirectory _folder = new();
    private readonly InMemoryImage _image = InMemoryImage.Create(null, ("a", "1"), ("b", "2"), ("a", "1"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Skopeo_reads_what_we_write_and_we_read_what_it_writes()
    {
        await WriteAsync("ours.tar");
        await CopyAsync($"docker-archive:{_folder["ours.tar"]}", $"docker-archive:{_folder["theirs.tar"]}:acme/theirs:2.0");

        using var archive = await DockerArchive.OpenAsync(_folder["theirs.tar"], None);

        var image = (ImageManifest)(await archive.GetManifestAsync("2.0", None)).Parse();
        Assert.Equal(_image.Id, image.Config.Digest);
        Assert.Equal(3, image.Layers.Count);
        await VerifyAsync(archive, image);
    }

    [Fact]
    public async Task An_OCI_archive_keeps_the_manifest_through_skopeo()
    {
        await WriteAsync("ours.tar");
        await CopyAsync($"oci-archive:{_folder["ours.tar"]}", $"oci-archive:{_folder["theirs.tar"]}:2.0");

        using var archive = await OciArchive.OpenAsync(_folder["theirs.tar"], None);

        var manifest = await archive.GetManifestAsync("2.0", None);
        Assert.Equal(_image.Manifest.Descriptor.Digest, manifest.Descriptor.Digest);
        await VerifyAsync(archive, (ImageManifest)manifest.Parse());
    }

    private static async Task VerifyAsync(ImageArchive archive, ImageManifest image)
    {
        foreach (var blob in image.Blobs)
        {
            await using var stream = await archive.OpenBlobAsync(blob, None);
            await stream.CopyToAsync(Stream.Null);
        }
    }

    private async Task WriteAsync(string name)
    {
        await using var file = File.Create(_folder[name]);
        await DockerArchiveWriter.WriteAsync(file, _image, _image.Manifest, [ImageReference.Parse("acme/ours:1.0")], None);
    }

    private static async Task CopyAsync(string from, string to) =>
        await CliWrap.Cli.Wrap("skopeo").WithArguments(["--insecure-policy", "copy", "--quiet", from, to]).ExecuteAsync();
}
