using System.Text;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_device_is_written_to_and_not_replaced()
    {
        using var pipe = new System.IO.Pipes.AnonymousPipeServerStream(System.IO.Pipes.PipeDirection.In);

        await AtomicFile.WriteAsync($"/dev/fd/{pipe.GetClientHandleAsString()}", "content"u8.ToArray(), CancellationToken.None);

        var read = new byte[7];
        await pipe.ReadExactlyAsync(read);
        Assert.Equal("content"u8.ToArray(), read);
    }

    [Fact]
    public async Task A_pipe_is_written_to_and_not_replaced()
    {
        if (OperatingSystem.IsWindows())
            return;

        using (var made = System.Diagnostics.Process.Start("mkfifo", [_folder["pipe"]]))
            await made.WaitForExitAsync();
        var reading = Task.Run(() => File.ReadAllText(_folder["pipe"])); // Opening it waits for the writer.

        await AtomicFile.WriteAsync(_folder["pipe"], "content"u8.ToArray(), None);

        Assert.Equal("content", await reading);
    }

    /// <summary>Of another file in the folder too, because a name can be one that is never written again, as that of a receipt.</summary>
    [Theory]
    [InlineData("half")]
    [InlineData("")]
    public async Task What_a_killed_process_left_goes_away_with_the_next_write(string content)
    {
        _folder.Write($".plimsoll-{Guid.NewGuid():n}.tmp", content);

        await AtomicFile.WriteAsync(_folder["blob"], "whole"u8.ToArray(), None);

        Assert.Equal([_folder["blob"]], Directory.GetFiles(_folder.Path));
        Assert.Equal("whole", await File.ReadAllTextAsync(_folder["blob"]));
    }

    [Theory]
    [InlineData(".plimsoll-notes.tmp")]
    [InlineData(".plimsoll-.tmp")]
    [InlineData(".plimsoll-.0123456789abcdef0123456789abcdef.tmp")]
    [InlineData("plimsoll-0123456789abcdef0123456789abcdef.tmp")]
    [InlineData(".plimsoll-0123456789abcdef0123456789abcdef")]
    [InlineData(".plimsoll-01234567-89ab-cdef-0123-456789abcdef.tmp")]
    public async Task What_somebody_else_named_alike_stays(string name)
    {
        _folder.Write(name, "mine");

        await AtomicFile.WriteAsync(_folder["blob"], "whole"u8.ToArray(), None);

        Assert.Equal("mine", await File.ReadAllTextAsync(_folder[name]));
    }

    /// <summary>Each takes away what it takes for abandoned, and all of them are at it from the first moment of a file on.</summary>
    [Fact]
    public async Task Of_many_writers_in_a_folder_none_takes_anothers_file_away()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 400), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (number, token) =>
            await AtomicFile.WriteAsync(_folder[$"file-{number % 50}"], Encoding.UTF8.GetBytes($"content of {number % 50}"), token));

        Assert.Equal(50, Directory.GetFiles(_folder.Path).Length);
        Assert.All(Enumerable.Range(0, 50), number => Assert.Equal($"content of {number}", File.ReadAllText(_folder[$"file-{number}"])));
    }

    [Fact]
    public async Task A_name_may_be_as_long_as_the_file_system_allows()
    {
        var path = _folder[new string('n', 255)];

        await AtomicFile.WriteAsync(path, "whole"u8.ToArray(), None);

        Assert.Equal("whole", await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task What_fails_names_the_file_and_not_the_temporary_one()
    {
        Directory.CreateDirectory(_folder["blob"]);

        var failure = await Record.ExceptionAsync(() => AtomicFile.WriteAsync(_folder["blob"], "new"u8.ToArray(), None));

        Assert.Contains(_folder["blob"], failure!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(".plimsoll-", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whether_a_file_can_be_made_is_found_out_without_leaving_one()
    {
        AtomicFile.Probe(_folder["new/folder"]);

        Assert.Empty(Directory.GetFileSystemEntries(_folder["new/folder"]));
        _folder.Write("file", "");
        Assert.ThrowsAny<IOException>(() => AtomicFile.Probe(_folder["file/folder"]));
    }

    [Fact]
    public async Task What_another_writer_is_about_to_finish_stays()
    {
        await AtomicFile.WriteAsync(
            _folder["blob"],
            async file =>
            {
                await file.WriteAsync(Encoding.UTF8.GetBytes(new string('a', 100_000)), None);
                await AtomicFile.WriteAsync(_folder["blob"], "other"u8.ToArray(), None);
                Assert.Equal("other", await File.ReadAllTextAsync(_folder["blob"]));
            },
            None);

        Assert.Equal(new string('a', 100_000), await File.ReadAllTextAsync(_folder["blob"]));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Readers_are_never_shut_out_while_it_is_written_again_and_again()
    {
        _folder.Write("blob", "0");
        using var end = new CancellationTokenSource();
        var reading = Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
                await File.ReadAllTextAsync(_folder["blob"], None);
        });

        for (var number = 0; number < 300; number++)
            await AtomicFile.WriteAsync(_folder["blob"], Encoding.UTF8.GetBytes($"{number}"), None);
        await end.CancelAsync();

        await reading;
    }

    [Fact]
    public async Task A_write_that_fails_leaves_the_old_content_alone()
    {
        _folder.Write("blob", "old");

        await Assert.ThrowsAsync<InvalidOperationException>(() => AtomicFile.WriteAsync(_folder["blob"], _ => throw new InvalidOperationException(), None));

        Assert.Equal([_folder["blob"]], Directory.GetFiles(_folder.Path));
        Assert.Equal("old", await File.ReadAllTextAsync(_folder["blob"]));
    }

    [Fact]
    public async Task A_write_that_cannot_take_its_place_leaves_no_temporary_file()
    {
        Directory.CreateDirectory(_folder["blob"]);

        var failure = await Record.ExceptionAsync(() => AtomicFile.WriteAsync(_folder["blob"], "new"u8.ToArray(), None));

        Assert.True(failure is IOException or UnauthorizedAccessException, $"{failure}");
        Assert.Equal([_folder["blob"]], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_file_is_created_only_where_there_is_none()
    {
        Assert.True(await AtomicFile.TryCreateAsync(_folder["a"], "first"u8.ToArray(), None));
        Assert.False(await AtomicFile.TryCreateAsync(_folder["a"], "second"u8.ToArray(), None));

        Assert.Equal("first", await File.ReadAllTextAsync(_folder["a"]));
        Assert.Equal([_folder["a"]], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Of_many_that_create_one_file_one_wins()
    {
        for (var round = 0; round < 20; round++)
        {
            var file = _folder[$"a{round}"];

            var created = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(() => AtomicFile.TryCreateAsync(file, Encoding.UTF8.GetBytes($"{number}"), None))));

            Assert.Single(created, isCreated => isCreated);
            Assert.Equal(await File.ReadAllTextAsync(file), $"{Array.IndexOf(created, true)}");
        }

        Assert.Equal(20, Directory.GetFiles(_folder.Path).Length);
    }

    [Fact]
    public async Task A_file_that_is_replaced_keeps_its_mode_and_is_its_owners_alone_until_then()
    {
        if (OperatingSystem.IsWindows())
            return;

        const UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.OtherWrite;
        File.SetUnixFileMode(_folder.Write("run.sh", "old"), mode);

        await AtomicFile.WriteAsync(
            _folder["run.sh"],
            async file =>
            {
                var written = Directory.GetFiles(_folder.Path, ".plimsoll-*.tmp").Single();
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(written));
                await file.WriteAsync("new"u8.ToArray(), None);
            },
            None);

        Assert.Equal(mode, File.GetUnixFileMode(_folder["run.sh"]));
    }

    [Fact]
    public async Task A_private_file_is_its_owners_alone()
    {
        if (OperatingSystem.IsWindows())
            return;

        await AtomicFile.WritePrivateAsync(_folder["secret"], "s"u8.ToArray(), None);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder["secret"]));
    }

    [Fact]
    public async Task A_link_to_a_pipe_or_to_a_file_for_all_is_replaced_by_a_file_of_its_own_mode()
    {
        if (OperatingSystem.IsWindows())
            return;

        using (var made = System.Diagnostics.Process.Start("mkfifo", [_folder["pipe"]]))
            await made.WaitForExitAsync();
        File.SetUnixFileMode(_folder.Write("for-all", ""), (UnixFileMode)0x1B6);
        File.CreateSymbolicLink(_folder["one"], _folder["pipe"]);
        File.CreateSymbolicLink(_folder["two"], _folder["for-all"]);

        await AtomicFile.WriteAsync(_folder["one"], "content"u8.ToArray(), None).WaitAsync(TimeSpan.FromSeconds(30));
        await AtomicFile.WritePrivateAsync(_folder["two"], "content"u8.ToArray(), None);

        Assert.Equal("content", await File.ReadAllTextAsync(_folder["one"]));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder["two"]));
        Assert.Equal("", await File.ReadAllTextAsync(_folder["for-all"]));
    }
}
