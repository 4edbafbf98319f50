using System.Formats.Tar;
using System.Text;
using System.Text.Json.Nodes;
using Plimsoll.Oci.Images;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Storage.Archives;

/// <summary>Tars for the tests, entry by entry, as other tools and attackers write them.</summary>
internal sealed class ArchiveBuilder
{
    private readonly List<Func<TarEntryFormat, TarEntry>> _entries = [];

    public ArchiveBuilder File(string path, byte[] content) => Add(TarEntryType.RegularFile, path, entry => entry.DataStream = new MemoryStream(content));

    public ArchiveBuilder File(string path, string content) => File(path, Encoding.UTF8.GetBytes(content));

    public ArchiveBuilder Folder(string path) => Add(TarEntryType.Directory, path, _ => { });

    public ArchiveBuilder Link(string path, string target) => Add(TarEntryType.SymbolicLink, path, entry => entry.LinkName = target);

    public ArchiveBuilder HardLink(string path, string target) => Add(TarEntryType.HardLink, path, entry => entry.LinkName = target);

    public ArchiveBuilder Device(string path) => Add(TarEntryType.CharacterDevice, path, _ => { });

    /// <summary>What <c>manifest.json</c> says, one image.</summary>
    public ArchiveBuilder Manifest(string config, IReadOnlyList<string> layers, params string[] names) =>
        File("manifest.json", new JsonArray(Item(config, layers, names)).ToJsonString());

    public static JsonNode Item(string config, IReadOnlyList<string> layers, params string[] names) => new JsonObject
    {
        ["Config"] = config,
        ["RepoTags"] = names.Length == 0 ? null : new JsonArray([.. names.Select(name => (JsonNode)name)]),
        ["Layers"] = new JsonArray([.. layers.Select(layer => (JsonNode)layer)]),
    };

    public byte[] Build(TarEntryFormat format = TarEntryFormat.Ustar)
    {
        using var buffer = new MemoryStream();
        using (var writer = new TarWriter(buffer, format, leaveOpen: true))
            foreach (var entry in _entries)
                writer.WriteEntry(entry(format));
        return buffer.ToArray();
    }

    public string Write(TempDirectory folder, TarEntryFormat format = TarEntryFormat.Ustar)
    {
        var path = folder["image.tar"];
        System.IO.File.WriteAllBytes(path, Build(format));
        return path;
    }

    /// <summary>An image as Docker wrote it before version 25: uncompressed layers, the third a link to the first.</summary>
    public static (ArchiveBuilder Archive, Digest Config, byte[][] Layers) Old(params string[] names)
    {
        byte[][] layers = [InMemoryImage.Tar("a", "1"), InMemoryImage.Tar("b", "2")];
        var config = Config(layers[0], layers[1], layers[0]);
        var digest = Digest.Sha256(config);
        var archive = new ArchiveBuilder()
            .Folder("1111/").File("1111/VERSION", "1.0").File("1111/json", "{}").File("1111/layer.tar", layers[0])
            .Folder("2222/").File("2222/layer.tar", layers[1])
            .Folder("3333/").Link("3333/layer.tar", "../1111/layer.tar")
            .File($"{digest.Hex}.json", config)
            .Manifest($"{digest.Hex}.json", ["1111/layer.tar", "2222/layer.tar", "3333/layer.tar"], names)
            .File("repositories", "{}");
        return (archive, digest, layers);
    }

    /// <summary>A configuration over these uncompressed layers.</summary>
    public static byte[] Config(params byte[][] tars) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["architecture"] = "amd64",
        ["os"] = "linux",
        ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = new JsonArray([.. tars.Select(tar => (JsonNode)Digest.Sha256(tar).ToString())]) },
    }.ToJsonString());

    private ArchiveBuilder Add(TarEntryType type, string path, Action<TarEntry> fill)
    {
        _entries.Add(format =>
        {
            var entry = format switch
            {
                TarEntryFormat.Pax => new PaxTarEntry(type, path),
                TarEntryFormat.Gnu => new GnuTarEntry(type, path),
                TarEntryFormat.V7 => (TarEntry)new V7TarEntry(type == TarEntryType.RegularFile ? TarEntryType.V7RegularFile : type, path),
                _ => new UstarTarEntry(type, path),
            };
            fill(entry);
            return entry;
        });
        return this;
    }
}
