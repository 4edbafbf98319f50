using System.Reflection;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Build.Components.Versions;

/// <summary>
/// Gives a member of type <see cref="GitVersion"/> the version of the commit. No tool is installed or run: it is that of <c>plimsoll
/// version</c>, with the settings of <c>plimsoll.yml</c>, calculated when it is first used.
/// </summary>
public sealed class GitVersionAttribute : ValueInjectionAttributeBase
{
    /// <summary>Accepted for builds of NUKE, without effect: no tool is run.</summary>
    public string? Framework { get; set; }

    /// <summary>Accepted for builds of NUKE, without effect: it works everywhere.</summary>
    public bool DisableOnUnix { get; set; }

    /// <summary>Accepted for builds of NUKE, without effect: nothing is ever fetched.</summary>
    public bool NoFetch { get; set; }

    /// <summary>Accepted for builds of NUKE, without effect: nothing is kept.</summary>
    public bool NoCache { get; set; }

    /// <summary>Files with attributes of assemblies are not changed; a warning says what to do instead.</summary>
    public bool UpdateAssemblyInfo { get; set; }

    /// <summary>Whether Azure Pipelines and TeamCity show the version as the number of the build. The default is <c>true</c>.</summary>
    public bool UpdateBuildNumber { get; set; } = true;

    /// <inheritdoc/>
    public override object GetValue(MemberInfo member, object instance)
    {
        ArgumentNullException.ThrowIfNull(member);
        var version = new BuildVersion(Build, new VersionSettings());
        if (UpdateAssemblyInfo)
            Build.Log.Warning($"{member.DeclaringType?.Name}.{member.Name}: UpdateAssemblyInfo changes no files. Pass the version to the compiler: SetAssemblyVersion, SetFileVersion, SetInformationalVersion.");
        if (UpdateBuildNumber)
            version.ShowOnHost(Build);
        return new GitVersion(version);
    }
}
