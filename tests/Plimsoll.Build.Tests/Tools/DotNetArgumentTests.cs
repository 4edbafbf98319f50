using Plimsoll.Build.Tools;

namespace Plimsoll.Build.Tests.Tools;

/// <summary>The arguments of every command of <c>dotnet</c>.</summary>
public class DotNetArgumentTests
{
    private static readonly AbsolutePath Root = AbsolutePath.Create("/r");

    public static TheoryData<string, ToolSettings, string[]> Table => new()
    {
        { "nothing set", new DotNetBuildSettings(), ["build", "--nologo"] },
        {
            "restore",
            new DotNetRestoreSettings()
                .SetProjectFile(Root / "a b.slnx").SetSources("https://s", "local").SetRuntime("linux-x64").SetPackageDirectory("p").SetConfigFile("c").EnableNoCache()
                .EnableDisableParallel().EnableIgnoreFailedSources().EnableForce().EnableNoDependencies().EnableUseLockFile().EnableLockedMode()
                .SetLockFilePath("l").EnableForceEvaluate().EnableInteractive().SetVerbosity(DotNetVerbosity.minimal).SetProperty("P", 1),
            [
                "restore", "/r/a b.slnx", "--verbosity", "minimal", "--nologo", "-p:P=1", "--source", "https://s", "--source", "local", "--runtime", "linux-x64",
                "--packages", "p", "--configfile", "c", "--no-cache", "--disable-parallel", "--ignore-failed-sources", "--force", "--no-dependencies",
                "--use-lock-file", "--locked-mode", "--lock-file-path", "l", "--force-evaluate", "--interactive",
            ]
        },
        {
            "build",
            new DotNetBuildSettings()
                .SetProjectFile("x.slnx").SetConfiguration("Release").SetFramework("net10.0").SetRuntime("linux-x64").SetOutputDirectory("o").EnableNoRestore()
                .EnableNoIncremental().DisableSelfContained().SetBinaryLog("b.binlog").DisableNoLogo().SetVerbosity("quiet"),
            [
                "build", "x.slnx", "--verbosity", "quiet", "--configuration", "Release", "--runtime", "linux-x64", "--output", "o", "--no-restore",
                "-bl:b.binlog", "--framework", "net10.0", "--no-incremental", "--self-contained", "false",
            ]
        },
        {
            "versions",
            new DotNetBuildSettings()
                .SetVersion("1.2.3").SetVersionPrefix("1.2").SetVersionSuffix("beta").SetAssemblyVersion("1.0.0.0").SetFileVersion("1.2.3.4").SetInformationalVersion("1.2.3+abc"),
            [
                "build", "--nologo", "-p:Version=1.2.3", "-p:VersionPrefix=1.2", "-p:AssemblyVersion=1.0.0.0", "-p:FileVersion=1.2.3.4",
                "-p:InformationalVersion=1.2.3+abc", "-p:VersionSuffix=beta",
            ]
        },
        {
            "properties",
            new DotNetBuildSettings()
                .EnableDeterministic().DisableContinuousIntegrationBuild().EnableTreatWarningsAsErrors().SetWarningLevel(3).SetNoWarns("CS1591", "CS0618").AddNoWarns(1701, 1702).RemoveNoWarns(1702)
                .AddProperty("A", "x;y,z%").SetProperty("B", true).SetProperty("C", "1%3B2"),
            [
                "build", "--nologo", "-p:A=x%3By%2Cz%25", "-p:B=true", "-p:C=1%3B2", "-p:Deterministic=true", "-p:ContinuousIntegrationBuild=false",
                "-p:TreatWarningsAsErrors=true", "-p:WarningLevel=3", "-p:NoWarn=CS1591%3BCS0618%3B1701",
            ]
        },
        {
            "test",
            new DotNetTestSettings()
                .SetProjectFile("t").EnableNoBuild().EnableNoRestore().SetFilter("A&B").SetLoggers("trx;LogFileName=a.trx").AddLoggers("console").SetResultsDirectory(Root / "r")
                .SetSettingsFile("s").SetDataCollector("XPlat Code Coverage").SetTestAdapterPath("a").SetDiagnosticsFile("d").EnableListTests()
                .EnableBlameMode().EnableBlameCrash().SetBlameCrashDumpType("mini").EnableBlameHang().SetBlameHangDumpType("full").SetBlameHangTimeout("5m")
                .AddTestEnvironmentVariable("E", 1).AddRunSetting("RunConfiguration.MaxCpuCount", 2).SetProcessAdditionalArguments("--extra"),
            [
                "test", "t", "--nologo", "--no-restore", "--no-build", "--filter", "A&B", "--logger", "trx;LogFileName=a.trx", "--logger", "console",
                "--results-directory", "/r/r", "--settings", "s", "--collect", "XPlat Code Coverage", "--test-adapter-path", "a", "--diag", "d", "--list-tests",
                "--blame", "--blame-crash", "--blame-crash-dump-type", "mini", "--blame-hang", "--blame-hang-dump-type", "full", "--blame-hang-timeout", "5m",
                "--environment", "E=1", "--extra", "--", "RunConfiguration.MaxCpuCount=2",
            ]
        },
        {
            "pack",
            new DotNetPackSettings()
                .SetProject("p").SetOutputDirectory(Root / "o").EnableNoBuild().EnableIncludeSymbols().EnableIncludeSource().EnableServiceable()
                .SetSymbolPackageFormat(DotNetSymbolPackageFormat.snupkg).SetPackageId("I").SetPackageProjectUrl("https://u").SetAuthors("A", "B").AddPackageTags("x", "y"),
            [
                "pack", "p", "--nologo", "-p:PackageId=I", "-p:Authors=A%2CB", "-p:PackageTags=x y", "-p:PackageProjectUrl=https://u", "-p:SymbolPackageFormat=snupkg", "--output", "/r/o",
                "--no-build", "--include-symbols", "--include-source", "--serviceable",
            ]
        },
        {
            "publish",
            new DotNetPublishSettings()
                .SetProject("p").SetOutput("o").SetRuntime("linux-x64").EnableSelfContained().EnableNoBuild().SetPublishSingleFile(true).DisablePublishTrimmed().EnablePublishReadyToRun()
                .SetPublishProfile("x").SetManifest("m").SetSources("s"),
            [
                "publish", "p", "--nologo", "-p:PublishSingleFile=true", "-p:PublishReadyToRun=true", "-p:PublishTrimmed=false", "-p:PublishProfile=x",
                "--runtime", "linux-x64", "--output", "o", "--source", "s", "--no-build", "--self-contained", "true", "--manifest", "m",
            ]
        },
        {
            "properties and options of the restore, which each command has",
            new DotNetTestSettings().SetProjectFile("p").SetPlatform("x64").EnableDeterministicSourcePaths().EnablePublishTrimmed().EnableLockedMode().EnableNoCache().SetSources("s"),
            ["test", "p", "--nologo", "-p:PublishTrimmed=true", "-p:Platform=x64", "-p:DeterministicSourcePaths=true", "--source", "s", "--no-cache", "--locked-mode"]
        },
        {
            "clean",
            new DotNetCleanSettings().SetProject("p").SetConfiguration("Debug").SetFramework("f").SetRuntime("r").SetOutput("o"),
            ["clean", "p", "--nologo", "--configuration", "Debug", "--framework", "f", "--runtime", "r", "--output", "o"]
        },
        {
            "msbuild",
            new DotNetMSBuildSettings()
                .SetTargetPath("p").SetTargets("A", "B").SetConfiguration("Release").SetProperty("X", "y").EnableRestore().SetMaxCpuCount(2).SetVerbosity(DotNetVerbosity.quiet).EnableNoLogo(),
            ["msbuild", "p", "-t:A;B", "-p:Configuration=Release", "-p:X=y", "-restore", "-m:2", "-v:quiet", "-nologo"]
        },
        {
            "run",
            new DotNetRunSettings()
                .SetProjectFile("p").SetConfiguration("Release").SetFramework("f").SetRuntime("r").EnableNoBuild().EnableNoRestore().EnableNoLaunchProfile().SetLaunchProfile("l")
                .SetProperty("X", "y").SetApplicationArguments("a b").AddApplicationArguments("--c").SetVerbosity("quiet"),
            [
                "run", "--project", "p", "--configuration", "Release", "--framework", "f", "--runtime", "r", "--launch-profile", "l", "--no-launch-profile", "--no-build",
                "--no-restore", "--verbosity", "quiet", "-p:X=y", "--", "a b", "--c",
            ]
        },
        {
            "nuget push",
            new DotNetNuGetPushSettings()
                .SetTargetPath("*.nupkg").SetSource("https://s").SetApiKey("k").SetSymbolSource("https://y").SetSymbolApiKey("q").SetTimeout(5).EnableSkipDuplicate().EnableNoSymbols()
                .EnableNoServiceEndpoint().EnableDisableBuffering().EnableForceEnglishOutput().EnableInteractive(),
            [
                "nuget", "push", "*.nupkg", "--source", "https://s", "--api-key", "k", "--symbol-source", "https://y", "--symbol-api-key", "q", "--timeout", "5",
                "--skip-duplicate", "--no-symbols", "--no-service-endpoint", "--disable-buffering", "--force-english-output", "--interactive",
            ]
        },
        {
            "tool install",
            new DotNetToolInstallSettings()
                .SetPackageName("t").EnableGlobal().SetToolInstallationPath("p").SetVersion("1.*").SetFramework("f").AddSources("s").SetConfigFile("c").EnableLocal()
                .SetToolManifest("m").EnableNoCache().EnableDisableParallel().EnableIgnoreFailedSources().SetVerbosity("quiet").EnableCreateManifestIfNeeded().EnableAllowDowngrade(),
            [
                "tool", "install", "t", "--global", "--local", "--tool-path", "p", "--version", "1.*", "--framework", "f", "--add-source", "s", "--configfile", "c",
                "--tool-manifest", "m", "--no-cache", "--disable-parallel", "--ignore-failed-sources", "--verbosity", "quiet", "--create-manifest-if-needed", "--allow-downgrade",
            ]
        },
        { "tool update", new DotNetToolUpdateSettings().SetPackageName("t").EnableGlobal().SetVersion("2"), ["tool", "update", "t", "--global", "--version", "2"] },
        { "tool uninstall", new DotNetToolUninstallSettings().SetPackageName("t").EnableLocal(), ["tool", "uninstall", "t", "--local"] },
        { "tool restore", new DotNetToolRestoreSettings().SetToolManifest("m").AddSources("s"), ["tool", "restore", "--add-source", "s", "--tool-manifest", "m"] },
        { "tool run", new DotNetToolRunSettings().SetCommandName("t").SetToolArguments("a b"), ["tool", "run", "t", "--", "a b"] },
        {
            "format",
            new DotNetFormatSettings().SetSubcommand("style").SetProject("p").EnableVerifyNoChanges().SetSeverity("warn").SetInclude("a", "b"),
            ["format", "style", "p", "--verify-no-changes", "--severity", "warn", "--include", "a", "--include", "b"]
        },
        { "workload install", new DotNetWorkloadInstallSettings().SetWorkloadId("wasm-tools", "maui"), ["workload", "install", "wasm-tools", "maui"] },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Settings_become_arguments(string name, ToolSettings settings, string[] expected)
    {
        Assert.True(expected.SequenceEqual(settings.ToArguments()), $"{name}: {string.Join(' ', settings.ToArguments())}");
        Assert.StartsWith("dotnet ", settings.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_of_servers_are_secrets() =>
        Assert.Equal("dotnet nuget push p --api-key *** --symbol-api-key ***", new DotNetNuGetPushSettings { TargetPath = "p", ApiKey = "s3cr3t", SymbolApiKey = "t0p" }.ToString());

    [Fact]
    public void Object_initialisers_do_as_well() => Assert.Equal(
        ["build", "/r/x.slnx", "--nologo", "-p:A=b", "--configuration", "Release"],
        new DotNetBuildSettings { ProjectFile = Root / "x.slnx", Configuration = "Release", Properties = new Dictionary<string, string> { ["A"] = "b" } }.ToArguments());

    [Fact]
    public void Verbosities_are_parsed_by_name()
    {
        Assert.Equal(DotNetVerbosity.minimal, DotNetVerbosity.Parse("Minimal", null));
        Assert.False(DotNetVerbosity.TryParse("loud", null, out _));
    }
}
