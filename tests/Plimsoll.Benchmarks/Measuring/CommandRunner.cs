using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Plimsoll.Testing;

namespace Plimsoll.Benchmarks.Measuring;

/// <summary>Runs commands one at a time and measures them.</summary>
internal static class CommandRunner
{
    private const string Time = "time";

    /// <summary>Whether peak memory can be measured: by GNU time, which is small enough to start a command without lending it its own.</summary>
    public static bool MeasuresMemory => Programs.Find(Time) is not null;

    /// <summary>Runs a command to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed, or cannot be started.</exception>
    public static async Task<Sample> RunAsync(Invocation command)
    {
        var before = ChildUsage.Read();
        var start = Stopwatch.GetTimestamp();
        using var process = Start(command);
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());

        // Waits for the process alone: a daemon that it leaves behind, such as a compiler, keeps the pipes open.
        process.WaitForExit();
        var wall = Stopwatch.GetElapsedTime(start);
        var after = ChildUsage.Read();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"'{command}' failed with exit code {process.ExitCode}: {await error}{await output}");
        return new Sample(wall, after.Cpu - before.Cpu, after.PageFaults - before.PageFaults);
    }

    /// <summary>Runs a command to its end, more slowly, and returns the memory that it had at its peak, in bytes; the largest of its processes counts.</summary>
    /// <returns><c>null</c> where that cannot be measured.</returns>
    public static async Task<long?> RunForMemoryAsync(Invocation command)
    {
        if (!MeasuresMemory)
        {
            await RunAsync(command);
            return null;
        }

        using var folder = new TempDirectory();
        await RunAsync(command.Under(Programs.Find(Time)!, "--quiet", "--output", folder["memory"], "--format", "%M"));
        return long.Parse(await File.ReadAllTextAsync(folder["memory"]), CultureInfo.InvariantCulture) * 1024;
    }

    private static Process Start(Invocation command)
    {
        try
        {
            return Process.Start(command.ToStartInfo())!;
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException($"'{command}' cannot be started: {exception.Message}", exception);
        }
    }
}
