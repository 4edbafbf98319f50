namespace Plimsoll.Build.Components;

/// <summary>The forms of one version.</summary>
/// <param name="Version">The whole, as it is shown.</param>
/// <param name="PackageVersion">That of packages.</param>
/// <param name="AssemblyVersion">That of assemblies, four numbers.</param>
/// <param name="FileVersion">That of files, four numbers.</param>
/// <param name="InformationalVersion">That of products.</param>
public sealed record VersionNumbers(string Version, string PackageVersion, string AssemblyVersion, string FileVersion, string InformationalVersion);
