using Plimsoll.Build.Tools;

namespace Plimsoll.Build.Tests.Tools;

/// <summary>Settings of tools that older builds use, as they write them, and the command lines.</summary>
public sealed class ToolSettingsOfBuildsTests : IDisposable
{
    private readonly ToolFixture _build = new();

    public void Dispose() => _build.Dispose();

    [Fact]
    public void MSBuild()
    {
        Assert.Equal(
            "msbuild src/App.sln '-p:Platform=Any CPU' '-target:Restore;Build' -maxcpucount:4 -nodeReuse:false -verbosity:Minimal -p:RunTests=true -p:Configuration=Release",
            Text(new MSBuildSettings()
                .SetProjectFile("src/App.sln")
                .SetTargets("Restore", "Build")
                .SetConfiguration("Release")
                .SetTargetPlatform(MSBuildTargetPlatform.MSIL)
                .SetVerbosity(MSBuildVerbosity.Minimal)
                .SetMaxCpuCount(4)
                .SetNodeReuse(false)
                .SetProperty("RunTests", true)));
        Assert.Contains("Platform=AnyCPU", new MSBuildSettings().SetTargetPath("a.csproj").SetTargetPlatform(MSBuildTargetPlatform.MSIL).ToArguments()[1]);
        Assert.Equal(["-p:Platform=x64"], new MSBuildSettings().SetTargetPlatform(MSBuildTargetPlatform.x64).ToArguments());
    }

    [Fact]
    public void MSBuild_is_that_of_the_variable_then_of_visual_studio_then_of_the_path_then_of_dotnet()
    {
        _build.Environment["PATH"] = _build.Root["bin"];
        _build.Environment["ProgramFiles"] = _build.Root["Programs"];
        _build.Begin();
        Assert.Equal(("dotnet", "msbuild"), Locate());
        Assert.Equal(("/x/msbuild", ""), Locate(new MSBuildSettings().SetProcessToolPath("/x/msbuild")));
        Assert.NotEmpty(MSBuildTasks.MSBuild("-version", logInvocation: false, logOutput: false).StdToText());

        var command = _build.Root.Write("bin/msbuild", "");
        File.SetUnixFileMode(command, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.Equal((command, ""), Locate());

        _build.Root.Write("Programs/Microsoft Visual Studio/2019/Community/MSBuild/Current/Bin/MSBuild.exe", "");
        var newest = _build.Root.Write("Programs/Microsoft Visual Studio/18/BuildTools/MSBuild/Current/Bin/MSBuild.exe", "");
        _build.Root.Write("Programs/Microsoft Visual Studio/2022/Community/MSBuild/Current/Bin/MSBuild.exe", "");
        Assert.Equal((newest, ""), Locate());
        Assert.Equal(newest, MSBuildTasks.MSBuildPath);

        _build.Environment["MSBUILD_EXE"] = command;
        Assert.Equal((command, ""), Locate());
    }

    [Fact]
    public void Other_tools()
    {
        Assert.Equal(
            "powershell -NoProfile -ExecutionPolicy Bypass -File build.ps1 -Target 'All of it'",
            Text(new PowerShellSettings().EnableNoProfile().SetExecutionPolicy("Bypass").SetFile("build.ps1").SetFileArguments("-Target", "All of it")));
        Assert.Equal("pwsh -Command 'Get-ChildItem | Out-String'", Text(new PwshSettings().SetCommand("Get-ChildItem | Out-String")));
        Assert.Equal(
            "xunit.console a.dll b.dll -parallel none -xml out.xml",
            Text(new Xunit2Settings().AddTargetAssemblies("a.dll", "b.dll").SetParallel("none").AddResultReport(Xunit2ResultFormat.Xml, "out.xml")));
        Assert.Equal("nunit3-console a.dll --result=out.xml", Text(new NUnit3Settings().SetInputFiles("a.dll").AddResults("out.xml")));
        Assert.Equal(
            "coverlet a.dll --target dotnet --targetargs 'test --no-build' --format opencover",
            Text(new CoverletSettings().SetAssembly("a.dll").SetTarget("dotnet").SetTargetArgs("test", "--no-build").SetFormat(CoverletOutputFormat.opencover)));
        Assert.Equal(
            "azuresigntool sign --azure-key-vault-client-secret *** --file-digest sha256 a.exe",
            Text(new AzureSignToolSettings().SetKeyVaultClientSecret("s3cr3t").SetFileDigest("sha256").SetFiles("a.exe")));
        Assert.Equal(
            "dotnet test --nologo -p:CollectCoverage=true -p:CoverletOutputFormat=cobertura -p:CoverletOutput=out/",
            Text(new DotNetTestSettings().EnableCollectCoverage().SetCoverletOutputFormat(CoverletOutputFormat.cobertura).SetCoverletOutput("out/")));
        Assert.Equal("nuget restore a.sln -Verbosity normal", Text(new NuGetRestoreSettings().SetTargetPath("a.sln").SetVerbosity(NuGetVerbosity.Normal)));
    }

    [Fact]
    public void Files_of_tools_are_made_executable_and_linked()
    {
        _build.Begin();
        var tool = AbsolutePath.Create(_build.Root.Write("tool", "#!/bin/sh\necho ran\n"));

        tool.SetUnixPermissions(644).SetExecutable().AddUnixSymlink(_build.RootPath / "bin" / "link").AddUnixSymlink(_build.RootPath / "bin" / "link", force: true);

        Assert.Equal("ran", ToolResolver.GetLocalTool("bin/link")("").StdToText());
        Assert.Equal("-rwxr-xr-x", new FileInfo(tool).UnixFileMode is (UnixFileMode)0b111_101_101 ? "-rwxr-xr-x" : $"{new FileInfo(tool).UnixFileMode}");
        Assert.Throws<IOException>(() => tool.AddUnixSymlink(_build.RootPath / "bin" / "link"));
        Assert.StartsWith("'98' is not a permission", Assert.Throws<BuildException>(() => tool.SetUnixPermissions(98)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Named_values_are_read_as_parameters()
    {
        Assert.Same(MSBuildTargetPlatform.x64, MSBuildTargetPlatform.Parse("X64", null));
        Assert.Same(MSBuildTargetPlatform.MSIL, MSBuildTargetPlatform.Parse("MSIL", null));
        Assert.Equal("'z80' is not one of MSIL, x86, x64, arm, ARM64, Win32.", Assert.Throws<FormatException>(() => MSBuildTargetPlatform.Parse("z80", null)).Message);
        Assert.Same(MSBuildVerbosity.Quiet, MSBuildVerbosity.Parse("quiet", null));
        Assert.Equal(DotNetVerbosity.quiet, DotNetVerbosity.Quiet);
    }

    private static string Text(ToolSettings settings) => settings.ToString();

    private static (string File, string First) Locate(MSBuildSettings? settings = null)
    {
        var (file, first) = (settings ?? new MSBuildSettings()).Locate(ToolHost.Current);
        return (file, string.Join(' ', first));
    }
}
