using Plimsoll.Build;
using Plimsoll.Build.Tools;
using static Plimsoll.Build.Tools.DotNetTasks;

/// <summary>Publishes what was packed and tested: the packages, then the GitHub release with all files.</summary>
/// <param name="build">The running build.</param>
/// <param name="directory">The folder of what is released.</param>
/// <param name="version">Its version.</param>
sealed class ReleasePublication(IPlimsollBuild build, AbsolutePath directory, string version)
{
    /// <summary>Publishes everything.</summary>
    /// <param name="source">Where packages are pushed to.</param>
    /// <param name="apiKey">The key for it.</param>
    /// <param name="token">The token of GitHub that may write the repository's contents.</param>
    /// <exception cref="BuildException">No tag at HEAD is that of the version, or nothing was packed of it: then nothing is published. Or a server refuses.</exception>
    public void Execute(string source, string apiKey, string token)
    {
        var tag = GitRepository.FromLocalDirectory(build.RootDirectory).Tags?.FirstOrDefault(name => name == version || name == $"v{version}")
            ?? throw new BuildException(1, $"No tag at HEAD is that of the version {version}.", "Tag the commit first: ./build.sh CutRelease --push");
        if (!(directory / $"plimsoll.{version}.nupkg").FileExists())
            throw new BuildException(1, $"There is no plimsoll.{version}.nupkg in {directory}.", "Pack first: ./build.sh TestPackages");
        PushPackages(source, apiKey);
        CreateGitHubRelease(tag, token);
    }

    /// <summary>Pushes one package after the other. What a run before has pushed is left out.</summary>
    private void PushPackages(string source, string apiKey) => DotNetNuGetPush(_ => _
        .SetSource(source)
        .SetApiKey(apiKey)
        .EnableSkipDuplicate()
        .CombineWith(directory.GlobFiles("*.nupkg").OrderBy(Rank).ThenBy(package => package.Name, StringComparer.Ordinal), (_, package) => _.SetTargetPath(package)));

    private void CreateGitHubRelease(string tag, string token)
    {
        var files = directory.GlobFiles("*").Select(file => file.ToString()).Order(StringComparer.Ordinal);
        var isPrerelease = version.Split('+')[0].Contains('-', StringComparison.Ordinal);
        build.Run(
            "gh",
            ["release", "create", tag, .. files, "--verify-tag", "--generate-notes", $"--prerelease={(isPrerelease ? "true" : "false")}"],
            new ProcessOptions { Environment = new Dictionary<string, string?> { ["GH_TOKEN"] = token } });
    }

    /// <summary>The package <c>plimsoll</c> comes last, because it names those of the platforms, which come first.</summary>
    private static int Rank(AbsolutePath package) => package.Name switch
    {
        ['p', 'l', 'i', 'm', 's', 'o', 'l', 'l', '.', >= '0' and <= '9', ..] => 2,
        ['p', ..] => 0,
        _ => 1,
    };
}
