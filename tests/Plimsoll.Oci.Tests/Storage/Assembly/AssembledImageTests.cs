using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage.Assembly;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Storage.Assembly;

public sealed class AssembledImageTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly AssemblyOptions Options = new()
    {
        Created = Contexts.Now,
        Labels = new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" },
        Entrypoint = ["/app"],
    };

    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_same_files_give_the_same_digest_whatever_their_times_order_and_owners()
    {
        _folder.Write("one/b.txt", "b");
        _folder.Write("one/a/c.txt", "c");
        _folder.Write("two/a/c.txt", "c");
        _folder.Write("two/b.txt", "b");
        File.SetLastWriteTimeUtc(_folder["two/b.txt"], new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        using var one = await AssembledImage.FromDirectoryAsync(_folder["one"], Options, None);
        using var two = await AssembledImage.FromDirectoryAsync(_folder["two"], Options, None);

        Assert.Equal(one.Manifest.Descriptor.Digest, two.Manifest.Descriptor.Digest);
    }

    [Theory]
    [InlineData("content")]
    [InlineData("name")]
    [InlineData("mode")]
    [InlineData("time")]
    public async Task What_matters_changes_the_digest(string what)
    {
        _folder.Write("one/a", "a");
        var changed = _folder.Write(what == "name" ? "two/b" : "two/a", what == "content" ? "b" : "a");
        if (what == "mode")
            File.SetUnixFileMode(changed, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        using var one = await AssembledImage.FromDirectoryAsync(_folder["one"], Options, None);
        using var two = await AssembledImage.FromDirectoryAsync(_folder["two"], what == "time" ? Options with { Created = Contexts.Now.AddDays(1) } : Options, None);

        Assert.NotEqual(one.Manifest.Descriptor.Digest, two.Manifest.Descriptor.Digest);
    }

    [Fact]
    public async Task The_layer_has_every_entry_sorted_with_fixed_owner_time_and_mode()
    {
        var script = _folder.Write("root/bin/run", "#!");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _folder.Write("root/a.txt", "text");
        _folder.Write("root/" + new string('n', 120) + ".txt", "long name");
        _folder.Write("root/ümlaut.txt", "x");
        File.CreateSymbolicLink(_folder["root/link"], "bin/run");
        using var image = await AssembledImage.FromDirectoryAsync(_folder["root"], Options, None);

        var entries = await EntriesAsync(image);

        Assert.Equal(
            [
                ("a.txt", "file", 0b110100100), ("bin/", "directory", 0b111101101), ("bin/run", "file", 0b111101101), ("link", "link", 0b111111111),
                (new string('n', 120) + ".txt", "file", 0b110100100), ("ümlaut.txt", "file", 0b110100100),
            ],
            entries.Select(entry => (entry.Name, entry.Kind, (int)entry.Mode)));
        Assert.All(entries, entry => Assert.Equal((0, 0, Contexts.Now), (entry.Uid, entry.Gid, entry.Time)));
    }

    [Fact]
    public async Task The_configuration_says_what_was_asked_for_and_names_the_uncompressed_layer()
    {
        _folder.Write("root/app", "binary");
        using var image = await AssembledImage.FromDirectoryAsync(_folder["root"], Options with { Platform = Platform.Parse("linux/arm64/v8") }, None);
        var manifest = Assert.IsType<ImageManifest>(image.Manifest.Parse());

        await using var content = await image.OpenBlobAsync(manifest.Config, None);
        var config = JsonSerializer.Deserialize(content, OciJson.Default.ImageConfig)!;
        await using var layer = new GZipStream(await image.OpenBlobAsync(manifest.Layers[0], None), CompressionMode.Decompress);
        using var tar = new MemoryStream();
        await layer.CopyToAsync(tar);

        Assert.Equal("linux/arm64/v8", config.Platform!.ToString());
        Assert.Equal("2026-05-19T23:30:00Z", config.Created);
        Assert.Equal(["/app"], config.Config!.Entrypoint);
        Assert.Equal(["a", "b"], config.Config.Labels!.Keys);
        Assert.Equal([Digest.Sha256(tar.ToArray())], config.RootFs!.DiffIds);
    }

    [Fact]
    public async Task The_gzip_header_names_neither_time_nor_system()
    {
        _folder.Write("root/app", "binary");
        using var image = await AssembledImage.FromDirectoryAsync(_folder["root"], Options, None);
        await using var layer = await image.OpenBlobAsync(image.Manifest.Parse().Blobs[1], None);
        var header = new byte[10];
        await layer.ReadExactlyAsync(header);

        Assert.Equal([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff], header);
    }

    /// <summary>They are promised: neither the machine, nor its cores, nor a library of the system makes a difference.</summary>
    [Fact]
    public async Task The_digest_of_known_files_never_changes()
    {
        _folder.Write("root/app/text", string.Concat(Enumerable.Range(0, 100_000).Select(line => $"{line * line % 9973} files of a layer\n")));
        _folder.Write("root/app/words", string.Concat(Enumerable.Repeat("image ", 50_000)));
        using var image = await AssembledImage.FromDirectoryAsync(_folder["root"], Options, None);

        Assert.Equal("sha256:73bda217ca30c1b4fa99358bbfdd55ee1e8b00bc9e7e1fd5579fba309239ff3f", image.Manifest.Parse().Blobs[1].Digest.ToString());
    }

    [Fact]
    public async Task A_pipe_is_refused_and_not_waited_for_and_a_repository_is_left_out()
    {
        _folder.Write("root/app", "binary");
        _folder.Write("root/empty", "");
        _folder.Write("root/.git/config", "token");
        using (var image = await AssembledImage.FromDirectoryAsync(_folder["root"], Options, None))
            Assert.Equal(["app", "empty"], (await EntriesAsync(image)).Select(entry => entry.Name));

        using var mkfifo = System.Diagnostics.Process.Start("mkfifo", _folder["root/pipe"]);
        await mkfifo.WaitForExitAsync();
        Assert.Equal(ErrorKind.Usage, (await Assert.ThrowsAsync<PlimsollException>(() => AssembledImage.FromDirectoryAsync(_folder["root"], Options, None))).Kind);
    }

    [Fact]
    public async Task An_empty_or_missing_directory_is_refused()
    {
        Directory.CreateDirectory(_folder["empty"]);

        Assert.Equal(ErrorKind.Usage, (await Assert.ThrowsAsync<PlimsollException>(() => AssembledImage.FromDirectoryAsync(_folder["empty"], Options, None))).Kind);
        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<PlimsollException>(() => AssembledImage.FromDirectoryAsync(_folder["none"], Options, None))).Kind);
    }

    private static async Task<List<(string Name, string Kind, UnixFileMode Mode, int Uid, int Gid, DateTimeOffset Time)>> EntriesAsync(AssembledImage image)
    {
        await using var layer = new GZipStream(await image.OpenBlobAsync(image.Manifest.Parse().Blobs[1], None), CompressionMode.Decompress);
        await using var tar = new TarReader(layer);
        var entries = new List<(string, string, UnixFileMode, int, int, DateTimeOffset)>();
        while (await tar.GetNextEntryAsync() is { } entry)
            entries.Add((entry.Name, entry.EntryType switch { TarEntryType.Directory => "directory", TarEntryType.SymbolicLink => "link", _ => "file" }, entry.Mode, entry.Uid, entry.Gid, entry.ModificationTime));
        return entries;
    }
}
