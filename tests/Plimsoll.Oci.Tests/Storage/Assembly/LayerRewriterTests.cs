using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage.Assembly;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Storage.Assembly;

public sealed class LayerRewriterTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly string Long = $"app/{new string('n', 150)}";

    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Order_times_and_compression_of_a_layer_leave_no_trace()
    {
        var one = await RewriteAsync("one", Tar(1_700_000_000, "app", "app/b", "app/a", Long));
        var two = await RewriteAsync("two", InMemoryImage.Gzip(Tar(1_800_000_000, "app", Long, "app/a", "app/b")));

        Assert.Equal((one.Layer.Digest, one.DiffId), (two.Layer.Digest, two.DiffId));
        Assert.Equal(Digest.Sha256(await File.ReadAllBytesAsync(_folder["one"])), one.Layer.Digest);
        Assert.Equal(["one", "two"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Names_content_modes_and_links_stay()
    {
        var (layer, diffId) = await RewriteAsync("layer", Tar(1_700_000_000, "app", "app/b", Long, "app/ä"));

        await using var file = File.OpenRead(_folder["layer"]);
        await using var gzip = new GZipStream(file, CompressionMode.Decompress);
        using var plain = new MemoryStream();
        await gzip.CopyToAsync(plain);
        Assert.Equal(diffId, Digest.Sha256(plain.ToArray()));
        Assert.Equal(layer.Size, file.Length);
        plain.Position = 0;
        using var tar = new TarReader(plain);
        var entries = new List<(string Name, string Content, TarEntryType Type, string Link)>();
        while (tar.GetNextEntry(copyData: true) is { } entry)
        {
            Assert.Equal((DateTimeOffset.UnixEpoch, UnixFileMode.UserRead | UnixFileMode.UserExecute), (entry.ModificationTime, entry.Mode));
            entries.Add((entry.Name, entry.DataStream is { } data ? new StreamReader(data).ReadToEnd() : "", entry.EntryType, entry.LinkName));
        }

        Assert.Equal(
            [("app", "", TarEntryType.Directory, ""), ("app/b", "app/b", TarEntryType.RegularFile, ""), ("app/link", "", TarEntryType.SymbolicLink, "b"), (Long, Long, TarEntryType.RegularFile, ""), ("app/ä", "app/ä", TarEntryType.RegularFile, "")],
            entries);
    }

    [Fact]
    public async Task What_is_no_tar_is_refused() =>
        Assert.Equal(ErrorKind.Usage, (await Assert.ThrowsAsync<PlimsollException>(() => RewriteAsync("layer", Encoding.ASCII.GetBytes(new string('x', 2000))))).Kind);

    [Fact]
    public async Task A_name_that_no_ustar_header_holds_brings_nothing_of_this_process_with_it()
    {
        _folder.Write($"root/{Long}", "content");
        _folder.Write("root/ä", "content");
        using var output = new MemoryStream();

        await DirectoryTar.WriteAsync(_folder["root"], DateTimeOffset.UnixEpoch, output, meter: null, None);

        Assert.DoesNotContain("PaxHeaders", Encoding.UTF8.GetString(output.ToArray()), StringComparison.Ordinal);
        output.Position = 0;
        using var tar = new TarReader(output);
        var names = new List<string>();
        while (tar.GetNextEntry() is { } entry)
            names.Add(entry.Name);
        Assert.Equal(["app/", Long, "ä"], names);
    }

    private async Task<(Descriptor Layer, Digest DiffId)> RewriteAsync(string name, byte[] layer) =>
        await LayerRewriter.WriteAsync(new MemoryStream(layer), DateTimeOffset.UnixEpoch, _folder[name], None);

    /// <summary>A layer as the SDK of .NET writes one: pax headers, times of the build, the order of the disk; and a link.</summary>
    private static byte[] Tar(long time, params string[] names)
    {
        using var buffer = new MemoryStream();
        using (var writer = new TarWriter(buffer, TarEntryFormat.Pax, leaveOpen: true))
            foreach (var name in names.Append("app/link"))
            {
                var entry = new PaxTarEntry(name == "app" ? TarEntryType.Directory : name == "app/link" ? TarEntryType.SymbolicLink : TarEntryType.RegularFile, name)
                {
                    ModificationTime = DateTimeOffset.FromUnixTimeSeconds(time),
                    Mode = UnixFileMode.UserRead | UnixFileMode.UserExecute,
                };
                if (entry.EntryType == TarEntryType.SymbolicLink)
                    entry.LinkName = "b";
                else if (entry.EntryType == TarEntryType.RegularFile)
                    entry.DataStream = new MemoryStream(Encoding.UTF8.GetBytes(name));
                writer.WriteEntry(entry);
            }

        return buffer.ToArray();
    }
}
