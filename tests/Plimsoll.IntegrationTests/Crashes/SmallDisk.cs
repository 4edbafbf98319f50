using System.Diagnostics;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Crashes;

/// <summary>A file system of little room, which only root can make.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TempDirectory _folder = new();

    /// <param name="kilobytes">How much it holds.</param>
    public SmallDisk(int kilobytes)
    {
        Directory.CreateDirectory(Path);
        Run("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "tmpfs", Path);
    }

    /// <summary>Where it is mounted.</summary>
    public string Path => _folder["disk"];

    /// <summary>Why there can be none, or <c>null</c>.</summary>
    public static string? SkipReason { get; } = FindSkipReason();

    /// <summary>The absolute path of something on it.</summary>
    public string this[string relative] => System.IO.Path.Combine(Path, relative);

    /// <summary>Leaves no room.</summary>
    public void Fill()
    {
        using var file = new FileStream(this["fill"], FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
                file.Write(new byte[4096]);
        }
        catch (IOException)
        {
            // That is what full means.
        }
    }

    /// <summary>Lets nothing be written any more, by root neither.</summary>
    public void MakeReadOnly() => Run("mount", "-o", "remount,ro", Path);

    public void Dispose()
    {
        // Somebody may be looking into it.
        Run("umount", "-l", Path);
        _folder.Dispose();
    }

    private static string? FindSkipReason()
    {
        try
        {
            new SmallDisk(64).Dispose();
            return null;
        }
        catch (Exception exception) when (exception is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return $"This user may not mount a file system: {exception.Message}";
        }
    }

    private static void Run(string program, params IReadOnlyList<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program}: {error.Trim()}");
    }
}
