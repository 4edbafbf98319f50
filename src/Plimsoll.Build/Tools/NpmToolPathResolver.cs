namespace Plimsoll.Build.Tools;

/// <summary>Finds tools of npm packages.</summary>
public static class NpmToolPathResolver
{
    /// <summary>The <c>package.json</c> whose packages are looked at. The default is that of the root of the build.</summary>
    public static AbsolutePath? NpmPackageJsonFile { get; set; }

    /// <summary>Finds an executable in <c>node_modules/.bin</c>.</summary>
    /// <param name="npmExecutable">Its name: <c>tsc</c>.</param>
    /// <exception cref="BuildException">There is none.</exception>
    public static string GetNpmExecutable(string npmExecutable)
    {
        var directory = NpmPackageJsonFile?.Parent ?? ToolHost.Current.Root;
        return ExecutableLookup.Find(directory / "node_modules" / ".bin" / npmExecutable, directory, null) ?? throw new BuildException(
            BuildExitCode.Failed,
            $"{directory / "node_modules" / ".bin"} has no '{npmExecutable}'.",
            "Install the package that has it with 'npm install', or set NpmToolPathResolver.NpmPackageJsonFile to another package.json.");
    }
}
