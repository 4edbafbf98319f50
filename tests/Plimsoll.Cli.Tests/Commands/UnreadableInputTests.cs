using System.Diagnostics;
using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>A configuration or a baseline that cannot be read is told in its own words (exit code 2), and nothing waits for a pipe.</summary>
public sealed class UnreadableInputTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    private readonly TempDirectory _folder = new();
    private readonly CommandWorld _world;

    public UnreadableInputTests()
    {
        _world = new CommandWorld(_folder.Path);
        _folder.Write("Dockerfile", "FROM nginx:latest\n");
    }

    public static TheoryData<string, string> Unreadable => new()
    {
        { "folder", "is a folder, not a file" },
        { "pipe", "is a pipe or a device, not a file" },
        { "link to a pipe", "is a pipe or a device, not a file" },
        { "device", "is larger than" },
        { "bytes", "is not UTF-8 text" },
    };

    public void Dispose() => _folder.Dispose();

    private void Make(string name, string kind)
    {
        var path = _folder[name];
        switch (kind)
        {
            case "folder":
                Directory.CreateDirectory(path);
                break;
            case "pipe":
                MakePipe(path);
                break;
            case "link to a pipe":
                MakePipe(path + ".pipe");
                File.CreateSymbolicLink(path, path + ".pipe");
                break;
            case "device":
                File.CreateSymbolicLink(path, "/dev/zero");
                break;
            default:
                File.WriteAllBytes(path, [0x61, 0x3A, 0x20, 0xFF, 0xFE, 0x0A]);
                break;
        }
    }

    private static void MakePipe(string path)
    {
        using var process = Process.Start("mkfifo", path);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task A_configuration_that_cannot_be_read_is_not_passed_over(string kind, string reason)
    {
        Make("plimsoll.yml", kind);
        foreach (var verb in (string[])["check", "config show", "policy list"])
            Assert.Contains(reason, await _world.FailAsync(ExitCode.Usage, verb.Split(' ')).WaitAsync(Deadline), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task So_it_is_with_a_baseline(string kind, string reason)
    {
        Make("baseline.json", kind);
        Assert.Contains(reason, await _world.FailAsync(ExitCode.Usage, "check", "--baseline", "baseline.json").WaitAsync(Deadline), StringComparison.Ordinal);
        Assert.Contains(reason, await _world.FailAsync(ExitCode.Usage, "check", "--baseline", "baseline.json", "--update-baseline").WaitAsync(Deadline), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "schemaVersion": 1, "findings": [{ "fingerprint": "abc" }] }""")]
    [InlineData("""{ "schemaVersion": 1, "findings": [{ "fingerprint": null }] }""")]
    [InlineData("""{ "schemaVersion": 1, "findings": [{ "rule": "missing-tag" }] }""")]
    [InlineData("""{ "schemaVersion": 1 }""")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task A_baseline_that_is_none_suppresses_nothing(string text)
    {
        _folder.Write("baseline.json", text);
        Assert.Contains("is not a valid baseline file", await _world.FailAsync(ExitCode.Usage, "check", "--baseline", "baseline.json"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pipe")]
    [InlineData("link to a pipe")]
    [InlineData("device")]
    [InlineData("folder")]
    public async Task A_file_to_check_that_is_no_file_holds_nothing_up(string kind)
    {
        Make("k8s.yaml", kind);
        Assert.Equal(ExitCode.PolicyViolation, (await _world.RunAsync("check").WaitAsync(Deadline)).ExitCode);
        var named = await _world.RunAsync("check", "k8s.yaml").WaitAsync(Deadline);
        Assert.Equal(kind != "folder", named.Output.Contains("unreadable-file", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("pipe")]
    [InlineData("link to a pipe")]
    [InlineData("device")]
    [InlineData("folder")]
    public async Task Nor_does_an_ignore_file(string kind)
    {
        using var process = Process.Start(new ProcessStartInfo("git", ["init", "--quiet", _folder.Path]));
        await process!.WaitForExitAsync();
        Make(".gitignore", kind);
        var result = await _world.RunAsync("check").WaitAsync(Deadline);
        Assert.Equal(kind == "folder" ? ExitCode.PolicyViolation : ExitCode.Usage, result.ExitCode);
    }
}
