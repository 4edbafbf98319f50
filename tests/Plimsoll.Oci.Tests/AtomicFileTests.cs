using System.Text;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_a_killed_process_left_goes_away_with_the_next_write()
    {
        _folder.Write($".blob.{Guid.NewGuid():n}.tmp", "half");

        await AtomicFile.WriteAsync(_folder["blob"], "whole"u8.ToArray(), None);

        Assert.Equal([_folder["blob"]], Directory.GetFiles(_folder.Path));
        Assert.Equal("whole", await File.ReadAllTextAsync(_folder["blob"]));
    }

    [Theory]
    [InlineData(".blob.notes.tmp")]
    [InlineData(".blob.other.0123456789abcdef0123456789abcdef.tmp")]
    [InlineData(".other.0123456789abcdef0123456789abcdef.tmp")]
    [InlineData("blob.0123456789abcdef0123456789abcdef.tmp")]
    [InlineData(".blob..tmp")]
    [InlineData(".blob.tmp")]
    public async Task What_somebody_else_named_alike_stays(string name)
    {
        _folder.Write(name, "mine");

        await AtomicFile.WriteAsync(_folder["blob"], "whole"u8.ToArray(), None);

        Assert.Equal("mine", await File.ReadAllTextAsync(_folder[name]));
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
}
