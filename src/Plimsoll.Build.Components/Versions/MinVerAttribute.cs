using System.Reflection;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Build.Components.Versions;

/// <summary>
/// Gives a member of type <see cref="MinVer"/> the version of the commit. No tool is installed or run: it is that of <c>plimsoll
/// version</c>, with the settings of <c>plimsoll.yml</c> where this attribute says nothing, calculated when it is first used.
/// </summary>
public sealed class MinVerAttribute : ValueInjectionAttributeBase
{
    private MinVerVersionPart? _autoIncrement;

    /// <summary>Accepted for builds of NUKE, without effect: no tool is run.</summary>
    public string? Framework { get; set; }

    /// <summary>Whether Azure Pipelines and TeamCity show the version as the number of the build. The default is <c>false</c>.</summary>
    public bool UpdateBuildNumber { get; set; }

    /// <summary>What stands before the version in a tag, exactly; the default is an optional <c>v</c>.</summary>
    public string? TagPrefix { get; set; }

    /// <summary>The least version, such as <c>2.1</c>; the default is none.</summary>
    public string? MinimumMajorMinor { get; set; }

    /// <summary>The prerelease of versions that no tag gives one; the default is <c>alpha.0</c>.</summary>
    public string? DefaultPreReleaseIdentifiers { get; set; }

    /// <summary>The first word of it, followed by a zero, as older builds of NUKE say it.</summary>
    public string? DefaultPreReleasePhase { get; set; }

    /// <summary>Build metadata that is put behind the version; the default is none.</summary>
    public string? BuildMetadata { get; set; }

    /// <summary>The number that is counted up behind a release; the default is the third.</summary>
    public MinVerVersionPart AutoIncrement
    {
        get => _autoIncrement ?? MinVerVersionPart.Patch;
        set => _autoIncrement = value;
    }

    /// <inheritdoc/>
    public override object GetValue(MemberInfo member, object instance)
    {
        var settings = VersionSettings.Read(
            name => name switch
            {
                "tagPrefix" => TagPrefix,
                "autoIncrement" => _autoIncrement?.ToString(),
                "minimumMajorMinor" => MinimumMajorMinor,
                "defaultPreReleaseIdentifiers" => DefaultPreReleaseIdentifiers ?? (DefaultPreReleasePhase is { } phase ? $"{phase}.0" : null),
                "buildMetadata" => BuildMetadata,
                _ => null,
            },
            (name, message) => BuildException.Usage($"[MinVer] of {member.Name}, {name}: {message}."));
        var version = new BuildVersion(Build, settings);
        if (UpdateBuildNumber)
            version.ShowOnHost(Build);
        return new MinVer(version);
    }
}
