using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests;

public sealed class FileReplacementTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Of_many_that_read_the_same_content_one_replaces_it()
    {
        if (OperatingSystem.IsWindows())
            return;

        for (var round = 0; round < 20; round++)
        {
            var file = _folder.Write("file.yml", "before");

            var written = await Task.WhenAll(Enumerable.Range(0, 8).Select(number =>
                Task.Run(() => FileReplacement.TryWriteAsync(file, "before"u8.ToArray(), [(byte)('0' + number)], None))));

            Assert.Single(written, isWritten => isWritten);
            Assert.Equal($"{Array.IndexOf(written, true)}", await File.ReadAllTextAsync(file));
        }

        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData("before", "before", true, "after")]
    [InlineData("after", "before", true, "after")]
    [InlineData("other", "before", false, "other")]
    [InlineData(null, "before", false, null)]
    [InlineData("other", null, false, "other")]
    [InlineData(null, null, true, "after")]
    public async Task A_file_is_written_where_it_is_as_it_was_read(string? content, string? before, bool isWritten, string? then)
    {
        if (content is not null)
            _folder.Write("file", content);

        Assert.Equal(isWritten, await FileReplacement.TryWriteAsync(_folder["file"], before is null ? null : System.Text.Encoding.UTF8.GetBytes(before), "after"u8.ToArray(), None));

        Assert.Equal(then, File.Exists(_folder["file"]) ? await File.ReadAllTextAsync(_folder["file"]) : null);
    }

    [Fact]
    public async Task A_link_stays_one()
    {
        _folder.Write("real/file", "before");
        File.CreateSymbolicLink(_folder["link"], "real/file");

        Assert.True(await FileReplacement.TryWriteAsync(_folder["link"], "before"u8.ToArray(), "after"u8.ToArray(), None));

        Assert.Equal("real/file", new FileInfo(_folder["link"]).LinkTarget);
        Assert.Equal("after", await File.ReadAllTextAsync(_folder["real/file"]));
    }
}
