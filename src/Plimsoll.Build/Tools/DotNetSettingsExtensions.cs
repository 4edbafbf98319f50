namespace Plimsoll.Build.Tools;

/// <summary>The names that NUKE has for the same settings of other commands.</summary>
public static partial class DotNetSettingsExtensions
{
    /// <summary>Sets <see cref="DotNetSettings.ProjectFile"/>.</summary>
    public static T SetProject<T>(this T settings, string? value) where T : DotNetSettings => settings.SetProjectFile(value);

    /// <summary>Resets <see cref="DotNetSettings.ProjectFile"/>.</summary>
    public static T ResetProject<T>(this T settings) where T : DotNetSettings => settings.ResetProjectFile();
}
