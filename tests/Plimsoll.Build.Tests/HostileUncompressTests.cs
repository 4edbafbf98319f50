using System.Formats.Tar;
using System.IO.Compression;
using Plimsoll.Testing;

namespace Plimsoll.Build.Tests;

/// <summary>Archives whose entries lead out of the directory that they are extracted to.</summary>
public sealed class HostileUncompressTests : IDisposable
{
    private readonly TempDirectory _folder = new();

    public HostileUncompressTests() => _folder.Write("outside/file", "of somebody else");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("../outside/file")]
    [InlineData("a/../../outside/file")]
    [InlineData("../inside-too/file")]
    public void An_entry_of_a_zip_that_leads_out_is_refused(string name)
    {
        using (var archive = ZipFile.Open(_folder["a.zip"], ZipArchiveMode.Create))
        using (var content = archive.CreateEntry(name).Open())
            content.Write("mine"u8);

        AssertRefused("a.zip");
    }

    [Theory]
    [InlineData("../outside/file", null)]
    [InlineData("a/../../outside/file", null)]
    [InlineData("link/file", "../outside")]
    [InlineData("link", "../outside/file")]
    public void An_entry_of_a_tar_that_leads_out_is_refused_be_it_by_a_link(string name, string? link)
    {
        using (var gzip = new GZipStream(File.Create(_folder["a.tar.gz"]), CompressionLevel.Fastest))
        using (var tar = new TarWriter(gzip))
        {
            if (link is not null)
                tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "link") { LinkName = link });
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream("mine"u8.ToArray()) });
        }

        AssertRefused("a.tar.gz");
    }

    private void AssertRefused(string archive)
    {
        var failure = Record.Exception(() => ((AbsolutePath)_folder[archive]).UncompressTo((AbsolutePath)_folder["inside"]));

        Assert.True(failure is IOException, $"{failure}");
        Assert.Equal([_folder["outside/file"]], Directory.GetFiles(_folder["outside"]));
        Assert.Equal("of somebody else", File.ReadAllText(_folder["outside/file"]));
        Assert.False(Directory.Exists(_folder["inside-too"]));
    }
}
