using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests;

public sealed class FileLockTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Who_waits_too_long_is_told_what_for()
    {
        await using var held = await FileLock.AcquireAsync(_folder[".lock"], "The OCI layout", None);

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => FileLock.AcquireAsync(_folder[".lock"], "The OCI layout", None, TimeSpan.Zero));

        Assert.Equal(ErrorKind.Failed, exception.Kind);
        Assert.StartsWith("The OCI layout has been locked for 0 seconds by ", exception.Message, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Contains($"by process {Environment.ProcessId} on {Environment.MachineName}, which is writing to it", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_let_go_of_can_be_had()
    {
        await (await FileLock.AcquireAsync(_folder[".lock"], "It", None)).DisposeAsync();

        await using var again = await FileLock.AcquireAsync(_folder[".lock"], "It", None, TimeSpan.Zero);
    }

    [Fact]
    public async Task A_folder_is_had_by_one_at_a_time_and_nothing_is_left_in_it()
    {
        if (OperatingSystem.IsWindows())
            return;

        using var stop = new CancellationTokenSource();
        var first = await FileLock.AcquireFolderAsync(_folder.Path, None);
        var second = FileLock.AcquireFolderAsync(_folder.Path, None);
        var third = FileLock.AcquireFolderAsync(_folder.Path, stop.Token);

        Assert.False(second.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third);
        await first.DisposeAsync();
        await (await second).DisposeAsync();
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    /// <summary>The file that it leads to would be emptied, and signed.</summary>
    [Fact]
    [Trait("Answers", "CVE-2025-68146")]
    public async Task A_link_in_its_place_is_not_followed()
    {
        if (OperatingSystem.IsWindows())
            return;

        _folder.Write("other", "of somebody else");
        File.CreateSymbolicLink(_folder["there"], _folder["other"]);
        File.CreateSymbolicLink(_folder["nowhere"], _folder["new"]);

        var exception = await Assert.ThrowsAsync<IOException>(() => FileLock.AcquireAsync(_folder["there"], "It", None));
        await Assert.ThrowsAsync<IOException>(() => FileLock.AcquireAsync(_folder["nowhere"], "It", None));

        Assert.Contains($"'{_folder["there"]}' is a link", exception.Message, StringComparison.Ordinal);
        Assert.Equal("of somebody else", await File.ReadAllTextAsync(_folder["other"]));
        Assert.False(File.Exists(_folder["new"]));
    }

    [Fact]
    public async Task A_pipe_in_its_place_is_refused_and_not_waited_for()
    {
        if (OperatingSystem.IsWindows())
            return;

        using (var made = System.Diagnostics.Process.Start("mkfifo", [_folder[".lock"]]))
            await made.WaitForExitAsync();

        await Assert.ThrowsAsync<IOException>(() => FileLock.AcquireAsync(_folder[".lock"], "It", None).WaitAsync(TimeSpan.FromSeconds(30)));
    }
}
