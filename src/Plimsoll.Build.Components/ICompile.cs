using Plimsoll.Build.Tools;

namespace Plimsoll.Build.Components;

/// <summary>Gives a build the target <c>Compile</c>, which also publishes what the build names.</summary>
public interface ICompile : IRestore, IHazConfiguration
{
    /// <summary>What is published, each project for a framework; the default is nothing.</summary>
    IEnumerable<(Project Project, string Framework)> PublishConfigurations => [];

    /// <summary>How many are published at the same time; the default is 10.</summary>
    int PublishDegreeOfParallelism => 10;

    /// <summary>Compiles the solution.</summary>
    Target Compile => _ => _
        .DependsOn(Restore)
        .WhenSkipped(DependencyBehavior.Skip)
        .Executes(() =>
        {
            if (this is IHazVersionNumbers versioned)
                ReportSummary(_ => _.AddPair("Version", versioned.VersionNumbers.Version));
            DotNetTasks.DotNetBuild(_ => _.Apply(CompileSettingsBase).Apply(CompileSettings));
            DotNetTasks.DotNetPublish(
                _ => _
                    .Apply(PublishSettingsBase)
                    .Apply(PublishSettings)
                    .CombineWith(PublishConfigurations, (_, one) => _.SetProject(one.Project).SetFramework(one.Framework)),
                PublishDegreeOfParallelism);
        });

    /// <summary>What the component sets for compiling.</summary>
    sealed Configure<DotNetBuildSettings> CompileSettingsBase => _ => _
        .SetProjectFile(Solution)
        .SetNoRestore(SucceededTargets.Contains(Restore))
        .Apply(SetOrigin);

    /// <summary>What the component sets for publishing.</summary>
    sealed Configure<DotNetPublishSettings> PublishSettingsBase => _ => _
        .EnableNoBuild()
        .EnableNoLogo()
        .Apply(SetOrigin);

    /// <summary>What a build changes of compiling; the default is nothing.</summary>
    Configure<DotNetBuildSettings> CompileSettings => _ => _;

    /// <summary>What a build changes of publishing; the default is nothing.</summary>
    Configure<DotNetPublishSettings> PublishSettings => _ => _;

    /// <summary>Sets the configuration, the repository and the version.</summary>
    private T SetOrigin<T>(T settings) where T : DotNetCompileSettings => settings
        .SetConfiguration(Configuration)
        .When(IsServerBuild, _ => _.EnableContinuousIntegrationBuild())
        .WhenNotNull(this as IHazGitRepository, (_, build) => _.SetRepositoryUrl(build.GitRepository.HttpsUrl))
        .WhenNotNull((this as IHazVersionNumbers)?.VersionNumbers, (_, version) => _
            .SetAssemblyVersion(version.AssemblyVersion)
            .SetFileVersion(version.FileVersion)
            .SetInformationalVersion(version.InformationalVersion));
}
