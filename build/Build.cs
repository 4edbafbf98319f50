using Plimsoll.Build;
using Plimsoll.Build.Components;
using Plimsoll.Oci.Storage;

class Build : PlimsollBuild, ICheckTagPolicy, ICutRelease, IPublishImages, IPromoteImages
{
    [Parameter("Debug or Release")]
    readonly string Configuration = IsLocalBuild ? "Debug" : "Release";

    [Parameter("Which tests run, as dotnet test --filter takes it")]
    readonly string? TestFilter;

    AbsolutePath Solution => RootDirectory / "Plimsoll.slnx";

    AbsolutePath Artifacts => RootDirectory / "artifacts";

    /// <summary>The files of the published image: the command and the libgit2 beside it.</summary>
    AbsolutePath ImageRoot => Artifacts / "image";

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
            Properties = new Dictionary<string, string> { ["ContinuousIntegrationBuild"] = "true" },
        }));

    Target Test => _ => _
        .Description("Runs every test, those against a real registry and a real engine included")
        .DependsOn(Compile, CompileTool)
        .Executes(() => new TestRun(this, Solution, Configuration, TestFilter, Tool.Command).Execute());

    Target CompileTool => _ => _
        .Description("Compiles the plimsoll command to a native binary, where its inputs changed")
        .After<ICutRelease>(x => x.CutRelease)
        .DependentFor<IPublishImages>(x => x.Publish)
        .OnlyWhenDynamic(() => !Tool.IsUpToDate, "its inputs changed")
        .Executes(() => Tool.Compile());

    NativeTool Tool => new(this, ImageRoot, ((IPublishImages)this).ReleaseVersion ?? "0.0.0-dev");

    public static int Main() => Execute<Build>(x => x.Compile);
}
