using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;
using Plimsoll.Testing;

namespace Plimsoll.Build.Tests.Documentation;

/// <summary>The README of the package, and the global usings that come with it, in a project that has both as a user's has.</summary>
public sealed partial class PackageReadmeTests : IDisposable
{
    private static readonly string Package = Path.Combine(NativeCommand.RepositoryRoot, "src/Plimsoll.Build");

    private readonly TempDirectory _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task The_build_of_the_readme_compiles_as_it_stands_and_runs()
    {
        Write("", CodeBlock().Match(File.ReadAllText(Path.Combine(Package, "README.md"))).Groups[1].Value);
        Directory.CreateDirectory(_temp[".nuke"]);

        var help = await DotNetAsync("run", "--project", "build", "--", "--help", "--no-logo");

        Assert.True(help.ExitCode == 0, help.StandardOutput + help.StandardError);
        Assert.Matches(@"Compile \(default\) +Compiles the solution|Compile +Compiles the solution", help.StandardOutput);
        Assert.Contains("--version", help.StandardOutput);
        var plan = await DotNetAsync("run", "--no-build", "--project", "build", "--", "--plan", "--no-logo");
        Assert.Matches("(?s)Clean.*Compile", plan.StandardOutput);
    }

    [Fact]
    public async Task A_project_can_leave_the_usings_out()
    {
        Write("<PlimsollBuildUsings>disable</PlimsollBuildUsings>", "class Build : PlimsollBuild { static int Main() => Execute<Build>(); Tool Git = null!; }");

        var result = await DotNetAsync("build", "build", "-nologo");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("CS0246: The type or namespace name 'PlimsollBuild'", result.StandardOutput);
        Assert.Contains("CS0246: The type or namespace name 'Tool'", result.StandardOutput);
    }

    [Fact]
    public void The_usings_are_namespaces_with_public_types() =>
        Assert.Subset(
            typeof(PlimsollBuild).Assembly.GetExportedTypes().Select(type => type.Namespace!).ToHashSet(),
            UsingItem().Matches(File.ReadAllText(Path.Combine(Package, "build/Plimsoll.Build.props"))).Select(match => match.Groups[1].Value).ToHashSet());

    /// <summary>The order is that of a package: its properties file before the project.</summary>
    private void Write(string properties, string code)
    {
        _temp.Write("Directory.Build.props", $"""<Project><Import Project="{Package}/build/Plimsoll.Build.props" /></Project>""");
        _temp.Write("Directory.Build.targets", "<Project />");
        _temp.Write("build/_build.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <RootNamespace />
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{AppContext.BaseDirectory}Plimsoll.Build.dll" />
              </ItemGroup>
            </Project>
            """);
        _temp.Write("build/Build.cs", code);
    }

    private async Task<BufferedCommandResult> DotNetAsync(params string[] arguments) => await Cli.Wrap("dotnet")
        .WithArguments(arguments)
        .WithWorkingDirectory(_temp.Path)
        .WithEnvironmentVariables(e => e.Set("GITHUB_ACTIONS", null).Set("TF_BUILD", null))
        .WithValidation(CommandResultValidation.None)
        .ExecuteBufferedAsync();

    [GeneratedRegex(@"```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("<Using Include=\"([^\"]+)\" />")]
    private static partial Regex UsingItem();
}
