using Plimsoll.IntegrationTests.Crashes.Scenarios;

namespace Plimsoll.IntegrationTests.Crashes;

/// <summary>Surroundings that a command does not expect: streams that are closed, full or not read, and folders that are not there.</summary>
public sealed class SurroundingsTests(SeededRegistry registry) : IClassFixture<SeededRegistry>, IDisposable
{
    private readonly CrashWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("schema receipt")]
    [InlineData("schema receipt --output json")]
    [InlineData("--help")]
    [InlineData("policy list")]
    [InlineData("completions bash")]
    public async Task A_result_that_cannot_be_written_is_an_error(string command)
    {
        (await ShellAsync($"$P {command} > /dev/full")).AssertFailed(1, "Standard output cannot be written: No space left on device");
        (await ShellAsync($"$P {command} >&-")).AssertFailed(1, "Standard output cannot be written: it is closed");
    }

    /// <summary>A file or connection that is opened must not get the number of a stream that is closed.</summary>
    [Fact]
    public async Task What_is_said_goes_nowhere_where_stderr_is_closed()
    {
        Assert.Equal("", (await ShellAsync("$P schemas; exit 0")).AssertDone().Output);

        var result = await ShellAsync("$P schemas 2>&-");

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Equal(0, (await ShellAsync($"$P digest {registry.Image} 2>&- <&-")).ExitCode);
    }

    [Fact]
    public async Task Nobody_has_to_read_all_lines()
    {
        var result = await ShellAsync("$P schema receipt | head -1; echo ${PIPESTATUS[*]}");

        Assert.Equal("{\n0 0\n", result.Output);
        Assert.Equal("", result.Error);
    }

    /// <summary>Half an archive is none, and who made it looks at the exit code.</summary>
    [Fact]
    public async Task An_archive_has_to_be_read_to_its_end()
    {
        var result = await ShellAsync($"$P pull {registry.Image} --platform linux/amd64 docker-archive:- | head -c 1 | wc -c; echo ${{PIPESTATUS[*]}}");

        Assert.Equal("1\n1 0 0\n", result.Output);
        Assert.Contains("error: Standard output cannot be written: what reads it has ended.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slow_reader_gets_all_of_an_archive()
    {
        (await ShellAsync($"$P pull {registry.Image} --platform linux/amd64 docker-archive:image.tar")).AssertDone();

        // The stream does not wait for its reader, as programs share them that do not want to wait.
        (await ShellAsync($"set -o pipefail; $P pull {registry.Image} --platform linux/amd64 docker-archive:- | python3 -c 'import os, sys, time\nos.set_blocking(0, False)\ntime.sleep(0.2)\nos.set_blocking(0, True)\nsys.stdout.buffer.write(sys.stdin.buffer.read())' > piped.tar")).AssertDone();

        Assert.Equal(await File.ReadAllBytesAsync(_world["image.tar"]), await File.ReadAllBytesAsync(_world["piped.tar"]));
    }

    [Fact]
    public async Task A_working_directory_that_was_deleted_is_told() =>
        (await ShellAsync("mkdir gone; cd gone; rmdir ../gone; $P tags")).AssertFailed(2, "working directory");

    [Fact]
    public async Task A_folder_for_temporary_files_that_is_not_there_is_named()
    {
        new PublishScenario().Prepare(_world, registry.Host);
        _world.Environment["TMPDIR"] = "/nonexistent/tmp";

        (await CrashProcess.Start(_world, "", "publish", "files:out", "--image", "a/b", "--registry", registry.Host).WaitAsync()).AssertFailed(2, "/nonexistent/tmp", "does not exist", "TMPDIR");
        (await CrashProcess.Start(_world, "", "tags").WaitAsync()).AssertDone();
    }

    /// <summary>What would be remembered in it only makes the next run shorter.</summary>
    [Fact]
    public async Task A_home_that_cannot_be_made_fails_no_push()
    {
        _world.Write("file", "");
        _world.Environment["HOME"] = _world["file/home"];

        (await ShellAsync($"$P pull {registry.Image} --platform linux/amd64 docker-archive:image.tar && $P push docker-archive:image.tar {registry.Host}/no/home:1.0.0")).AssertDone();
    }

    private Task<CrashResult> ShellAsync(string script) => CrashProcess.StartShell(_world, script).WaitAsync();
}
