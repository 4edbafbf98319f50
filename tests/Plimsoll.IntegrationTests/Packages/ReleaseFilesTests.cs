using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Packages;

/// <summary>The archive, the checksums and the provenance beside the packages.</summary>
public sealed class ReleaseFilesTests
{
    private static string Provenance => $"plimsoll-{ReleaseFolder.Version}.provenance.json";

    [Fact]
    public void The_checksums_are_of_every_file() =>
        Assert.Equal(
            Hashes().Where(file => file.Name != "SHA256SUMS").Select(file => $"{file.Digest}  {file.Name}").Order(StringComparer.Ordinal),
            File.ReadLines(Path.Combine(ReleaseFolder.Path, "SHA256SUMS")).Order(StringComparer.Ordinal));

    [Fact]
    public void The_provenance_names_every_file_and_who_built_it()
    {
        using var statement = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(ReleaseFolder.Path, Provenance)));
        var root = statement.RootElement;
        var definition = root.GetProperty("predicate").GetProperty("buildDefinition");

        Assert.Equal("https://in-toto.io/Statement/v1", root.GetProperty("_type").GetString());
        Assert.Equal("https://slsa.dev/provenance/v1", root.GetProperty("predicateType").GetString());
        Assert.Equal(
            Hashes().Where(file => file.Name != "SHA256SUMS" && file.Name != Provenance).Order(),
            root.GetProperty("subject").EnumerateArray().Select(subject => (subject.GetProperty("name").GetString()!, subject.GetProperty("digest").GetProperty("sha256").GetString()!)).Order());
        Assert.True(Uri.TryCreate(root.GetProperty("predicate").GetProperty("runDetails").GetProperty("builder").GetProperty("id").GetString(), UriKind.Absolute, out _));
        Assert.True(Uri.TryCreate(definition.GetProperty("buildType").GetString(), UriKind.Absolute, out _));
        Assert.Equal(ReleaseFolder.Version, definition.GetProperty("externalParameters").GetProperty("version").GetString());
    }

    [Fact]
    public void The_archive_holds_what_runs_and_no_trace_of_when_and_by_whom_it_was_packed()
    {
        using var file = File.OpenRead(Path.Combine(ReleaseFolder.Path, $"plimsoll-{ReleaseFolder.Version}-{System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier}.tar.gz"));
        using var gzip = new GZipStream(file, CompressionMode.Decompress);
        using var tar = new TarReader(gzip);
        var entries = new List<TarEntry>();
        while (tar.GetNextEntry(copyData: true) is { } entry)
            entries.Add(entry);

        Assert.Collection(
            entries.Select(entry => entry.Name),
            name => Assert.Equal("LICENSE", name),
            name => Assert.Equal("README.md", name),
            name => Assert.Matches(@"^libgit2-[0-9a-f]+\.so$", name),
            name => Assert.Equal("plimsoll", name));
        Assert.All(entries, entry => Assert.Equal((0, 0, new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero)), (entry.Uid, entry.Gid, entry.ModificationTime)));
        Assert.Equal(["644", "644", "644", "755"], entries.Select(entry => Convert.ToString((int)entry.Mode, 8)));
        using var content = new MemoryStream();
        entries[^1].DataStream!.CopyTo(content);
        Assert.Equal(File.ReadAllBytes(NativeCommand.Path), content.ToArray());
    }

    private static List<(string Name, string Digest)> Hashes() =>
        [.. Directory.EnumerateFiles(ReleaseFolder.Path).Select(file => (Path.GetFileName(file), Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))))];
}
