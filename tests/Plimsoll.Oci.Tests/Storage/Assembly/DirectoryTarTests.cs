using System.Formats.Tar;
using Plimsoll.Oci.Storage.Assembly;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Storage.Assembly;

public sealed class DirectoryTarTests : IDisposable
{
    private const int HeaderLength = 512;

    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData((8L << 30) - 1, (byte)'7')]
    [InlineData(8L << 30, (byte)0x80)]
    public async Task A_length_that_no_ustar_header_holds_is_written_in_binary(long length, byte first)
    {
        await using (var file = File.Create(_folder["large"]))
            file.SetLength(length);
        using var written = new CancellationTokenSource();
        var header = new HeaderStream(written);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DirectoryTar.WriteAsync(_folder.Path, DateTimeOffset.UnixEpoch, header, meter: null, written.Token));

        Assert.Equal(first, header.ToArray()[124]);
    }

    [Theory]
    [InlineData(2_097_151)]
    [InlineData(2_097_152)]
    [InlineData(1_000_000_000)]
    public async Task An_owner_of_any_number_stays(int owner)
    {
        using var output = new MemoryStream();
        await using (var tar = new TarWriter(output, TarEntryFormat.Ustar, leaveOpen: true))
            await tar.WriteEntryAsync(DirectoryTar.CreateEntry(TarEntryType.RegularFile, "a", null, DateTimeOffset.UnixEpoch, UnixFileMode.UserRead, content: null, owner, owner));

        output.Position = 0;
        using var reader = new TarReader(output);
        var entry = await reader.GetNextEntryAsync();
        Assert.Equal((owner, owner), (entry!.Uid, entry.Gid));
    }

    /// <summary>Keeps the first header, and ends the writing after it: the content of the file is of no interest.</summary>
    private sealed class HeaderStream(CancellationTokenSource written) : MemoryStream
    {
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Length < HeaderLength)
                await base.WriteAsync(buffer, CancellationToken.None);
            if (Length >= HeaderLength)
                await written.CancelAsync();
        }
    }
}
