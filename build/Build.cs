using Plimsoll.Build;
using Plimsoll.Build.CI;
using Plimsoll.Build.Components;
using Plimsoll.Oci.Storage;
using static Plimsoll.Build.Tools.DotNetTasks;

[EveryCommit(
    "ci",
    GitHubActionsImage.UbuntuLatest,
    On = [GitHubActionsTrigger.PullRequest],
    OnPushBranches = ["main"],
    InvokedTargets = [nameof(Test), nameof(IPublishImages.Publish), nameof(TestPackages)],
    PublishArtifacts = false,
    CacheKeyFiles = [],
    TimeoutMinutes = 20)]
[Release(
    "release",
    GitHubActionsImage.Ubuntu2204,
    OnPushTags = ["v*"],
    ConcurrencyGroup = "release",
    Env = ["DOTNET_CLI_TELEMETRY_OPTOUT: 1", "DOTNET_NOLOGO: 1"],
    EnvironmentName = "release",
    TimeoutMinutes = 30)]
class Build : PlimsollBuild, ICheckTagPolicy, ICutRelease, IPublishImages, IPromoteImages
{
    [Parameter("Debug or Release")]
    readonly string Configuration = IsLocalBuild ? "Debug" : "Release";

    [Parameter("Which tests run, as dotnet test --filter takes it")]
    readonly string? TestFilter;

    [Parameter("At every how many bytes SweepFaults breaks and corrupts requests and answers; the default is a few places of each")]
    readonly int? SweepStep;

    [Parameter("What Benchmark measures: words of which a name has to contain one; the default is everything")]
    readonly string[] Only = [];

    [Parameter("How often Benchmark times each command; the default depends on how long it takes")]
    readonly int? Runs;

    [Parameter("Benchmark with fewer and shorter runs")]
    readonly bool Quick;

    [Parameter("Benchmark writes its tables into docs/performance.md too")]
    readonly bool UpdatePage;

    [Parameter("Folder of what PackTool made on other machines, which Pack joins")]
    readonly AbsolutePath? PackedTools;

    [Parameter("Where Release pushes packages to")]
    readonly string PackageSource = "https://api.nuget.org/v3/index.json";

    [Parameter("The key of PackageSource"), Secret]
    readonly string? NuGetApiKey;

    [Parameter("The token that Release makes the GitHub release with"), Secret]
    readonly string? GitHubToken;

    AbsolutePath Solution => RootDirectory / "Plimsoll.slnx";

    AbsolutePath Artifacts => RootDirectory / "artifacts";

    /// <summary>The files of the published image: the command and the libgit2 beside it.</summary>
    AbsolutePath ImageRoot => Artifacts / "image";

    /// <summary>What is released: packages, archives, checksums, provenance.</summary>
    AbsolutePath ReleaseFolder => Artifacts / "packages";

    string IPublishImages.ImageName => "plimsoll";

    ImageLocation IPublishImages.ImageSource => ImageLocation.ForFiles(ImageRoot);

    IReadOnlyList<string> IPublishImages.ImageEntrypoint => ["/plimsoll"];

    Target Clean => _ => _
        .Description("Deletes artifacts/")
        .Before(Restore)
        .Executes(() => Artifacts.DeleteDirectory());

    Target Restore => _ => _
        .Description("Downloads packages")
        .Executes(() => DotNetRestore(new() { ProjectFile = Solution }));

    Target Compile => _ => _
        .Description("Compiles the solution")
        .DependsOn(Restore)
        .Executes(() => DotNetBuild(new()
        {
            ProjectFile = Solution,
            Configuration = Configuration,
            NoRestore = true,
            Properties = new Dictionary<string, string>
            {
                ["ContinuousIntegrationBuild"] = "true",
                // Started anew for each project, the compiler spends most of its time on starting itself and the analyzers.
                ["UseSharedCompilation"] = "true",
            },
        }));

    Target Test => _ => _
        .Description("Runs every test, those against a real registry and a real engine included")
        .DependsOn(Compile, CompileTool, Pack)
        .Executes(() => new TestRun(this, Solution, Configuration, TestFilter, Tool.Command, ReleaseFolder).Execute());

    Target SweepFaults => _ => _
        .Description("Puts every fault into every request of publishing, copying, promotion and rollback; takes hours with --sweep-step")
        .DependsOn(Compile)
        .Executes(() => new FaultSweepRun(this, Configuration, SweepStep).Execute());

    Target Benchmark => _ => _
        .Description("Measures commands beside those of others, and parts by themselves; takes an hour, writes artifacts/benchmarks")
        .DependsOn(CompileTool)
        .Executes(() => new BenchmarkRun(this, Tool.Command) { Only = Only, Runs = Runs, IsQuick = Quick, UpdatesPage = UpdatePage }.Execute());

    Target CompileTool => _ => _
        .Description("Compiles the plimsoll command to a native binary, where its inputs changed")
        .After(Compile)
        .After<ICutRelease>(x => x.CutRelease)
        .DependentFor<IPublishImages>(x => x.Publish)
        .OnlyWhenDynamic(() => !Tool.IsUpToDate, "its inputs changed")
        .Executes(() => Tool.Compile());

    Target PackTool => _ => _
        .Description("Packs the native command of this machine's platform, for Pack on another")
        .DependsOn(CompileTool)
        .OnlyWhenDynamic(() => PackedTools is not null || !Packages.IsUpToDate, "something changed")
        .Executes(() =>
        {
            Packages.Prepare(PackedTools);
            Packages.PackNative(ImageRoot, Tool.Compiled);
            new Archives(this, ReleaseFolder, Version).Pack(ImageRoot);
        });

    Target Pack => _ => _
        .Description("Packs libraries, command and template into artifacts/packages, with checksums and provenance")
        .DependsOn(PackTool)
        .OnlyWhenDynamic(() => !Packages.IsUpToDate, "something changed")
        .Executes(() =>
        {
            Packages.PackPortable();
            new Provenance(this, ReleaseFolder, Version).Write();
        });

    Target PackImage => _ => _
        .Description("Adds the published image to artifacts/packages, as an archive")
        .DependsOn(Pack)
        .DependsOn<IPublishImages>(x => x.Publish)
        .Executes(async () =>
        {
            await new ImageArchive(this, ReleaseFolder, Version).PackAsync();
            new Provenance(this, ReleaseFolder, Version).Write();
        });

    Target TestPackages => _ => _
        .Description("Installs what is in artifacts/packages into an empty folder, with an empty package cache, and uses it")
        .DependsOn(PackImage)
        .Executes(() => new PackageTrial(this, ReleaseFolder, Version).ExecuteAsync());

    Target Release => _ => _
        .Description("Pushes the packages in artifacts/packages, and makes the GitHub release of the tag at HEAD with all that is there")
        .After(TestPackages)
        .After<IPublishImages>(x => x.Publish)
        .Requires(() => NuGetApiKey, () => GitHubToken)
        .Executes(() => new ReleasePublication(this, ReleaseFolder, Version).Execute(PackageSource, NuGetApiKey!, GitHubToken!));

    string Version => ((IPublishImages)this).ReleaseVersion ?? "0.0.0-dev";

    NativeTool Tool => new(this, ImageRoot, Version);

    Packages Packages => new(this, ReleaseFolder, Version);

    public static int Main() => Execute<Build>(x => x.Compile);
}
