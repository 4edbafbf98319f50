namespace Plimsoll.Build.Tools;

/// <summary>A tool of a NuGet package: <c>[NuGetPackage("dotnet-stryker", "Stryker.CLI.dll")] readonly Tool Stryker;</c></summary>
/// <param name="packageId">The package; <c>PackageDownload</c> in the project of the build puts it into NuGet's packages folder.</param>
/// <param name="packageExecutable">The name of the file in it.</param>
public class NuGetPackageAttribute(string packageId, string packageExecutable) : ToolInjectionAttributeBase
{
    /// <summary>A tool with one file where the system has 32 bits, and another where it has 64.</summary>
    public NuGetPackageAttribute(string packageId, string packageExecutable32, string packageExecutable64)
        : this(packageId, Environment.Is64BitOperatingSystem ? packageExecutable64 : packageExecutable32)
    {
    }

    /// <summary>The target framework. The default is the newest that runs here.</summary>
    public string? Framework { get; set; }

    /// <summary>The version. The default is the one that the project of the build names, else the newest in the folder.</summary>
    public string? Version { get; set; }

    /// <inheritdoc />
    protected override string GetToolPath(string member) => NuGetToolPathResolver.GetPackageExecutable(packageId, packageExecutable, Version, Framework);
}
