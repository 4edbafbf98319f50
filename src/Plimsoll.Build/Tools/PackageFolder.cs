using System.Text.RegularExpressions;

namespace Plimsoll.Build.Tools;

/// <summary>The folder that NuGet puts packages into.</summary>
internal static partial class PackageFolder
{
    /// <summary>Finds an executable of a package.</summary>
    /// <param name="environment">Says where the folder is.</param>
    /// <param name="packageId">The package.</param>
    /// <param name="executable">The name of the file.</param>
    /// <param name="version">Its version; <c>null</c> for the newest release, else the newest prerelease.</param>
    /// <param name="framework">The target framework; where the package has nothing for it, or it is <c>null</c>, the newest that runs here.</param>
    /// <returns>The file, or <c>null</c>.</returns>
    public static AbsolutePath? Find(IReadOnlyDictionary<string, string> environment, string packageId, string executable, string? version, string? framework)
    {
        var home = environment.GetValueOrDefault(OperatingSystem.IsWindows() ? "USERPROFILE" : "HOME");
        var folder = environment.TryGetValue("NUGET_PACKAGES", out var named) ? named : home is null ? null : Path.Combine(home, ".nuget", "packages");
        if (folder is null || !Path.IsPathFullyQualified(folder))
            return null;
        var package = AbsolutePath.Create(folder) / packageId.ToLowerInvariant();
        var versions = package.GetDirectories().Where(directory => version is null || directory.Name.Equals(version.Split('+')[0], StringComparison.OrdinalIgnoreCase));
        return versions
            .OrderBy(directory => directory.Name.Contains('-'))
            .ThenByDescending(directory => Version.TryParse(directory.Name.Split('-', '+')[0], out var number) ? number : new Version())
            .ThenByDescending(directory => directory.Name, StringComparer.OrdinalIgnoreCase)
            .Select(directory => FindIn(directory, executable, framework))
            .FirstOrDefault(file => file is not null);
    }

    private static AbsolutePath? FindIn(AbsolutePath package, string executable, string? framework) => package.GlobFiles("**")
        .Where(file => file.Name.Equals(executable, StringComparison.OrdinalIgnoreCase))
        .Select(file => (File: file, Folders: package.GetUnixRelativePathTo(file).ToString().Split('/')[..^1]))
        .Select(found => (found.File, found.Folders, IsNamed: framework is not null && found.Folders.Contains(framework, StringComparer.OrdinalIgnoreCase)))
        .Where(found => found.IsNamed || Runs(found.File, found.Folders))
        .OrderByDescending(found => found.IsNamed)
        .ThenByDescending(found => found.Folders.Select(VersionOf).Max())
        .Select(found => found.File)
        .FirstOrDefault();

    /// <summary>What is for no target framework runs, what is for .NET where that is as new; of the rest, programs that need no .NET.</summary>
    private static bool Runs(AbsolutePath file, string[] folders) => folders.FirstOrDefault(AnyFramework().IsMatch) is not { } framework
        || (VersionOf(framework) is { } version ? version <= new Version(Environment.Version.Major, Environment.Version.Minor) : file.Extension != ".dll");

    /// <summary>The version of a target framework of .NET; of the .NET Framework, and of other folders, <c>null</c>.</summary>
    private static Version? VersionOf(string folder) => Framework().Match(folder) is { Success: true } match ? Version.Parse(match.Groups[1].Value) : null;

    [GeneratedRegex(@"\Anet(?:coreapp)?(\d+\.\d+)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Framework();

    [GeneratedRegex(@"\Anet(?:coreapp|standard)?\d[\d.]*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AnyFramework();
}
