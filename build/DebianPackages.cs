using Plimsoll.Build;
using Plimsoll.Build.Tools;

/// <summary>Commands of other projects that tests and benchmarks run, and the Debian packages they are in.</summary>
static class DebianPackages
{
    /// <summary>Installs what the machine lacks, where that is possible.</summary>
    /// <exception cref="BuildException">Something is missing, and only its user can install it.</exception>
    public static void Install(IPlimsollBuild build, params IReadOnlyList<(string Command, string Package)> requirements)
    {
        var missing = requirements.Where(requirement => !IsOnPath(requirement.Command)).Select(requirement => requirement.Package).ToList();
        if (missing.Count == 0)
            return;

        // A server lets its user be root. On a machine of somebody nothing is installed that they did not ask for.
        string[] root = Environment.IsPrivilegedProcess ? [] : ["sudo", "--non-interactive"];
        var canInstall = OperatingSystem.IsLinux() && IsOnPath("apt-get") && (root.Length == 0 || (build.IsServerBuild && IsOnPath("sudo")));
        if (!canInstall)
            throw new BuildException(1, $"These Debian packages are needed and not installed: {string.Join(", ", missing)}.", $"Install them: sudo apt-get install {string.Join(' ', missing)}");

        build.Log.Information("Installing {0}", string.Join(", ", missing));
        var quiet = new ProcessOptions { LogOutput = false, Environment = new Dictionary<string, string?> { ["DEBIAN_FRONTEND"] = "noninteractive" } };
        Run("update", "--quiet");
        Run(["install", "--yes", "--quiet", "--no-install-recommends", .. missing]);

        void Run(params string[] arguments)
        {
            string[] command = [.. root, "apt-get", .. arguments];
            build.Run(command[0], command[1..], quiet);
        }
    }

    /// <summary>dockerd is in a folder that only root's path holds.</summary>
    private static bool IsOnPath(string command) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin").Any(folder => File.Exists(Path.Combine(folder, command)));
}
