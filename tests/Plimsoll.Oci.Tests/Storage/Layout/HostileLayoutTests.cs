using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Storage.Layout;

/// <summary>Layouts that somebody prepared: what lies in them need not be a file, and an index can name anything.</summary>
public sealed class HostileLayoutTests : IDisposable
{
    private const long Megabyte = 1024 * 1024;
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_pipe_in_place_of_a_blob_is_not_waited_for()
    {
        if (OperatingSystem.IsWindows())
            return;

        var (layout, image) = await CreateAsync();
        var empty = new Descriptor("text/plain", Digest.Sha256([]), 0);
        foreach (var blob in image.Blobs.Keys.Append(empty).Append(image.Manifest.Descriptor))
            await ReplaceWithPipeAsync(_folder[$"image/blobs/sha256/{blob.Digest.Hex}"]);

        foreach (var blob in image.Blobs.Keys)
            await Assert.ThrowsAsync<ContentMismatchException>(() => InTimeAsync(async () => await layout.OpenBlobAsync(blob, None)));
        await InTimeAsync(async () => Assert.Equal(-1, (await layout.OpenBlobAsync(empty, None)).ReadByte()));
        await Assert.ThrowsAsync<ContentMismatchException>(() => InTimeAsync(async () => await layout.GetManifestAsync("1.0", None)));
        await InTimeAsync(async () => Assert.Null(await layout.ResolveAsync(empty.Digest.ToString(), None)));
    }

    [Theory]
    [InlineData("index.json")]
    [InlineData("oci-layout")]
    public async Task A_pipe_in_place_of_the_index_is_not_waited_for(string file)
    {
        if (OperatingSystem.IsWindows())
            return;

        var (layout, _) = await CreateAsync();
        await ReplaceWithPipeAsync(_folder[$"image/{file}"]);

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => InTimeAsync(async () => await layout.ResolveAsync("1.0", None)));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Contains("is empty or not a regular file", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_blob_that_is_a_link_to_a_file_is_read_and_checked()
    {
        if (OperatingSystem.IsWindows())
            return;

        var (layout, image) = await CreateAsync();
        var (blob, bytes) = image.Blobs.Last();
        var path = _folder[$"image/blobs/sha256/{blob.Digest.Hex}"];
        File.Move(path, _folder["elsewhere"]);
        File.CreateSymbolicLink(path, _folder["elsewhere"]);

        Assert.True(await layout.HasBlobAsync(blob, None));
        await using (var content = await layout.OpenBlobAsync(blob, None))
        {
            using var read = new MemoryStream();
            await content.CopyToAsync(read, None);
            Assert.Equal(bytes, read.ToArray());
        }

        await File.WriteAllBytesAsync(_folder["elsewhere"], new byte[bytes.Length], None);
        await using var changed = await layout.OpenBlobAsync(blob, None);
        await Assert.ThrowsAsync<ContentMismatchException>(() => changed.CopyToAsync(Stream.Null, None));
    }

    [Fact]
    public async Task An_index_of_very_many_entries_is_not_read_again_for_each()
    {
        var (layout, image) = await CreateAsync();
        var entries = Enumerable.Range(0, 3000).Select(number => new Descriptor(MediaTypes.OciManifest, Digest.Sha256(BitConverter.GetBytes(number)), 1));
        await File.WriteAllBytesAsync(_folder["image/index.json"], new ImageIndex([.. entries]) { MediaType = MediaTypes.OciIndex }.Serialize().Bytes.ToArray(), None);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var referrers = layout.GetReferrersAsync(image.Manifest.Descriptor.Digest, null, None);

        // The index alone is half a megabyte; read for each entry it would be a thousand.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100 * Megabyte);
        Assert.Empty(await referrers);
    }

    [Fact]
    public async Task A_version_in_half_characters_is_no_version()
    {
        var (layout, _) = await CreateAsync();
        _folder.Write("image/oci-layout", """{"imageLayoutVersion":"1.\ud800"}""");

        var exception = await Assert.ThrowsAsync<PlimsollException>(async () => await layout.ResolveAsync("1.0", None));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
    }

    private async Task<(OciLayout Layout, SmallImage Image)> CreateAsync()
    {
        var layout = OciLayout.OpenOrCreate(_folder["image"]);
        var image = SmallImage.Create();
        await image.PushAsync(layout, "1.0");
        return (layout, image);
    }

    private static async Task ReplaceWithPipeAsync(string path)
    {
        File.Delete(path);
        using var process = System.Diagnostics.Process.Start("mkfifo", path);
        await process.WaitForExitAsync(None);
        Assert.Equal(0, process.ExitCode);
    }

    /// <summary>What waits for a pipe that nobody writes to would never end, and could not be stopped.</summary>
    private static Task InTimeAsync(Func<Task> act) => Task.Run(act).WaitAsync(TimeSpan.FromMinutes(2));
}
