using Plimsoll.Build.Targets;

class Build : PlimsollBuild
{
    [Parameter("Debug or Release")]
    readonly string Configuration = IsLocalBuild ? "Debug" : "Release";

    [Parameter("Which tests run, as dotnet test --filter takes it")]
    readonly string? TestFilter;

    AbsolutePath Solution => RootDirectory / "Plimsoll.slnx";

    AbsolutePath Artifacts => RootDirectory / "artifacts";

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
            Properties = new Dictionary<string, string> { ["ContinuousIntegrationBuild"] = "true" },
        }));

    Target Test => _ => _
        .Description("Runs the tests")
        .DependsOn(Compile)
        .Executes(() => DotNetTest(new()
        {
            ProjectFile = Solution,
            Configuration = Configuration,
            NoBuild = true,
            Filter = TestFilter,
            Process = new()
            {
                // A snapshot that is missing fails the test rather than being written.
                Environment = new Dictionary<string, string?> { ["SNAPSHOOTER_STRICT_MODE"] = "true" },
            },
        }));

    public static int Main() => Execute<Build>(x => x.Compile);
}
