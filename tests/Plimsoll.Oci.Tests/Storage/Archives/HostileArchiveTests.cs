using System.Text;
using CsCheck;
using Plimsoll.Oci.Storage.Archives;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Storage.Archives;

/// <summary>Archives that are broken, or made to make their reader do something else.</summary>
public sealed class HostileArchiveTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../outside")]
    [InlineData("a/../../outside")]
    [InlineData("a/..")]
    [InlineData("C:/windows")]
    [InlineData(@"a\b")]
    [InlineData("a\u001bb")]
    [Trait("Answers", "oras-go 2.6.1")]
    public async Task An_entry_outside_of_the_archive_is_refused(string name) =>
        await AssertRefusedAsync(Good().File(name, "x"), "outside of it");

    [Theory]
    [InlineData("1111/x", "/etc/passwd")]
    [InlineData("1111/x", "../../etc/passwd")]
    [InlineData("x", "..")]
    [InlineData("x", "../x")]
    [Trait("Answers", "oras-go 2.6.1")]
    public async Task A_link_that_leaves_the_archive_is_refused(string link, string target) =>
        await AssertRefusedAsync(Good().Link(link, target), "outside of it");

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../etc/passwd")]
    [InlineData("1111/../../etc/passwd")]
    [Trait("Answers", "oras-go 2.6.2")]
    public async Task A_hard_link_that_leaves_the_archive_is_refused(string target) =>
        await AssertRefusedAsync(Good().HardLink("x", target), "outside of it");

    [Fact]
    [Trait("Answers", "go-containerregistry#2306")]
    public async Task A_layer_named_outside_of_the_archive_is_refused() =>
        await AssertRefusedAsync(new ArchiveBuilder().File("c", ArchiveBuilder.Config([1])).Manifest("c", ["../../etc/passwd"]), "outside of it");

    [Fact]
    [Trait("Answers", "go-containerregistry#2330")]
    public async Task Links_that_go_round_are_refused() =>
        await AssertRefusedAsync(new ArchiveBuilder().Link("manifest.json", "b").Link("b", "manifest.json"), "loop of links");

    [Fact]
    public async Task A_link_to_nothing_is_a_missing_file() =>
        await AssertRefusedAsync(new ArchiveBuilder().Link("c", "nowhere").Manifest("c", []), "refers to 'c'");

    [Fact]
    public async Task Devices_are_refused() => await AssertRefusedAsync(Good().Device("dev/null"), "neither a file");

    [Fact]
    public async Task A_second_manifest_is_refused() => await AssertRefusedAsync(Good().File("./manifest.json", "[]"), "twice");

    [Fact]
    public async Task A_file_that_is_a_directory_too_is_refused() => await AssertRefusedAsync(Good().Folder("manifest.json/"), "both as a file and as a directory");

    [Fact]
    public async Task Too_many_entries_are_refused()
    {
        var builder = new ArchiveBuilder();
        for (var index = 0; index <= ArchiveFile.MaximumEntries; index++)
            builder.Folder($"{index}/");

        await AssertRefusedAsync(builder, "more than 20000 entries");
    }

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("c.json")]
    public async Task A_JSON_file_of_gigantic_size_is_refused(string name)
    {
        var large = new byte[8 * 1024 * 1024 + 1];
        var builder = new ArchiveBuilder().File(name, large);

        await AssertRefusedAsync(name == "c.json" ? builder.Manifest("c.json", []) : builder, "more than the limit of 8388608");
    }

    [Theory]
    [InlineData("", "has an invalid")]
    [InlineData("{}", "has an invalid")]
    [InlineData("[]", "contains no images")]
    [InlineData("null", "contains no images")]
    [InlineData("[null]", "without configuration or layers")]
    [InlineData("[{}]", "without configuration or layers")]
    [InlineData("""[{"Config":"c"}]""", "without configuration or layers")]
    [InlineData("""[{"Config":"missing","Layers":[]}]""", "refers to 'missing'")]
    [InlineData("""[{"Config":"c","Layers":["missing"]}]""", "lists 1 layer for an image whose configuration has 0")]
    [InlineData("""[{"Config":"c","Layers":[null]}]""", "without configuration or layers")]
    [InlineData("""[{"Config":"c","RepoTags":[null],"Layers":[]}]""", "an empty name")]
    [InlineData("""[{"Config":"broken","Layers":[]}]""", "has an invalid")]
    public async Task A_manifest_json_that_makes_no_sense_is_refused(string json, string reason) =>
        await AssertRefusedAsync(new ArchiveBuilder().File("c", """{"rootfs":{"type":"layers","diff_ids":[]}}""").File("broken", "{").File("manifest.json", json), reason);

    [Fact]
    public async Task An_archive_without_manifest_json_is_refused_with_its_age() =>
        await AssertRefusedAsync(new ArchiveBuilder().File("repositories", "{}"), "older than 1.10");

    [Theory]
    [InlineData("")]
    [InlineData("This is a letter, not an archive, and it is long enough for a header of a tar.")]
    [InlineData("\u001f\u008b\u0008 no gzip")]
    public async Task What_is_no_archive_is_refused(string content)
    {
        var path = _folder["image.tar"];
        await File.WriteAllBytesAsync(path, Encoding.Latin1.GetBytes(content.PadRight(content.Length == 0 ? 0 : 1024, 'x')));

        await AssertRefusedAsync(path, "");
    }

    [Theory]
    [InlineData(new byte[] { 0x28, 0xb5, 0x2f, 0xfd, 0, 0 }, "zstd")]
    [InlineData(new byte[] { 0xfd, 0x37, 0x7a, 0x58, 0x5a, 0 }, "xz")]
    [InlineData(new byte[] { 0x42, 0x5a, 0x68, 0x39, 0x31, 0x41 }, "bzip2")]
    public async Task Other_compression_is_named(byte[] content, string name)
    {
        var path = _folder["image.tar"];
        await File.WriteAllBytesAsync(path, content);

        await AssertRefusedAsync(path, name);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_not_found() =>
        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<PlimsollException>(async () => await ImageArchive.OpenAsync(_folder["none.tar"], None))).Kind);

    [Fact]
    public async Task An_archive_cut_off_anywhere_is_refused()
    {
        var bytes = Good().Build();
        var path = _folder["image.tar"];
        // The last file ends before the two blocks of zeros that end a tar; without those it is still complete.
        for (var length = 1; length < bytes.Length - 1024 - 512; length += 97)
        {
            await File.WriteAllBytesAsync(path, bytes[..length]);
            await AssertRefusedAsync(path, "");
        }
    }

    [Fact]
    public void Damage_is_refused_or_harmless_but_never_anything_else()
    {
        var good = Good().Build();
        var path = _folder["image.tar"];
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte, Gen.Int[0, good.Length - 1], Gen.Byte).Sample(
            (first, one, second, two) =>
            {
                var bytes = good.ToArray();
                bytes[first] = one;
                bytes[second] = two;
                File.WriteAllBytes(path, bytes);
                try
                {
                    ImageArchive.OpenAsync(path, None).GetAwaiter().GetResult().Dispose();
                }
                catch (PlimsollException exception)
                {
                    return exception.Kind == ErrorKind.Usage;
                }

                return true;
            },
            iter: 2000,
            threads: 1);
    }

    private static ArchiveBuilder Good() => ArchiveBuilder.Old("acme/app:1.0").Archive;

    private async Task AssertRefusedAsync(ArchiveBuilder builder, string reason) =>
        await AssertRefusedAsync(builder.Write(_folder), reason);

    private static async Task AssertRefusedAsync(string path, string reason)
    {
        var exception = await Assert.ThrowsAnyAsync<PlimsollException>(async () => (await ImageArchive.OpenAsync(path, None)).Dispose());
        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', exception.Message);
    }
}
