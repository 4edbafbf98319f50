using System.Text;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Storage.Layout;

public sealed class OciLayoutTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_written_under_a_tag_is_read_back_byte_for_byte()
    {
        var layout = OciLayout.OpenOrCreate(_folder["image"]);
        var manifest = await WriteImageAsync(layout, "hello");
        await layout.PutManifestAsync(manifest, "1.0.0", None);

        var read = await OciLayout.Open(_folder["image"]).GetManifestAsync("1.0.0", None);

        Assert.Equal(manifest.Bytes.ToArray(), read.Bytes.ToArray());
        Assert.Equal(manifest.Descriptor.Digest, (await layout.GetOnlyManifestAsync(None)).Descriptor.Digest);
    }

    [Fact]
    public async Task A_tag_names_one_image_and_its_bare_name_is_in_the_index()
    {
        var layout = OciLayout.OpenOrCreate(_folder["image"]);
        await layout.PutManifestAsync(await WriteImageAsync(layout, "one"), "latest", None);
        var second = await WriteImageAsync(layout, "two");
        await layout.PutManifestAsync(second, "latest", None);

        Assert.Equal(["latest"], await layout.ListTagsAsync(None).ToListAsync());
        Assert.Equal(second.Descriptor.Digest, (await layout.ResolveAsync("latest", None))!.Digest);
        Assert.Contains("\"org.opencontainers.image.ref.name\":\"latest\"", await File.ReadAllTextAsync(_folder["image/index.json"]));
    }

    [Fact]
    public async Task Writers_at_the_same_time_lose_no_tag()
    {
        var path = _folder["image"];
        var manifest = await WriteImageAsync(OciLayout.OpenOrCreate(path), "hello");

        await Parallel.ForEachAsync(Enumerable.Range(0, 40), async (number, token) =>
            await OciLayout.OpenOrCreate(path).PutManifestAsync(manifest, $"t{number}", token));

        Assert.Equal(40, await OciLayout.Open(path).ListTagsAsync(None).CountAsync());
    }

    [Fact]
    public async Task A_blob_of_another_digest_is_refused_and_leaves_nothing_behind()
    {
        var layout = OciLayout.OpenOrCreate(_folder["image"]);
        var promised = new Descriptor("text/plain", Digest.Sha256("right"u8), 5);

        await Assert.ThrowsAsync<ContentMismatchException>(async () => await layout.PutBlobAsync(promised, Opener("wrong"), None));

        Assert.False(await layout.HasBlobAsync(promised, None));
        Assert.Empty(Directory.EnumerateFiles(_folder["image/blobs"], "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("index.json", "{", "not valid JSON")]
    [InlineData("index.json", "{}", "has no list of manifests")]
    [InlineData("oci-layout", """{"imageLayoutVersion":"9"}""", "version 1")]
    [InlineData("oci-layout", """{"imageLayoutVersion":1}""", "version 1")]
    [InlineData("oci-layout", "[]", "version 1")]
    [InlineData("index.json", """{"manifests":[null]}""", "an entry without a media type, digest or size")]
    [InlineData("index.json", """{"manifests":[{}]}""", "an entry without a media type, digest or size")]
    [InlineData("index.json", null, "index.json is missing")]
    public async Task A_broken_layout_is_one_clear_error(string file, string? content, string message)
    {
        var layout = OciLayout.OpenOrCreate(_folder["image"]);
        await layout.PutManifestAsync(await WriteImageAsync(layout, "hello"), "1.0.0", None);
        if (content is null)
            File.Delete(_folder["image/" + file]);
        else
            _folder.Write("image/" + file, content);

        var exception = await Assert.ThrowsAsync<PlimsollException>(async () => await OciLayout.Open(_folder["image"]).GetManifestAsync("1.0.0", None));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Contains(message, exception.Message);
    }

    [Theory]
    [InlineData("index.json", 8 * 1024 * 1024)]
    [InlineData("oci-layout", 4096)]
    public async Task A_file_of_gigantic_size_is_refused(string file, int maximum)
    {
        var layout = OciLayout.OpenOrCreate(_folder["image"]);
        await layout.PutManifestAsync(await WriteImageAsync(layout, "hello"), "1.0.0", None);
        var json = await File.ReadAllTextAsync(_folder["image/" + file]);

        // Still readable JSON, and so refused for its size alone.
        _folder.Write("image/" + file, json.PadRight(maximum));
        Assert.NotNull(await OciLayout.Open(_folder["image"]).ResolveAsync("1.0.0", None));
        _folder.Write("image/" + file, json.PadRight(maximum + 1));
        var exception = await Assert.ThrowsAsync<PlimsollException>(async () => await OciLayout.Open(_folder["image"]).ResolveAsync("1.0.0", None));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Contains($"larger than the limit of {maximum} bytes", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_truncated_blob_is_found_before_it_is_used()
    {
        var layout = OciLayout.OpenOrCreate(_folder["image"]);
        var manifest = await WriteImageAsync(layout, "hello");
        await layout.PutManifestAsync(manifest, "1.0.0", None);
        var blob = manifest.Parse().Blobs[0];
        await File.WriteAllTextAsync(_folder[$"image/blobs/sha256/{blob.Digest.Hex}"], "h");

        var exception = await Assert.ThrowsAsync<ContentMismatchException>(async () => await layout.OpenBlobAsync(blob, None));
        Assert.Contains("1 bytes instead of 5", exception.Message);
    }

    [Fact]
    public async Task A_layout_is_readable_from_its_first_blob_on()
    {
        await WriteImageAsync(OciLayout.OpenOrCreate(_folder["image"]), "hello");

        Assert.Empty(await OciLayout.Open(_folder["image"]).ListTagsAsync(None).ToListAsync());
    }

    [Fact]
    public void A_directory_of_other_files_is_never_written_to()
    {
        _folder.Write("src/app.cs", "");

        Assert.Equal(ErrorKind.Usage, Assert.Throws<PlimsollException>(() => OciLayout.OpenOrCreate(_folder["src"])).Kind);
        Assert.Equal(ErrorKind.Usage, Assert.Throws<PlimsollException>(() => OciLayout.Open(_folder["src"])).Kind);
        Assert.Equal(ErrorKind.NotFound, Assert.Throws<PlimsollException>(() => OciLayout.Open(_folder["none"])).Kind);
    }

    [Theory]
    [InlineData(".lock")]
    [InlineData(".plimsoll-0123456789abcdef0123456789abcdef.tmp")]
    [InlineData("index.json")]
    public async Task A_layout_that_another_process_just_begins_is_joined(string begun)
    {
        _folder.Write($"image/{begun}", begun == "index.json" ? """{"schemaVersion":2,"manifests":[]}""" : "");

        var layout = OciLayout.OpenOrCreate(_folder["image"]);
        await layout.PutManifestAsync(await WriteImageAsync(layout, "hello"), "1.0.0", None);

        Assert.NotNull(await layout.ResolveAsync("1.0.0", None));
    }

    [Fact]
    public async Task A_lock_that_cannot_be_made_is_no_lock_that_somebody_holds()
    {
        Directory.CreateDirectory(_folder["image"]);
        File.CreateSymbolicLink(_folder["image/.lock"], ".lock");

        await Assert.ThrowsAnyAsync<IOException>(() => WriteImageAsync(OciLayout.OpenOrCreate(_folder["image"]), "hello"));
    }

    [Fact]
    public async Task No_other_writer_comes_between_the_guard_and_the_write_that_it_allows()
    {
        var layout = OciLayout.OpenOrCreate(_folder["image"]);
        var first = await WriteImageAsync(layout, "first");
        var second = await WriteImageAsync(layout, "second");
        var found = new List<Descriptor?>();
        Task? other = null;

        await ((ITagListSink)layout).PutTagsAsync(
            first,
            ["1.0.0"],
            (_, _) =>
            {
                other ??= PutAsync(second);
                return new(true);
            },
            None);
        await other!;

        Assert.Equal(first.Descriptor.Digest, Assert.Single(found)?.Digest);
        Assert.Equal(first.Descriptor.Digest, (await layout.ResolveAsync("1.0.0", None))?.Digest);

        // As another process does: with a layout, and so a lock, of its own.
        async Task PutAsync(ManifestContent manifest) =>
            await ((ITagListSink)OciLayout.Open(_folder["image"])).PutTagsAsync(manifest, ["1.0.0"], IsFreeAsync, None);

        async ValueTask<bool> IsFreeAsync(string tag, CancellationToken cancellationToken)
        {
            found.Add(await layout.ResolveAsync(tag, cancellationToken));
            return found[^1] is null;
        }
    }

    [Fact]
    public async Task An_unknown_tag_is_not_found_and_the_known_ones_are_named()
    {
        var layout = OciLayout.OpenOrCreate(_folder["image"]);
        await layout.PutManifestAsync(await WriteImageAsync(layout, "hello"), "1.0.0", None);

        var exception = await Assert.ThrowsAsync<PlimsollException>(async () => await layout.GetManifestAsync("2.0.0", None));

        Assert.Equal(ErrorKind.NotFound, exception.Kind);
        Assert.Contains("1.0.0", exception.Advice);
    }

    [Fact]
    public async Task An_image_is_copied_from_layout_to_layout_once()
    {
        var source = OciLayout.OpenOrCreate(_folder["source"]);
        var manifest = await WriteImageAsync(source, "hello");
        var destination = OciLayout.OpenOrCreate(_folder["destination"]);

        var first = await ImageCopier.CopyAsync(source, manifest, destination, null, None);
        var second = await ImageCopier.CopyAsync(source, manifest, destination, null, None);

        Assert.Equal([BlobOutcome.Sent], first.Blobs.Select(blob => blob.Outcome));
        Assert.Equal([BlobOutcome.Present], second.Blobs.Select(blob => blob.Outcome));
        Assert.Equal((5, 0), (first.BytesSent, second.BytesSent));
        Assert.NotNull(await destination.ResolveAsync(manifest.Descriptor.Digest.ToString(), None));
    }

    private static async Task<ManifestContent> WriteImageAsync(OciLayout layout, string content)
    {
        var blob = new Descriptor(MediaTypes.OciConfig, Digest.Sha256(Encoding.UTF8.GetBytes(content)), content.Length);
        await layout.PutBlobAsync(blob, Opener(content), None);
        var manifest = new ImageManifest(blob, []) { MediaType = MediaTypes.OciManifest }.Serialize();
        await layout.PutManifestAsync(manifest, null, None);
        return manifest;
    }

    private static BlobOpener Opener(string content) => _ => new(new MemoryStream(Encoding.UTF8.GetBytes(content)));
}
