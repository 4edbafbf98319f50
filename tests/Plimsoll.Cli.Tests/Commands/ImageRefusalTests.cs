using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>What is refused before a byte moves, and how a command ends where the disk does.</summary>
public sealed class ImageRefusalTests : IAsyncLifetime, IDisposable
{
    private readonly TempDirectory _folder = new();
    private readonly CommandWorld _world;

    public ImageRefusalTests() => _world = new CommandWorld(_folder.Path);

    public async Task InitializeAsync() => await SmallImage.Create().PushAsync(OciLayout.OpenOrCreate(_folder["layout"]), "1.0");

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("-")]
    [InlineData("oci-archive:-")]
    [InlineData("docker-archive:-:acme/app:1.0")]
    public async Task An_archive_is_not_written_to_a_terminal(string destination)
    {
        _world.IsOutputTerminal = true;

        Assert.Contains("Cannot write an archive to standard output", await _world.FailAsync(ExitCode.Usage, "copy", "oci:layout:1.0", destination), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_is_not_waited_for_on_a_terminal()
    {
        _world.IsInputTerminal = true;

        Assert.Contains("Cannot read an archive from standard input", await _world.FailAsync(ExitCode.Usage, "push", "-", "r.example/app:1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_is_not_written_over_a_directory()
    {
        Directory.CreateDirectory(_folder["out"]);

        var error = await _world.FailAsync(ExitCode.Usage, "copy", "oci:layout:1.0", "oci-archive:out");

        Assert.Contains($"{_folder["out"]} is a directory", error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task The_folder_of_an_archive_is_made()
    {
        await _world.SucceedAsync("copy", "oci:layout:1.0", "oci-archive:new/image.tar:1.0");

        Assert.Equal([_folder["new/image.tar"]], Directory.GetFiles(_folder["new"]));
    }

    [Fact]
    public async Task A_full_disk_is_no_mistake_of_the_user()
    {
        await using var full = new FullWriter();
        _world.Out = full;

        var error = await _world.FailAsync(ExitCode.Failed, "digest", "oci:layout:1.0");

        Assert.Equal("error: No space left on device\n", error[..(error.IndexOf('\n') + 1)]);
        Assert.Contains("Free some disk space", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_that_can_take_no_more_ends_no_copy()
    {
        await using var full = new FullWriter();
        _world.Error = full;

        var result = await _world.SucceedAsync("copy", "oci:layout:1.0", "oci:copy:1.0");

        Assert.StartsWith("sha256:", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_authorities_without_a_certificate_is_refused()
    {
        _folder.Write("ca.pem", "no certificate");

        var error = await _world.FailAsync(ExitCode.Usage, "digest", "r.example/app:1", "--ca-file", "ca.pem");

        Assert.Contains("has no certificate", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost:5000", "plimsoll ls localhost:5000/")]
    [InlineData("r.example/app:5000", "plimsoll ls r.example/app\n")]
    [InlineData("app:1.0", "plimsoll ls app\n")]
    public async Task Listing_an_image_is_refused_with_the_command_that_was_meant(string text, string meant) =>
        Assert.Contains(meant, await _world.FailAsync(ExitCode.Usage, "ls", text), StringComparison.Ordinal);

    /// <summary>As /dev/full, with what .NET makes of ENOSPC.</summary>
    private sealed class FullWriter : StringWriter
    {
        public override void Write(string? value) => WriteLine(value);

        public override void WriteLine(string? value) => throw new IOException("No space left on device", 28);
    }
}
