using System.Text;
using CliWrap;
using CliWrap.Buffered;

namespace Plimsoll.IntegrationTests.Copying;

/// <summary>Other tools of the field, run as a user runs them; a missing one fails and names its Debian package.</summary>
internal static class OtherEnd
{
    public static Task<string> SkopeoAsync(params string[] arguments) => RunAsync("skopeo", "skopeo", ["--insecure-policy", .. arguments]);

    /// <summary>Podman with storage of its own; its vfs driver needs no kernel support.</summary>
    public static Task<string> PodmanAsync(string storage, params string[] arguments) =>
        RunAsync("podman", "podman", ["--root", Path.Combine(storage, "root"), "--runroot", Path.Combine(storage, "run"), "--storage-driver", "vfs", .. arguments]);

    public static async Task<string> RunAsync(string command, string package, IReadOnlyList<string> arguments)
    {
        try
        {
            var result = await CliWrap.Cli.Wrap(command).WithArguments(arguments).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(Encoding.UTF8);
            Assert.True(result.ExitCode == 0, $"{command} {string.Join(' ', arguments)}\n{result.StandardOutput}{result.StandardError}");
            return result.StandardOutput.Trim();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new InvalidOperationException($"{command} is not installed: apt-get install {package}");
        }
    }
}
