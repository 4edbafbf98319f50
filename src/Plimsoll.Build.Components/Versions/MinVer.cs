using System.Globalization;

namespace Plimsoll.Build.Components.Versions;

/// <summary>The version of the commit under the names that MinVer has, calculated as by <c>plimsoll version</c>, whose rules are MinVer's.</summary>
/// <remarks>Each member fails with exit code 2 where the version cannot be calculated, as in a shallow clone.</remarks>
public sealed class MinVer
{
    private readonly BuildVersion _version;

    internal MinVer(BuildVersion version) => _version = version;

    /// <summary>The version with build metadata: <c>2.1.1-alpha.0.3</c>.</summary>
    public string Version => _version.Version.ToFullString();

    /// <summary>The same as <see cref="Version"/>.</summary>
    public string MinVerVersion => Version;

    /// <summary>The first number.</summary>
    public string MinVerMajor => _version.Version.Major.ToString(CultureInfo.InvariantCulture);

    /// <summary>The second number.</summary>
    public string MinVerMinor => _version.Version.Minor.ToString(CultureInfo.InvariantCulture);

    /// <summary>The third number.</summary>
    public string MinVerPatch => _version.Version.Patch.ToString(CultureInfo.InvariantCulture);

    /// <summary>The prerelease; empty for a release.</summary>
    public string MinVerPreRelease => _version.Version.Release;

    /// <summary>The build metadata; mostly empty.</summary>
    public string MinVerBuildMetadata => _version.Version.Metadata;

    /// <summary>The version of assemblies: the first number and three zeros.</summary>
    public string AssemblyVersion => $"{MinVerMajor}.0.0.0";

    /// <summary>The version of files: the three numbers and a zero.</summary>
    public string FileVersion => $"{_version.MajorMinorPatch}.0";

    /// <summary>The version of packages.</summary>
    public string PackageVersion => Version;

    /// <summary>Returns <see cref="Version"/>.</summary>
    public override string ToString() => Version;
}
