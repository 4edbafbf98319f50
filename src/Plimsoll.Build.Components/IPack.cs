using Plimsoll.Build.Tools;

namespace Plimsoll.Build.Components;

/// <summary>Gives a build the target <c>Pack</c>.</summary>
public interface IPack : ICompile, IHazArtifacts
{
    /// <summary>Where the packages go; the default is <c>packages</c> in the artifacts.</summary>
    AbsolutePath PackagesDirectory => ArtifactsDirectory / "packages";

    /// <summary>Makes the packages of the solution.</summary>
    Target Pack => _ => _
        .DependsOn(Compile)
        .Executes(() =>
        {
            DotNetTasks.DotNetPack(_ => _.Apply(PackSettingsBase).Apply(PackSettings));
            ReportSummary(_ => _.AddPair("Packages", PackagesDirectory.GlobFiles("*.nupkg").Count));
        });

    /// <summary>What the component sets.</summary>
    sealed Configure<DotNetPackSettings> PackSettingsBase => _ => _
        .SetProject(Solution)
        .SetConfiguration(Configuration)
        .SetNoBuild(SucceededTargets.Contains(Compile))
        .SetOutputDirectory(PackagesDirectory)
        .WhenNotNull(this as IHazGitRepository, (_, build) => _.SetRepositoryUrl(build.GitRepository.HttpsUrl))
        .WhenNotNull((this as IHazVersionNumbers)?.VersionNumbers, (_, version) => _.SetVersion(version.PackageVersion))
        .WhenNotNull(this as IHazChangelog, (_, build) => _.SetPackageReleaseNotes(build.NuGetReleaseNotes));

    /// <summary>What a build changes of it; the default is nothing.</summary>
    Configure<DotNetPackSettings> PackSettings => _ => _;
}
