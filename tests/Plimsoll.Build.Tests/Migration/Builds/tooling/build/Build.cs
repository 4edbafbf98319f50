using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.IO;
using System.Linq;
using Nuke.Common;
using Nuke.Common.IO;
using Nuke.Common.Tooling;
using Nuke.Common.Tools.DotNet;
using Nuke.Common.Utilities.Collections;
using Serilog;
using static Nuke.Common.EnvironmentInfo;
using static Nuke.Common.IO.HttpTasks;
using static Nuke.Common.Tooling.ProcessTasks;
using static Nuke.Common.Tools.DotNet.DotNetTasks;

/// <summary>Tools of all kinds: from PATH, from packages, from the repository, and downloaded.</summary>
class Build : NukeBuild
{
    public static int Main() => Execute<Build>(x => x.Bundle);

    [PathVariable] readonly Tool Git;
    [PathVariable("pwsh")] readonly Tool PowerShell;

    [NuGetPackage("docfx", "docfx.dll")] readonly Tool DocFx;

    Tool Tar => ToolResolver.GetPathTool("tar");

    [Parameter("How often a download is tried")] readonly int Retries = 1;

    [Parameter] readonly LogDetail Detail = LogDetail.Short;

    AbsolutePath Downloads => TemporaryDirectory / "downloads";
    AbsolutePath Site => RootDirectory / "_site";
    AbsolutePath Bundles => RootDirectory / "bundles";

    string Executable => IsWin ? "app.exe" : IsOsx ? "app-osx" : IsLinux ? "app-linux" : "app";

    Target Clean => _ => _
        .Executes(() =>
        {
            new[] { Downloads, Site, Bundles }.ForEach(x => x.CreateOrCleanDirectory());
        });

    Target RestoreTools => _ => _
        .DependsOn(Clean)
        .Executes(() =>
        {
            DotNetToolInstall(s => s
                .SetPackageName("dotnet-format")
                .EnableGlobal());
            DotNet("tool restore", workingDirectory: RootDirectory);
        });

    Target Download => _ => _
        .DependsOn(Clean)
        .Executes(() =>
        {
            var archive = Downloads / "schema.zip";
            ControlFlow.ExecuteWithRetry(
                () => HttpDownloadFile("https://example.com/schema.zip", archive),
                retryAttempts: Retries);
            Assert.NotNull(archive.ToFileInfo().Directory);
            archive.UnZipTo(Downloads / "schema");
        });

    Target Documentation => _ => _
        .DependsOn(RestoreTools, Download)
        .ProceedAfterFailure()
        .Executes(() =>
        {
            DocFx($"build {RootDirectory / "docs" / "docfx.json"} --output {Site}", workingDirectory: RootDirectory / "docs");
            PowerShell($"-File {RootDirectory / "docs" / "links.ps1"} -Site {Site}", environmentVariables: new Dictionary<string, string> { ["NO_COLOR"] = "1" });
        });

    Target Inventory => _ => _
        .DependsOn(RestoreTools)
        .Executes(() =>
        {
            var tool = NuGetToolPathResolver.GetPackageExecutable("CycloneDX", "CycloneDX.dll", framework: "net8.0");
            IProcess process = StartProcess(DotNetPath, $"\"{tool}\" App.sln --out bom", workingDirectory: RootDirectory);
            process.AssertZeroExitCode();
            foreach (Output line in process.Output.Where(x => x.Type == OutputType.Err))
                Log.Warning(line.Text);
        });

    Target Verify => _ => _
        .DependsOn(Documentation)
        .Executes(() =>
        {
            using var process = StartProcess("git", "status --porcelain", workingDirectory: RootDirectory, logOutput: false);
            process.AssertWaitForExit();
            if (process.ExitCode != 0 || process.Output.Any())
                Assert.Fail("The documentation changed files of the repository.");

            var head = Git("rev-parse --short HEAD", RootDirectory, logOutput: false).First().Text;
            Log.Information("{Executable} of {Head}, {Detail}", Executable, head, Detail);
        });

    Target Bundle => _ => _
        .DependsOn(Verify)
        .After(Inventory)
        .Executes(() =>
        {
            Site.ZipTo(Bundles / "site.zip", fileMode: FileMode.Create);
            Tar($"-czf {Bundles / "site.tar.gz"} -C {Site} .");

            DotNetPublish(s => s
                .SetProject(RootDirectory / "src" / "App")
                .SetConfiguration("Release")
                .SetOutput(Bundles / "app")
                .SetProcessWorkingDirectory(RootDirectory));
            (Bundles / "app" / Executable).Rename("app");
        });
}

[TypeConverter(typeof(TypeConverter<LogDetail>))]
class LogDetail : Enumeration
{
    public static LogDetail Short = new() { Value = nameof(Short) };
    public static LogDetail Long = new() { Value = nameof(Long) };

    public static implicit operator string(LogDetail detail) => detail.Value;
}
