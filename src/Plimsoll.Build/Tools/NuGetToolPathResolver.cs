namespace Plimsoll.Build.Tools;

/// <summary>Finds tools in NuGet's packages folder.</summary>
public static class NuGetToolPathResolver
{
    /// <summary>Finds an executable of a package, for <c>SetProcessToolPath</c>.</summary>
    /// <param name="packageId">The package; several are alternatives, separated by <c>|</c>.</param>
    /// <param name="packageExecutable">The name of the file in it: <c>ReportGenerator.dll</c>; several are alternatives, separated by <c>|</c>.</param>
    /// <param name="version">Its version. The default is the one that the project of the build names, else the newest in the folder.</param>
    /// <param name="framework">The target framework. Where the package has nothing for it, and by default, it is the newest that runs here.</param>
    /// <exception cref="BuildException">There is none.</exception>
    public static string GetPackageExecutable(string packageId, string packageExecutable, string? version = null, string? framework = null)
    {
        if (Find(ToolHost.Current, packageId, packageExecutable, version, framework) is { } file)
            return file;
        throw new BuildException(
            BuildExitCode.Failed,
            $"NuGet's packages folder has no {packageExecutable.Replace("|", " or ")} of package {packageId.Replace("|", " or ")}{(version is null ? "" : $" {version}")}.",
            $"Download it with the build: <PackageDownload Include=\"{packageId.Split('|')[0]}\" Version=\"[…]\" /> in its project.");
    }

    /// <summary>Finds an executable as <see cref="GetPackageExecutable"/>, or returns <c>null</c>.</summary>
    internal static AbsolutePath? Find(ToolHost host, string packageId, string packageExecutable, string? version, string? framework)
    {
        foreach (var id in packageId.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            var wanted = version ?? ProjectPackages.FindVersion(host, id);
            foreach (var executable in packageExecutable.Split('|', StringSplitOptions.RemoveEmptyEntries))
                if (PackageFolder.Find(host.Environment, id, executable, wanted, framework) is { } file)
                    return file;
        }

        return null;
    }
}
