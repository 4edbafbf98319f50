using Plimsoll.Build;
using Plimsoll.Build.Components;
using Plimsoll.Oci.Storage;
using static Plimsoll.Build.Tools.DotNetTasks;

class Build : PlimsollBuild, IPublishImages
{
    [Parameter("Debug or Release")]
    readonly string Configuration = IsLocalBuild ? "Debug" : "Release";

    string IPublishImages.ImageName => "app";

    ImageLocation IPublishImages.ImageSource => ImageLocation.ForFiles(RootDirectory / "out");

    Target Pack => _ => _
        .Description("Puts the files of the image together")
        .DependentFor<IPublishImages>(x => x.Publish)
        .Executes(() => DotNetPublish(new() { Configuration = Configuration, Output = RootDirectory / "out" }));

    public static int Main() => Execute<Build>(x => x.Pack);
}
