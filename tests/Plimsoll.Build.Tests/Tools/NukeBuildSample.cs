using Plimsoll.Build.Tools;
using static Plimsoll.Build.Tools.DotNetTasks;

namespace Plimsoll.Build.Tests.Tools;

/// <summary>Targets as builds for NUKE have them: only the package, the usings and the base class are others.</summary>
internal sealed class NukeBuildSample : PlimsollBuild
{
    [Parameter]
    readonly string Configuration = IsLocalBuild ? "Debug" : "Release";

    [Parameter]
    [Secret]
    readonly string ApiKey = "s3cr3t-key";

    AbsolutePath Project => RootDirectory / "app" / "app.csproj";

    AbsolutePath Artifacts => RootDirectory / "artifacts";

    Configure<DotNetBuildSettings> CompileSettings => _ => _
        .SetProcessEnvironmentVariable("DOTNET_NOLOGO", "1");

    Target Restore => _ => _
        .Executes(() =>
        {
            DotNetRestore(s => s
                .SetProjectFile(Project));
        });

    Target Compile => _ => _
        .DependsOn(Restore)
        .Executes(() =>
        {
            DotNetBuild(_ => _
                .SetProjectFile(Project)
                .SetConfiguration(Configuration)
                .SetAssemblyVersion("1.2.0.0")
                .SetInformationalVersion("1.2.3+abc")
                .EnableNoRestore()
                .When(IsServerBuild, _ => _
                    .EnableContinuousIntegrationBuild())
                .Apply(CompileSettings));
        });

    Target Pack => _ => _
        .DependsOn(Compile)
        .Executes(() => DotNetPack(_ => _
            .SetProject(Project)
            .SetConfiguration(Configuration)
            .SetOutputDirectory(Artifacts)
            .SetVersion("1.2.3")
            .EnableNoBuild()
            .EnableNoRestore()));

    Target Push => _ => _
        .DependsOn(Pack)
        .Requires(() => ApiKey)
        .Executes(() =>
        {
            DotNetNuGetPush(_ => _
                    .SetSource((RootDirectory / "feed").CreateDirectory())
                    .SetApiKey(ApiKey)
                    .EnableSkipDuplicate()
                    .CombineWith(Artifacts.GlobFiles("*.nupkg"), (_, v) => _
                        .SetTargetPath(v)),
                degreeOfParallelism: 5,
                completeOnFailure: true);
        });

    Target Start => _ => _
        .DependsOn(Push)
        .Executes(() =>
        {
            var output = DotNetRun(_ => _
                .SetProjectFile(Project)
                .SetConfiguration(Configuration)
                .EnableNoBuild()
                .AddApplicationArguments("a b", "c"));
            ReportSummary(_ => _.AddPair("Said", output.StdToText()));
        });

    Target Version => _ => _
        .Executes(() =>
        {
            var output = DotNet("--version", logOutput: false);
            ReportSummary(_ => _.AddPair("Sdk", output.Single().Text));
        });
}
