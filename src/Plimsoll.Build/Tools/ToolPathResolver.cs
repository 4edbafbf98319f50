namespace Plimsoll.Build.Tools;

/// <summary>Finds executables.</summary>
public static class ToolPathResolver
{
    /// <summary>Finds an executable on <c>PATH</c>.</summary>
    /// <param name="pathExecutable">Its name, or a path of a file that is there.</param>
    /// <exception cref="BuildException">There is none.</exception>
    public static string GetPathExecutable(string pathExecutable)
    {
        var host = ToolHost.Current;
        return ExecutableLookup.Find(pathExecutable, host.Root, host.Environment.GetValueOrDefault("PATH"))
            ?? throw new BuildException(BuildExitCode.Failed, $"Command '{pathExecutable}' was not found.", "Install it, or put its directory on PATH.");
    }

    /// <summary>The executable that an environment variable has the path of, or <c>null</c> if the variable is not set.</summary>
    /// <param name="environmentExecutable">The variable: <c>MSBUILD_EXE</c>.</param>
    /// <exception cref="BuildException">There is no such file.</exception>
    public static string? TryGetEnvironmentExecutable(string environmentExecutable)
    {
        if (ToolHost.Current.Environment.GetValueOrDefault(environmentExecutable) is not { Length: > 0 } path)
            return null;
        return File.Exists(path)
            ? path
            : throw new BuildException(BuildExitCode.Failed, $"Environment variable {environmentExecutable} is {path}, which does not exist.", "Correct it, or remove it.");
    }

    /// <summary>The variable that has the path of a tool.</summary>
    internal static string GetVariable(string name) => $"{name.ToUpperInvariant()}_EXE";

    /// <summary>The executable at a path, which may be relative to the root.</summary>
    internal static string GetLocalExecutable(string absoluteOrRelativePath)
    {
        var path = AbsolutePath.Create(absoluteOrRelativePath, ToolHost.Current.Root);
        return path.FileExists() ? path : throw new BuildException(BuildExitCode.Failed, $"Tool {path} does not exist.");
    }
}
