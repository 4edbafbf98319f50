using System.Diagnostics;
using System.Text;

namespace Plimsoll.Build.Tools;

/// <summary>How a process is started: without a shell, and with its streams read here.</summary>
internal static class ProcessStart
{
    /// <summary>Describes a start in a directory, with the environment of this process.</summary>
    public static ProcessStartInfo In(AbsolutePath directory) => new()
    {
        WorkingDirectory = directory,
        UseShellExecute = false,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        StandardOutputEncoding = Encoding.UTF8,
        StandardErrorEncoding = Encoding.UTF8,
    };

    /// <summary>Sets what is started.</summary>
    /// <param name="start">What to change.</param>
    /// <param name="file">The file.</param>
    /// <param name="arguments">Its arguments, one by one.</param>
    /// <param name="isWindows">Whether the system is Windows, where batch files need <c>cmd.exe</c>.</param>
    /// <param name="isShell">Whether the arguments are a command that the shell is to read.</param>
    public static void SetCommand(this ProcessStartInfo start, string file, IReadOnlyList<string> arguments, bool isWindows, bool isShell = false)
    {
        start.FileName = file;
        if (isWindows && BatchFile.Is(file))
        {
            start.FileName = start.Environment.TryGetValue("SystemRoot", out var system) && system is { Length: > 0 } ? $@"{system}\System32\cmd.exe" : "cmd.exe";
            start.Arguments = BatchFile.GetArguments(file, arguments);
        }
        else if (isWindows && isShell && arguments is ["/c", var command])
        {
            // The shell reads what is between the outer quotes as it was typed.
            start.Arguments = $"/d /s /c \"{command}\"";
        }
        else
        {
            foreach (var argument in arguments)
                start.ArgumentList.Add(argument);
        }
    }
}
