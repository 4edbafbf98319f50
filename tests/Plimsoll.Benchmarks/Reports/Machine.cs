using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Plimsoll.Benchmarks.Measuring;
using Plimsoll.Benchmarks.Peers;
using Plimsoll.Testing;

namespace Plimsoll.Benchmarks.Reports;

/// <summary>What was measured on: no name of a machine, a user or a folder.</summary>
/// <param name="Processor">Its model.</param>
/// <param name="Cores">How many threads run at once.</param>
/// <param name="MemoryBytes">All of its memory.</param>
/// <param name="System">The distribution.</param>
/// <param name="Kernel">The kernel's version.</param>
/// <param name="FileSystem">What temporary files are on.</param>
/// <param name="Runtime">The .NET that the benchmarks run on.</param>
/// <param name="Versions">The commands that were compared, with their versions.</param>
internal sealed partial record Machine(string Processor, int Cores, long MemoryBytes, string System, string Kernel, string FileSystem, string Runtime, IReadOnlyList<string> Versions)
{
    public static async Task<Machine> ObserveAsync() => new(
        Field("/proc/cpuinfo", "model name", ':') ?? RuntimeInformation.ProcessArchitecture.ToString(),
        Environment.ProcessorCount,
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        Field("/etc/os-release", "PRETTY_NAME", '=')?.Trim('"') ?? RuntimeInformation.OSDescription,
        File.ReadAllText("/proc/sys/kernel/osrelease").Trim(),
        new DriveInfo(Path.GetTempPath()).DriveFormat,
        RuntimeInformation.FrameworkDescription,
        await VersionsAsync());

    private static string? Field(string file, string name, char separator) => File.Exists(file)
        ? File.ReadLines(file).Select(line => line.Split(separator, 2)).FirstOrDefault(parts => parts.Length == 2 && parts[0].Trim() == name)?[1].Trim()
        : null;

    private static async Task<IReadOnlyList<string>> VersionsAsync()
    {
        (string Program, string Argument)[] commands =
        [
            (NativeCommand.Path, "--version"),
            .. ImageTool.Peers.Select(tool => (tool.Name, tool.VersionArgument)),
            (DockerPush.Name, "--version"), ("docker-registry", "--version"), ("git", "--version"), ("curl", "--version"), ("openssl", "version"), ("tar", "--version"), ("gzip", "--version"),
        ];
        var versions = new List<string>();
        foreach (var (program, argument) in commands)
            versions.Add(Path.IsPathRooted(program) || Programs.Find(program) is not null ? await VersionAsync(program, argument) : $"{program}: not here");
        return versions;
    }

    private static async Task<string> VersionAsync(string program, string argument)
    {
        using var process = Process.Start(new ProcessStartInfo(program, [argument]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        return $"{Path.GetFileName(program)} {Version.Match(output + await error).Value}";
    }

    [GeneratedRegex(@"[0-9]+(\.[0-9]+)+[0-9A-Za-z.+-]*")]
    private static partial Regex Version { get; }
}
