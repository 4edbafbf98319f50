using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Nuke.Common;
using Nuke.Common.IO;
using Nuke.Common.Tooling;
using Nuke.Common.Tools.Docker;
using Nuke.Common.Tools.DotNet;
using Nuke.Common.Tools.Npm;
using Nuke.Common.Utilities;
using Nuke.Common.Utilities.Collections;
using Serilog;
using static Nuke.Common.Tools.Docker.DockerTasks;
using static Nuke.Common.Tools.DotNet.DotNetTasks;
using static Nuke.Common.Tools.Npm.NpmTasks;

/// <summary>A web application: a front end of npm, a service of .NET, and an image of both.</summary>
partial class Build : NukeBuild
{
    public static int Main() => Execute<Build>(x => x.BuildImage);

    [Parameter] readonly Configuration Configuration = IsLocalBuild ? Configuration.Debug : Configuration.Release;

    [Parameter("Where it is deployed to", Name = "ENVIRONMENT")] readonly string Environment;

    [Parameter("Tag of the image")] readonly string Tag = "dev";

    [Parameter] readonly string[] Runtimes = { "linux-x64", "linux-arm64" };

    AbsolutePath Web => RootDirectory / "web";
    AbsolutePath Service => RootDirectory / "service" / "Service.csproj";
    AbsolutePath Output => RootDirectory / "out";
    AbsolutePath Archive => Output + ".zip";

    Target InstallPackages => _ => _
        .OnlyWhenDynamic(() => !(Web / "node_modules").DirectoryExists() || IsServerBuild)
        .Executes(() =>
        {
            NpmInstall(s => s
                .SetProcessWorkingDirectory(Web));
        });

    Target BuildWeb => _ => _
        .DependsOn(InstallPackages)
        .Executes(() =>
        {
            NpmRun(s => s
                .SetCommand("build")
                .SetProcessWorkingDirectory(Web)
                .SetProcessEnvironmentVariable("NODE_ENV", Configuration == Configuration.Release ? "production" : "development"));
        });

    Target TestWeb => _ => _
        .DependsOn(InstallPackages)
        .TriggeredBy(BuildWeb)
        .Executes(() =>
        {
            NpmRun(s => s.SetCommand("test").SetProcessWorkingDirectory(Web));
        });

    Target PublishService => _ => _
        .Executes(() =>
        {
            Output.CreateOrCleanDirectory();
            DotNetPublishSettings Settings(DotNetPublishSettings s) => s
                .SetProject(Service)
                .SetConfiguration(Configuration)
                .SetProperty("UseAppHost", false)
                .EnableNoRestore()
                .EnableNoBuild();

            DotNetPublish(s => Settings(s)
                .CombineWith(Runtimes, (_, runtime) => _
                    .SetRuntime(runtime)
                    .SetOutput(Output / runtime)));
        });

    Target Collect => _ => _
        .DependsOn(BuildWeb, PublishService)
        .Executes(() =>
        {
            foreach (var runtime in Runtimes)
            {
                (Output / runtime / "wwwroot").CreateDirectory();
                (Web / "dist").Copy(Output / runtime / "wwwroot", ExistsPolicy.MergeAndOverwrite);
                (RootDirectory / "LICENSE").CopyToDirectory(Output / runtime, ExistsPolicy.FileOverwrite);
            }

            var names = Output.GlobDirectories("*").Count;
            (Output / "version.txt").WriteAllText($"{Tag} {Environment} {names}");
            Log.Debug("{Name} has {Count} folders", Output.Name, names);
        });

    Target BuildImage => _ => _
        .Description("Builds the image of front end and service")
        .DependsOn(Collect)
        .After(TestWeb)
        .Requires(() => Tag)
        .Executes(() =>
        {
            DockerBuild(s => s
                .SetPath(RootDirectory)
                .SetFile(RootDirectory / "Dockerfile")
                .SetTag($"example/service:{Tag}")
                .SetProcessLogger((type, text) =>
                {
                    if (type == OutputType.Err)
                        Log.Debug(text);
                    else
                        Log.Information(text);
                }));
        });

    Target Smoke => _ => _
        .DependsOn(BuildImage)
        .Unlisted()
        .Executes(async () =>
        {
            await Task.Delay(TimeSpan.Zero);
            IReadOnlyCollection<Output> output = Docker($"run --rm example/service:{Tag} --version");
            foreach (var line in output)
                Log.Information(line.Text);
        });

    Target Start => _ => _
        .Executes(() => DotNetRun(s => s
            .SetProjectFile(Service)
            .SetConfiguration(Configuration)
            .SetFramework("net10.0")
            .SetProcessToolPath(DotNetPath)
            .SetProcessAdditionalArguments("--urls", "http://localhost:5080")));
}
