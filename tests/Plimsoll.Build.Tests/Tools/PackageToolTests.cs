using Plimsoll.Build.Tools;

namespace Plimsoll.Build.Tests.Tools;

/// <summary>Where tools that are NuGet packages are found.</summary>
public sealed class PackageToolTests : IDisposable
{
    private readonly ToolFixture _build = new();

    public PackageToolTests()
    {
        _build.Environment["PATH"] = _build.Root["bin"];
        _build.Environment["HOME"] = _build.Root["home"];
    }

    public void Dispose() => _build.Dispose();

    [Fact]
    public void The_manifest_comes_first_then_the_path_then_the_newest_package()
    {
        _build.Begin();
        var newest = Package("5.10.0", "net8.0");
        Package("5.9.0", "net8.0");
        Package("6.0.0-rc.1", "net8.0");
        Assert.Equal(("dotnet", newest), Locate(new()));

        var command = _build.Root.Write("bin/reportgenerator", "");
        File.SetUnixFileMode(command, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.Equal((command, ""), Locate(new()));

        _build.Root.Write(".config/dotnet-tools.json", """{ "version": 1, "isRoot": true, "tools": { "dotnet-reportgenerator-globaltool": { "version": "5.9.0", "commands": ["reportgenerator"] } } }""");
        Assert.Equal(("dotnet", "tool run reportgenerator --"), Locate(new()));

        Assert.Equal(("dotnet", "/x/Tool.dll"), Locate(new ReportGeneratorSettings().SetProcessToolPath("/x/Tool.dll")));
        Assert.Equal(("/x/tool", ""), Locate(new ReportGeneratorSettings().SetProcessToolPath("/x/tool")));
    }

    [Fact]
    public void Of_several_frameworks_the_newest_that_runs_here_is_taken_or_the_named_one()
    {
        _build.Begin();
        Package("5.0.0", "net99.0");
        Package("5.0.0", "net47");
        var old = Package("5.0.0", "net6.0");
        var newest = Package("5.0.0", "net10.0");
        Package("5.0.0", "netcoreapp3.1");

        Assert.Equal(newest, Locate(new()).First);
        Assert.Equal(old, Locate(new ReportGeneratorSettings().SetFramework("net6.0")).First);
        Assert.Equal(old, NuGetToolPathResolver.GetPackageExecutable("ReportGenerator", "ReportGenerator.dll", "5.0.0", "net6.0"));
    }

    [Fact]
    public void A_framework_that_the_package_no_longer_has_is_the_newest()
    {
        _build.Begin();
        var newest = Package("5.0.0", "net8.0");

        Assert.Equal(newest, NuGetToolPathResolver.GetPackageExecutable("ReportGenerator", "ReportGenerator.dll", framework: "net6.0"));
    }

    [Theory]
    [InlineData("build")]
    [InlineData("automation")]
    public void The_version_is_the_one_that_the_project_of_the_build_names(string folder)
    {
        _build.Begin();
        _build.Root.Write("app.csproj", """<Project><ItemGroup><PackageReference Include="ReportGenerator" Version="5.1.0" /></ItemGroup></Project>""");
        Package("5.1.0", "net8.0");
        var named = Package("5.0.0", "net8.0");
        _build.Root.Write($"{folder}/_build.csproj", """<Project><ItemGroup><PackageDownload Include="reportgenerator" Version="[5.0.0]" /></ItemGroup></Project>""");

        Assert.Equal(named, Locate(new()).First);

        _build.Root.Write($"{folder}/_build.csproj", """<Project><ItemGroup><PackageReference Include="ReportGenerator" /></ItemGroup></Project>""");
        _build.Root.Write("Directory.Packages.props", """<Project><ItemGroup><PackageVersion Include="ReportGenerator" Version="5.0.0" /></ItemGroup></Project>""");
        Assert.Equal(named, Locate(new()).First);
    }

    [Fact]
    public void Another_folder_of_packages_is_the_only_one()
    {
        Package("5.0.0", "net8.0");
        _build.Environment["NUGET_PACKAGES"] = _build.Root["elsewhere"];
        _build.Begin();

        var exception = Assert.Throws<BuildException>(() => Locate(new()));

        Assert.StartsWith("'reportgenerator' was not found", exception.Message, StringComparison.Ordinal);
        Assert.Equal("Install it: dotnet tool install dotnet-reportgenerator-globaltool --create-manifest-if-needed", exception.Advice);
        Assert.Throws<BuildException>(() => NuGetToolPathResolver.GetPackageExecutable("ReportGenerator", "ReportGenerator.dll"));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{ "tools": 1 }""")]
    [InlineData("""{ "tools": { "x": {} } }""")]
    public void A_manifest_that_is_none_is_named(string text)
    {
        _build.Begin();
        var file = _build.Root.Write("dotnet-tools.json", text);

        Assert.StartsWith($"{file} is not a manifest of tools", Assert.Throws<BuildException>(() => Locate(new())).Message, StringComparison.Ordinal);
    }

    private string Package(string version, string framework) => _build.Root.Write($"home/.nuget/packages/reportgenerator/{version}/tools/{framework}/ReportGenerator.dll", "");

    private static (string File, string First) Locate(ReportGeneratorSettings settings)
    {
        var (file, first) = settings.Locate(ToolHost.Current);
        return (file, string.Join(' ', first));
    }
}
