namespace Plimsoll.Build.Tools;

/// <summary>Finds tools in NuGet's packages folder.</summary>
public static class NuGetToolPathResolver
{
    /// <summary>Finds an executable of a package, for <c>SetProcessToolPath</c>.</summary>
    /// <param name="packageId">The package.</param>
    /// <param name="packageExecutable">The name of the file in it: <c>ReportGenerator.dll</c>.</param>
    /// <param name="version">Its version. The default is the newest in the folder.</param>
    /// <param name="framework">The target framework. The default is the newest that runs here.</param>
    /// <exception cref="BuildException">There is none.</exception>
    public static string GetPackageExecutable(string packageId, string packageExecutable, string? version = null, string? framework = null) =>
        PackageFolder.Find(ToolHost.Current.Environment, packageId, packageExecutable, version, framework) ?? throw new BuildException(
            BuildExitCode.Failed,
            $"NuGet's packages folder has no {packageExecutable} of package {packageId}{(version is null ? "" : $" {version}")}{(framework is null ? "" : $" for {framework}")}.",
            $"Download it with the build: <PackageDownload Include=\"{packageId}\" Version=\"[…]\" /> in its project.");
}
