using System.Formats.Tar;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Archives;
using Plimsoll.Oci.Storage.Assembly;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Storage;

public sealed class SourceFileTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("content")]
    [InlineData("")]
    public async Task A_file_that_another_program_has_locked_becomes_part_of_the_image(string content)
    {
        if (OperatingSystem.IsWindows())
            return;

        _folder.Write("root/app.db", content);
        using var locked = new FileStream(_folder["root/app.db"], FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        Assert.Equal(["app.db"], await NamesAsync());
    }

    [Fact]
    public async Task An_archive_that_another_program_has_locked_is_read()
    {
        if (OperatingSystem.IsWindows())
            return;

        var image = InMemoryImage.Create();
        await using (var file = File.Create(_folder["image.tar"]))
            await DockerArchiveWriter.WriteAsync(file, image, image.Manifest, [], None);
        using var locked = new FileStream(_folder["image.tar"], FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        using var archive = await ImageArchive.OpenAsync(_folder["image.tar"], None);

        Assert.Single(archive.Images);
    }

    [Fact]
    public void A_file_that_grows_is_read_to_the_length_that_it_had()
    {
        _folder.Write("log", "one");
        using var content = SourceFile.OpenSteady(_folder["log"]);
        File.AppendAllText(_folder["log"], "two");

        Assert.Equal("one", new StreamReader(content).ReadToEnd());
    }

    [Fact]
    public void A_file_that_shrinks_is_named()
    {
        _folder.Write("log", "one");
        using var content = SourceFile.OpenSteady(_folder["log"]);
        File.WriteAllText(_folder["log"], "");

        var failure = Assert.Throws<PlimsollException>(() => content.ReadExactly(new byte[3]));

        Assert.Equal(ErrorKind.Usage, failure.Kind);
        Assert.Equal($"Cannot read {_folder["log"]}: it became shorter while it was read.", failure.Message);
    }

    [Fact]
    public void What_was_removed_meanwhile_is_named()
    {
        var failure = Assert.Throws<PlimsollException>(() => SourceFile.OpenSteady(_folder["gone"]));

        Assert.Equal(ErrorKind.Usage, failure.Kind);
        Assert.StartsWith($"Cannot read {_folder["gone"]}: it was removed", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_this_user_may_not_read_is_named() =>
        Assert.Equal("Cannot read secret: permission denied.", SourceFile.Unreadable("secret", new UnauthorizedAccessException()).Message);

    private async Task<IReadOnlyList<string>> NamesAsync()
    {
        using var tar = new MemoryStream();
        await DirectoryTar.WriteAsync(_folder["root"], DateTimeOffset.UnixEpoch, tar, meter: null, None);
        tar.Position = 0;
        var names = new List<string>();
        using var reader = new TarReader(tar);
        while (reader.GetNextEntry() is { } entry)
            names.Add(entry.Name);
        return names;
    }
}
