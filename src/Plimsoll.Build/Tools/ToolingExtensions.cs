using System.Globalization;

namespace Plimsoll.Build.Tools;

/// <summary>What builds do with files of tools.</summary>
public static class ToolingExtensions
{
    private const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Lets a file be executed; nothing on Windows.</summary>
    /// <param name="path">The file.</param>
    /// <param name="updateVcsIndex">Whether git records that as well.</param>
    /// <returns>The file.</returns>
    public static AbsolutePath SetExecutable(this AbsolutePath path, bool updateVcsIndex = false)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | Execute);
        if (updateVcsIndex)
            ProcessTasks.StartProcess("git", $"update-index --add --chmod=+x {path}", workingDirectory: path.Parent, logOutput: false, logInvocation: false).AssertZeroExitCode();
        return path;
    }

    /// <summary>Sets the permissions of a file as octal digits: <c>755</c>; nothing on Windows.</summary>
    public static AbsolutePath SetUnixPermissions(this AbsolutePath path, int permissions) => path.SetUnixPermissions(permissions.ToString(CultureInfo.InvariantCulture));

    /// <summary>Sets the permissions of a file as octal digits: <c>755</c>; nothing on Windows.</summary>
    /// <exception cref="BuildException">It is none (exit code 2).</exception>
    public static AbsolutePath SetUnixPermissions(this AbsolutePath path, string permissions)
    {
        if (permissions.Length is < 3 or > 4 || permissions.Any(digit => digit is < '0' or > '7'))
            throw BuildException.Usage($"'{permissions}' is not a permission: it must be three or four octal digits, such as 755.");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32(permissions, 8));
        return path;
    }

    /// <summary>Makes a symbolic link that leads to a file or directory; nothing on Windows.</summary>
    /// <param name="path">What it leads to.</param>
    /// <param name="link">The link.</param>
    /// <param name="force">Whether to replace a link or file that is there.</param>
    /// <returns>What it leads to.</returns>
    public static AbsolutePath AddUnixSymlink(this AbsolutePath path, AbsolutePath link, bool force = false)
    {
        if (OperatingSystem.IsWindows())
            return path;
        if (force)
            File.Delete(link);
        link.Parent?.CreateDirectory();
        File.CreateSymbolicLink(link, path);
        return path;
    }
}
