using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Publishing.Builds;

namespace Plimsoll.Publishing.Tests.Builds;

public class BuildArgumentsTests
{
    private static readonly ImageMetadata Marks = new(
        DateTimeOffset.FromUnixTimeSeconds(1_700_000_000),
        new Dictionary<string, string> { ["version"] = "1.2.3", ["title"] = "a, b" },
        new Dictionary<string, string> { ["title"] = "a, \"b\"" });

    private static readonly BuildRecipe Recipe = BuildRecipe.ForDockerfile("/srv/docker/App.Dockerfile", "/srv") with
    {
        Target = "final",
        Arguments = new Dictionary<string, string> { ["B"] = "2", ["A"] = "1 = one" },
        Secrets = ["id=npm,src=.npmrc"],
        Platforms = [new Platform("linux", "amd64")],
    };

    [Fact]
    public void Buildx_writes_an_archive_with_labels_and_annotations() => Assert.Equal(
        [
            "buildx", "build", "--progress", "plain", "--file", "/srv/docker/App.Dockerfile",
            "--output", "type=oci,dest=/tmp/image.tar", "--target", "final", "--platform", "linux/amd64",
            "--build-arg", "A=1 = one", "--build-arg", "B=2", "--label", "title=a, b", "--label", "version=1.2.3",
            "--annotation", "manifest:title=a, \"b\"", "--secret", "id=npm,src=.npmrc", "/srv",
        ],
        BuildKitBuild.BuildxArguments(Recipe, Marks, "/tmp/image.tar", isEngine: false));

    [Fact]
    public void The_engines_own_builder_leaves_the_image_there()
    {
        var arguments = BuildKitBuild.BuildxArguments(Recipe, Marks, "/tmp/id", isEngine: true);

        Assert.Equal(["--load", "--iidfile", "/tmp/id"], arguments.Skip(6).Take(3));
        Assert.DoesNotContain("--annotation", arguments);
        Assert.DoesNotContain("--output", arguments);
    }

    [Fact]
    public void Several_platforms_are_one_build_and_their_index_is_annotated_too()
    {
        var arguments = BuildKitBuild.BuildxArguments(Recipe with { Platforms = [new("linux", "amd64"), new("linux", "arm64")] }, Marks, "/tmp/image.tar", isEngine: false);

        Assert.Contains("linux/amd64,linux/arm64", arguments);
        Assert.Contains("index,manifest:title=a, \"b\"", arguments);
    }

    [Fact]
    public void Buildctl_is_told_the_same() => Assert.Equal(
        [
            "build", "--progress", "plain", "--frontend", "dockerfile.v0",
            "--local", "context=/srv", "--local", "dockerfile=/srv/docker", "--opt", "filename=App.Dockerfile",
            "--opt", "target=final", "--opt", "platform=linux/amd64", "--opt", "build-arg:A=1 = one", "--opt", "build-arg:B=2",
            "--opt", "build-arg:SOURCE_DATE_EPOCH=1700000000", "--opt", "label:title=a, b", "--opt", "label:version=1.2.3",
            "--secret", "id=npm,src=.npmrc", "--output", "type=oci,dest=/tmp/image.tar,\"annotation.title=a, \"\"b\"\"\"",
        ],
        BuildKitBuild.BuildctlArguments(Recipe, Marks, "/tmp/image.tar"));

    [Fact]
    public void A_project_is_published_into_an_archive_whatever_registry_and_tags_it_names_itself()
    {
        var arguments = ProjectBuild.Arguments(
            BuildRecipe.ForProject("/srv/App.csproj") with { Base = "ghcr.io/acme/base:1", Arguments = new Dictionary<string, string> { ["Text"] = "a;b,50%" } },
            Marks,
            "/tmp/image.tar");

        Assert.Equal(["publish", "/srv/App.csproj", "-t:PublishContainer"], arguments.Take(3));
        foreach (var expected in new[] { "-p:ContainerImageFormat=OCI", "-p:ContainerArchiveOutputPath=/tmp/image.tar", "-p:ContainerRegistry=", "-p:ContainerImageTags=", "-p:ContainerBaseImage=ghcr.io/acme/base:1", "-p:Text=a%3Bb%2C50%25" })
            Assert.Contains(expected, arguments);
    }

    [Theory]
    [InlineData("linux/amd64", "linux-x64")]
    [InlineData("linux/arm64", "linux-arm64")]
    [InlineData("linux/arm64/v8", "linux-arm64")]
    [InlineData("linux/arm/v7", "linux-arm")]
    [InlineData("windows/amd64", "win-x64")]
    public void A_platform_is_a_runtime(string platform, string runtime) =>
        Assert.Equal(runtime, ProjectBuild.RuntimeIdentifier(Platform.Parse(platform)));

    [Fact]
    public void A_platform_that_dotnet_does_not_run_on_is_refused() =>
        Assert.Equal(ErrorKind.Usage, Assert.Throws<PlimsollException>(() => ProjectBuild.RuntimeIdentifier(Platform.Parse("linux/riscv64"))).Kind);

    [Fact]
    public void Errors_are_told_and_else_the_last_lines()
    {
        Assert.Equal("#5 ERROR: no", BuildTool.Reason(["#1 fine", "#5 ERROR: no", "", "#5 ERROR: no"]));
        Assert.Equal("b\n  c", BuildTool.Reason(["b", "c"]));
        Assert.Equal("the build printed nothing", BuildTool.Reason([]));
    }
}
