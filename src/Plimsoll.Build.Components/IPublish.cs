using Plimsoll.Build.Tools;

namespace Plimsoll.Build.Components;

/// <summary>Gives a build the target <c>Publish</c>, which pushes NuGet packages.</summary>
public interface IPublish : IPack, ITest
{
    /// <summary>The server; the default is nuget.org.</summary>
    [Parameter("NuGet server that packages are pushed to")]
    string NuGetSource => TryGetValue(() => NuGetSource) ?? "https://api.nuget.org/v3/index.json";

    /// <summary>Its key.</summary>
    [Parameter("API key of the NuGet server")]
    [Secret]
    string? NuGetApiKey => TryGetValue(() => NuGetApiKey);

    /// <summary>The packages; the default are all in <see cref="IPack.PackagesDirectory"/>.</summary>
    IEnumerable<AbsolutePath> PushPackageFiles => PackagesDirectory.GlobFiles("*.nupkg");

    /// <summary>Whether the others are pushed even if one fails; the default is <c>true</c>.</summary>
    bool PushCompleteOnFailure => true;

    /// <summary>How many are pushed at the same time; the default is 5.</summary>
    int PushDegreeOfParallelism => 5;

    /// <summary>Pushes the packages.</summary>
    Target Publish => _ => _
        .DependsOn(Test, Pack)
        .Requires(() => NuGetApiKey)
        .Executes(() =>
        {
            var packages = PushPackageFiles.ToList();
            if (packages.Count == 0)
                Log.Warning("No package was found, so nothing was pushed.");
            DotNetTasks.DotNetNuGetPush(
                _ => _
                    .Apply(PushSettingsBase)
                    .Apply(PushSettings)
                    .CombineWith(packages, (_, package) => _.SetTargetPath(package).Apply(PackagePushSettings)),
                PushDegreeOfParallelism,
                PushCompleteOnFailure);
        });

    /// <summary>What the component sets.</summary>
    sealed Configure<DotNetNuGetPushSettings> PushSettingsBase => _ => _
        .SetSource(NuGetSource)
        .SetApiKey(NuGetApiKey);

    /// <summary>What a build changes for all packages; the default is nothing.</summary>
    Configure<DotNetNuGetPushSettings> PushSettings => _ => _;

    /// <summary>What a build changes for one package; the default is nothing.</summary>
    Configure<DotNetNuGetPushSettings> PackagePushSettings => _ => _;
}
