namespace Plimsoll.IntegrationTests.Crashes.Scenarios;

/// <summary>Moves a build of NUKE.</summary>
internal sealed class MigrateScenario : CrashScenario
{
    public override IReadOnlyList<string> Arguments(string host) => ["migrate-build", "--write"];

    public override void Prepare(CrashWorld world, string host)
    {
        world.Write(".nuke/parameters.json", "{}");
        world.Write("build/_build.csproj", """<Project><PropertyGroup><OutputType>Exe</OutputType></PropertyGroup><ItemGroup><PackageReference Include="Nuke.Common" Version="9.0.4" /></ItemGroup></Project>""");
        world.Write("build/Build.cs", "using Nuke.Common;\nclass Build : NukeBuild { }\n");
        world.Write("build/Build.More.cs", "using Nuke.Common;\npartial class More : NukeBuild { }\n");
        world.Write("build.sh", "BUILD_PROJECT_FILE=build/_build.csproj\n");
    }
}
