using System.Reflection;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Build.Components.Versions;

/// <summary>
/// Gives a member of type <see cref="OctoVersionInfo"/> the version of the commit. No tool is installed or run: it is that of <c>plimsoll
/// version</c>, with the settings of <c>plimsoll.yml</c>, calculated when it is first used.
/// </summary>
public sealed class OctoVersionAttribute : ValueInjectionAttributeBase
{
    /// <summary>Accepted for builds of NUKE, without effect: no tool is run.</summary>
    public string? Framework { get; set; }

    /// <summary>Accepted for builds of NUKE, without effect: the branch is that of the CI run, else the one that is checked out.</summary>
    public bool AutoDetectBranch { get; set; }

    /// <summary>Accepted for builds of NUKE, without effect, as <see cref="AutoDetectBranch"/>.</summary>
    public string? AutoDetectBranchMember { get; set; }

    /// <summary>Accepted for builds of NUKE, without effect, as <see cref="AutoDetectBranch"/>.</summary>
    public string? Branch { get; set; }

    /// <summary>Accepted for builds of NUKE, without effect, as <see cref="AutoDetectBranch"/>.</summary>
    public string? BranchMember { get; set; }

    /// <summary>Whether Azure Pipelines and TeamCity show the version as the number of the build. The default is <c>true</c>.</summary>
    public bool UpdateBuildNumber { get; set; } = true;

    /// <inheritdoc/>
    public override object GetValue(MemberInfo member, object instance)
    {
        var version = new BuildVersion(Build, new VersionSettings());
        if (UpdateBuildNumber)
            version.ShowOnHost(Build);
        return new OctoVersionInfo(version);
    }
}
