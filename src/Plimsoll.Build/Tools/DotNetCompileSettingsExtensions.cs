namespace Plimsoll.Build.Tools;

/// <summary>The names that NUKE has for the same settings of other commands.</summary>
public static partial class DotNetCompileSettingsExtensions
{
    /// <summary>Sets <see cref="DotNetCompileSettings.Output"/>.</summary>
    public static T SetOutputDirectory<T>(this T settings, string? value) where T : DotNetCompileSettings => settings.SetOutput(value);

    /// <summary>Resets <see cref="DotNetCompileSettings.Output"/>.</summary>
    public static T ResetOutputDirectory<T>(this T settings) where T : DotNetCompileSettings => settings.ResetOutput();
}
