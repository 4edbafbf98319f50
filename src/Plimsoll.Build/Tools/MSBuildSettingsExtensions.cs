namespace Plimsoll.Build.Tools;

/// <summary>The names that NUKE has for the same setting.</summary>
public static partial class MSBuildSettingsExtensions
{
    /// <summary>Sets <see cref="MSBuildProjectSettings.TargetPath"/>.</summary>
    public static MSBuildSettings SetProjectFile(this MSBuildSettings settings, string? value) => settings.SetTargetPath(value);

    /// <summary>Sets <see cref="MSBuildProjectSettings.TargetPath"/>.</summary>
    public static MSBuildSettings SetSolutionFile(this MSBuildSettings settings, string? value) => settings.SetTargetPath(value);
}
