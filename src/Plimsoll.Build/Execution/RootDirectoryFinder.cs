
namespace Plimsoll.Build.Execution;

/// <summary>Finds the directory that holds <c>.nuke</c>.</summary>
internal static class RootDirectoryFinder
{
    public const string Marker = ".nuke";

    /// <exception cref="BuildException">There is none, or the one named does not exist (exit code 2).</exception>
    public static AbsolutePath Find(string? option, BuildHost host)
    {
        if (option is not null)
        {
            var named = AbsolutePath.Create(option, host.WorkingDirectory);
            return named.DirectoryExists()
                ? named
                : throw BuildException.Usage($"The root directory {named} does not exist.");
        }

        // The compiled build is inside its own repository; the working directory may be in another one.
        return WalkUp(host.BuildDirectory) ?? WalkUp(host.WorkingDirectory) ?? throw BuildException.Usage(
            $"No {Marker} directory was found in {host.BuildDirectory}, {host.WorkingDirectory} or their parent directories.",
            $"Create one in the root of the repository, or specify the root with --root.");
    }

    private static AbsolutePath? WalkUp(AbsolutePath? directory)
    {
        while (directory is not null && !(directory / Marker).DirectoryExists())
            directory = directory.Parent;
        return directory;
    }
}
