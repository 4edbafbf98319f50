using Plimsoll.Build.Tools;

namespace Plimsoll.Build.Tests.Tools;

/// <summary>The arguments of tools other than <c>dotnet</c>.</summary>
public class ToolArgumentTests
{
    public static TheoryData<ToolSettings, string> Table => new()
    {
        {
            new ReportGeneratorSettings()
                .SetReports("a.xml", "b.xml").AddReports("c.xml").SetTargetDirectory("/r").SetReportTypes(ReportTypes.lcov).AddReportTypes("Own", ReportTypes.HtmlInline_AzurePipelines_Dark)
                .SetAssemblyFilters("+A", "-B").AddFileFilters("-*.g.cs").SetClassFilters("+C").SetSourceDirectories("s").SetHistoryDirectory("h").SetPlugins("p").SetTag("1").SetTitle("t")
                .SetVerbosity("Off").SetLicense("k"),
            "reportgenerator|-reports:a.xml;b.xml;c.xml|-targetdir:/r|-reporttypes:lcov;Own;HtmlInline_AzurePipelines_Dark|-sourcedirs:s|-historydir:h|-assemblyfilters:+A;-B|-classfilters:+C|-filefilters:-*.g.cs|-plugins:p|-tag:1|-title:t|-verbosity:Off|-license:k"
        },
        { new NpmInstallSettings(), "npm|install" },
        { new NpmInstallSettings().SetPackages("a@1", "b").EnableGlobal().EnableForce().EnableDryRun().EnableIgnoreScripts().EnableSaveDev().SetOmit("dev"), "npm|install|a@1|b|--global|--force|--dry-run|--ignore-scripts|--save-dev|--omit|dev" },
        { new NpmCiSettings().EnableIgnoreScripts().SetOmit("optional"), "npm|ci|--ignore-scripts|--omit|optional" },
        { new NpmRunSettings().SetCommand("build").SetArguments("--mode", "a b"), "npm|run|build|--|--mode|a b" },
        {
            new NuGetPackSettings()
                .SetTargetPath("p.nuspec").SetOutputDirectory("o").SetVersion("1").SetSuffix("s").SetBasePath("b").SetProperty("x", "1").SetProperty("y", true).SetConfiguration("Release").EnableBuild().EnableSymbols()
                .SetSymbolPackageFormat(DotNetSymbolPackageFormat.snupkg).EnableNoPackageAnalysis().SetVerbosity("quiet").EnableNonInteractive(),
            "nuget|pack|p.nuspec|-OutputDirectory|o|-Version|1|-Suffix|s|-BasePath|b|-Properties|x=1;y=true;Configuration=Release|-Build|-Symbols|-SymbolPackageFormat|snupkg|-NoPackageAnalysis|-Verbosity|quiet|-NonInteractive"
        },
        { new NuGetPushSettings().SetTargetPath("p").SetSource("s").SetApiKey("k").SetTimeout(3).EnableSkipDuplicate().EnableNoSymbols().SetConfigFile("c"), "nuget|push|p|-Source|s|-ApiKey|k|-Timeout|3|-SkipDuplicate|-NoSymbols|-ConfigFile|c" },
        { new NuGetRestoreSettings().SetTargetPath("x.sln").SetSource("a", "b").SetPackagesDirectory("p").SetSolutionDirectory("d").EnableNoCache().EnableDisableParallelProcessing(), "nuget|restore|x.sln|-Source|a|-Source|b|-PackagesDirectory|p|-SolutionDirectory|d|-NoHttpCache|-DisableParallelProcessing" },
        {
            new DockerBuildSettings()
                .SetPath(".").SetFile("f").SetTag("a:1", "a:2").SetBuildArg("X=1").SetTarget("t").SetPlatform("linux/amd64").SetLabel("l=1").SetSecret("id=s").SetCacheFrom("c").SetNetwork("none")
                .SetProgress("plain").EnablePull().EnableNoCache().EnableQuiet().SetProcessAdditionalArguments("--load"),
            "docker|build|--file|f|--tag|a:1|--tag|a:2|--build-arg|X=1|--target|t|--platform|linux/amd64|--label|l=1|--secret|id=s|--cache-from|c|--network|none|--progress|plain|--pull|--no-cache|--quiet|--load|."
        },
        {
            new DockerRunSettings()
                .SetImage("i").SetCommand("c").SetArgs("x", "-y").SetName("n").EnableRm().EnableDetach().EnableInteractive().EnableTty().SetEnv("A=1").SetEnvFile("e").SetVolume("/a:/b")
                .SetPublish("80:80").SetLabel("l=1").SetPlatform("p").SetNetwork("w").SetWorkdir("/d").SetUser("u").SetEntrypoint("t").SetPull("never").EnablePrivileged(),
            "docker|run|--name|n|--rm|--detach|--interactive|--tty|--env|A=1|--env-file|e|--volume|/a:/b|--publish|80:80|--label|l=1|--platform|p|--network|w|--workdir|/d|--user|u|--entrypoint|t|--pull|never|--privileged|i|c|x|-y"
        },
        { new DockerPushSettings().SetName("n").EnableAllTags().EnableQuiet(), "docker|push|n|--all-tags|--quiet" },
        { new DockerPullSettings().SetName("n").SetPlatform("p"), "docker|pull|n|--platform|p" },
        { new DockerTagSettings().SetTargetImage("b").SetSourceImage("a"), "docker|tag|a|b" },
        { new DockerLoginSettings().SetServer("s").SetUsername("u").SetPassword("p"), "docker|login|s|--username|u|--password|p" },
        {
            new SonarScannerBeginSettings()
                .SetProjectKey("k").SetName("n").SetVersion("1").SetOrganization("o").SetServer("https://s").SetToken("t").SetBranchName("b").SetPullRequestKey("7").SetPullRequestBranch("p")
                .SetPullRequestBase("main").AddVSTestReports("a.trx", "b.trx").AddOpenCoverPaths("c.xml").SetSourceExclusions("x", "y").SetCoverageExclusions("z").EnableVerbose().DisableQualityGateWait()
                .AddAdditionalParameter("sonar.x", 1),
            "dotnet-sonarscanner|begin|/k:k|/n:n|/v:1|/o:o|/d:sonar.host.url=https://s|/d:sonar.token=t|/d:sonar.branch.name=b|/d:sonar.pullrequest.key=7|/d:sonar.pullrequest.branch=p|/d:sonar.pullrequest.base=main|/d:sonar.cs.vstest.reportsPaths=a.trx,b.trx|/d:sonar.cs.opencover.reportsPaths=c.xml|/d:sonar.exclusions=x,y|/d:sonar.coverage.exclusions=z|/d:sonar.verbose=true|/d:sonar.qualitygate.wait=false|/d:sonar.x=1"
        },
        { new SonarScannerEndSettings().SetToken("t"), "dotnet-sonarscanner|end|/d:sonar.token=t" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Settings_become_arguments(ToolSettings settings, string expected) =>
        Assert.Equal(expected, string.Join('|', settings.ToArguments().Prepend(settings.Executable)));

    [Fact]
    public void Passwords_keys_and_licenses_are_secrets()
    {
        Assert.Equal("docker login --password ***", new DockerLoginSettings { Password = "s3cr3t" }.ToString());
        Assert.Equal("dotnet-sonarscanner end /d:sonar.token=***", new SonarScannerEndSettings { Token = "s3cr3t" }.ToString());
        Assert.Equal("nuget push -ApiKey ***", new NuGetPushSettings { ApiKey = "s3cr3t" }.ToString());
        Assert.Equal("reportgenerator -license:***", new ReportGeneratorSettings { License = "s3cr3t" }.ToString());
    }
}
