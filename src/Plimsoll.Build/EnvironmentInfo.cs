using System.Runtime.InteropServices;
using Plimsoll.Build.Execution;

namespace Plimsoll.Build;

/// <summary>The system that the build runs on, and its environment variables.</summary>
public static class EnvironmentInfo
{
    /// <summary>Whether it is Windows.</summary>
    public static bool IsWin => OperatingSystem.IsWindows();

    /// <summary>Whether it is Linux or macOS.</summary>
    public static bool IsUnix => IsLinux || IsOsx;

    /// <summary>Whether it is Linux.</summary>
    public static bool IsLinux => OperatingSystem.IsLinux();

    /// <summary>Whether it is macOS.</summary>
    public static bool IsOsx => OperatingSystem.IsMacOS();

    /// <summary>Whether it is Linux in Windows.</summary>
    public static bool IsWsl => IsLinux && HasVariable("WSL_DISTRO_NAME");

    /// <summary>Whether its processor is a 64-bit ARM.</summary>
    public static bool IsArm64 => RuntimeInformation.OSArchitecture == Architecture.Arm64;

    /// <summary>Whether it has 64 bits.</summary>
    public static bool Is64Bit => Environment.Is64BitOperatingSystem;

    /// <summary>Whether it has 32 bits.</summary>
    public static bool Is32Bit => !Is64Bit;

    /// <summary>The kind of operating system.</summary>
    public static PlatformFamily Platform =>
        IsWin ? PlatformFamily.Windows : IsLinux ? PlatformFamily.Linux : IsOsx ? PlatformFamily.OSX : PlatformFamily.Unknown;

    /// <summary>The name of the machine.</summary>
    public static string MachineName => Environment.MachineName;

    /// <summary>The directory that the build was started in.</summary>
    public static AbsolutePath WorkingDirectory => BuildSession.Current.Host.WorkingDirectory;

    /// <summary>All variables of the build; those of <see cref="SetVariable"/> are in it.</summary>
    public static IReadOnlyDictionary<string, string> Variables => BuildSession.Current.Variables;

    /// <summary>Whether a variable is set.</summary>
    public static bool HasVariable(string name) => Variables.ContainsKey(name);

    /// <summary>The value of a variable, or <c>null</c> where it is not set.</summary>
    public static string? GetVariable(string name) => Variables.GetValueOrDefault(name);

    /// <summary>Sets a variable for the commands that the build runs from now on, and for <see cref="GetVariable"/>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value; <c>null</c> removes it.</param>
    public static void SetVariable(string name, string? value) => BuildSession.Current.SetVariable(name, value);

    /// <summary>The value of a variable, as a type that can be read from text; the default of the type where it is not set.</summary>
    /// <exception cref="FormatException">It is not a value of the type.</exception>
    public static T? GetVariable<T>(string name) where T : IParsable<T> =>
        GetVariable(name) is { } text ? T.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : default;

    /// <summary>A text with the values of the variables in it: <c>%NAME%</c>, elsewhere than on Windows <c>$NAME</c> and <c>~</c> alone or before a slash at its begin too.</summary>
    public static string ExpandVariables(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (!IsWin && (value == "~" || value.StartsWith("~/", StringComparison.Ordinal)))
            value = GetVariable("HOME") + value[1..];
        return System.Text.RegularExpressions.Regex.Replace(
            value,
            IsWin ? "%(?<name>[^%]+)%" : @"%(?<name>[^%]+)%|\$(?<name>\w+)|\$\{(?<name>\w+)\}",
            match => GetVariable(match.Groups["name"].Value) ?? match.Value);
    }

    /// <summary>A folder of the system, or <c>null</c> where it has none of that kind.</summary>
    public static AbsolutePath? SpecialFolder(SpecialFolders folder) =>
        Environment.GetFolderPath((Environment.SpecialFolder)folder) is { Length: > 0 } path ? AbsolutePath.Create(path) : null;
}
