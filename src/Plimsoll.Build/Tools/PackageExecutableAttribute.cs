namespace Plimsoll.Build.Tools;

/// <summary>A tool of a NuGet package: the name that older builds have for <see cref="NuGetPackageAttribute"/>.</summary>
/// <param name="packageId">The package.</param>
/// <param name="packageExecutable">The name of the file in it.</param>
public sealed class PackageExecutableAttribute(string packageId, string packageExecutable) : NuGetPackageAttribute(packageId, packageExecutable)
{
    /// <summary>A tool with one file where the system has 32 bits, and another where it has 64.</summary>
    public PackageExecutableAttribute(string packageId, string packageExecutable32, string packageExecutable64)
        : this(packageId, Environment.Is64BitOperatingSystem ? packageExecutable64 : packageExecutable32)
    {
    }
}
