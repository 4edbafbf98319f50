namespace Plimsoll.Build.Tools;

/// <summary>A setting that is a property.</summary>
public static partial class NuGetPackSettingsExtensions
{
    /// <summary>Sets the configuration of the project, such as <c>Release</c>.</summary>
    public static NuGetPackSettings SetConfiguration(this NuGetPackSettings settings, string? value) =>
        value is null ? settings.RemoveProperty("Configuration") : settings.SetProperty("Configuration", value);
}
