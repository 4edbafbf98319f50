namespace Plimsoll.Build.Tools;

/// <summary>Makes methods that run tools. What a method runs is looked up when it runs, so that only then a tool must be there.</summary>
public static class ToolResolver
{
    /// <summary>The tool of an executable.</summary>
    /// <param name="toolPath">A path, or a name that is looked up on <c>PATH</c>.</param>
    public static Tool GetTool(string toolPath) => new ResolvedTool(() => toolPath).Run;

    /// <summary>The tool of an executable that is looked up on <c>PATH</c>.</summary>
    public static Tool GetPathTool(string name) => GetTool(name);

    /// <summary>The tool of an executable of the repository.</summary>
    /// <param name="absoluteOrRelativePath">Its path; a relative one is below the root of the build.</param>
    public static Tool GetLocalTool(string absoluteOrRelativePath) => new ResolvedTool(() => ToolPathResolver.GetLocalExecutable(absoluteOrRelativePath)).Run;

    /// <summary>The tool of a NuGet package; see <see cref="NuGetToolPathResolver.GetPackageExecutable"/>.</summary>
    public static Tool GetNuGetTool(string packageId, string packageExecutable, string? version = null, string? framework = null) =>
        new ResolvedTool(() => NuGetToolPathResolver.GetPackageExecutable(packageId, packageExecutable, version, framework)).Run;

    /// <summary>The tool of an npm package of the repository; see <see cref="NpmToolPathResolver.GetNpmExecutable"/>.</summary>
    public static Tool GetNpmTool(string npmExecutable) => new ResolvedTool(() => NpmToolPathResolver.GetNpmExecutable(npmExecutable)).Run;

    /// <summary>The tool that the variable <c>NAME_EXE</c> has the path of.</summary>
    /// <exception cref="BuildException">The variable is not set, or there is no such file.</exception>
    public static Tool GetEnvironmentTool(string name) => TryGetEnvironmentTool(name)
        ?? throw new BuildException(BuildExitCode.Failed, $"Environment variable {ToolPathResolver.GetVariable(name)} is not set.", $"Set it to the path of {name}.");

    /// <summary>The tool that the variable <c>NAME_EXE</c> has the path of, or <c>null</c> if it is not set.</summary>
    /// <exception cref="BuildException">There is no such file.</exception>
    public static Tool? TryGetEnvironmentTool(string name) =>
        ToolPathResolver.TryGetEnvironmentExecutable(ToolPathResolver.GetVariable(name)) is { } path ? GetTool(path) : null;

    /// <summary>The tool that the variable <c>NAME_EXE</c> has the path of, else one that is looked up on <c>PATH</c>.</summary>
    /// <exception cref="BuildException">The variable names no file.</exception>
    public static Tool GetEnvironmentOrPathTool(string name) => TryGetEnvironmentTool(name) ?? GetPathTool(name);
}
