using System.IO.Compression;
using System.IO.Pipelines;
using Plimsoll.Oci.Storage.Archives;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Storage.Archives;

/// <summary>Archives that are small to send and large to keep. The limits are smaller here than outside, the bombs are real.</summary>
public sealed class ArchiveBombTests : IDisposable
{
    private const int MiB = 1024 * 1024;

    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly SpoolLimits Small = new() { Maximum = 32 * MiB, RatioFrom = MiB };

    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Answers", "go-containerregistry#2296")]
    public async Task What_unpacks_to_a_multiple_of_its_size_is_refused_and_its_file_is_gone(bool canSeek)
    {
        var bomb = Bomb(16);
        Assert.InRange(bomb.Length, 1, 16 * MiB / 900);

        var exception = await AssertRefusedAsync(canSeek ? new MemoryStream(bomb) : PipeReader.Create(new MemoryStream(bomb)).AsStream(), Small);

        Assert.Contains("'bomb' is refused: it unpacks to more than 100 times its size", exception.Message, StringComparison.Ordinal);
        Assert.Contains("decompress it first", exception.Advice, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Answers", "go-containerregistry#2296")]
    public async Task What_unpacks_to_more_than_the_maximum_is_refused_whatever_its_ratio()
    {
        var exception = await AssertRefusedAsync(new MemoryStream(Bomb(33)), Small with { MaximumRatio = 10_000 });

        Assert.Contains("larger than 32 MiB, the limit for a temporary file", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_without_end_is_refused()
    {
        using var zeros = File.OpenRead("/dev/zero");

        var exception = await AssertRefusedAsync(PipeReader.Create(zeros).AsStream(), Small);

        Assert.Contains("larger than 32 MiB", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Below_the_limits_zeros_are_an_archive_like_any_other()
    {
        var archive = new ArchiveBuilder().File("zeros", new byte[MiB / 2]).Build();

        using var file = await ArchiveFile.OpenAsync(new MemoryStream(InMemoryImage.Gzip(archive)), "zeros", _folder.Path, Small, progress: null, None);

        Assert.Equal(MiB / 2, file.Get("zeros").Length);
    }

    [Fact]
    public void Outside_of_tests_they_are_wide_enough_for_images_and_no_wider() =>
        Assert.Equal((64L * 1024 * MiB, 100, 256L * MiB), (SpoolLimits.Default.Maximum, SpoolLimits.Default.MaximumRatio, SpoolLimits.Default.RatioFrom));

    [Fact]
    public async Task A_temporary_file_has_no_name_that_a_killed_process_could_leave()
    {
        var archive = new ArchiveBuilder().File("greeting", "hello"u8.ToArray()).Build();

        using var file = await ArchiveFile.OpenAsync(new MemoryStream(InMemoryImage.Gzip(archive)), "greeting", _folder.Path, Small, progress: null, None);

        Assert.Equal(OperatingSystem.IsWindows() ? 1 : 0, Directory.GetFiles(_folder.Path).Length);
        Assert.Equal("hello"u8.ToArray(), (await file.ReadAsync(file.Get("greeting"), 100, None)).ToArray());
    }

    private async Task<PlimsollException> AssertRefusedAsync(Stream content, SpoolLimits limits)
    {
        var exception = await Assert.ThrowsAsync<PlimsollException>(() => ArchiveFile.OpenAsync(content, "bomb", _folder.Path, limits, progress: null, None));
        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Empty(Directory.GetFiles(_folder.Path));
        return exception;
    }

    private static byte[] Bomb(int mebibytes)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.SmallestSize))
            for (var i = 0; i < mebibytes; i++)
                gzip.Write(new byte[MiB]);
        return bytes.ToArray();
    }
}
