using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
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
        BuildKitBuild.BuildctlArguments(Recipe, Marks, "/tmp/image.tar", attests: false));

    [Fact]
    public void Attestations_and_caches_are_handed_to_buildx_as_they_are()
    {
        var arguments = BuildKitBuild.BuildxArguments(Attested, Marks, "/tmp/image.tar", isEngine: false);

        Assert.Equal(
            ["--provenance", "mode=max", "--sbom", "true", "--cache-from", "type=gha", "--cache-from", "ghcr.io/acme/cache", "--cache-to", "type=gha,mode=max", "--secret", "id=npm,src=.npmrc", "/srv"],
            arguments.SkipWhile(argument => argument != "--provenance"));
    }

    [Fact]
    public void They_are_switched_off_only_where_that_is_said()
    {
        var off = BuildKitBuild.BuildxArguments(Recipe with { Provenance = BuildProvenance.None, Sbom = false }, Marks, "/tmp/image.tar", isEngine: false);
        var silent = BuildKitBuild.BuildxArguments(Recipe, Marks, "/tmp/image.tar", isEngine: false);

        Assert.Equal(["--provenance", "false", "--sbom", "false"], off.SkipWhile(argument => argument != "--provenance").Take(4));
        Assert.DoesNotContain("--provenance", silent);
        Assert.DoesNotContain("--sbom", silent);
    }

    [Fact]
    public void Buildctl_is_told_what_buildx_knows_by_itself()
    {
        var arguments = BuildKitBuild.BuildctlArguments(Attested, Marks, "/tmp/image.tar", attests: true);
        var asBuildx = BuildKitBuild.BuildctlArguments(Recipe, Marks, "/tmp/image.tar", attests: true);

        Assert.Equal(
            ["--opt", "attest:provenance=mode=max", "--opt", "attest:sbom=", "--import-cache", "type=gha", "--import-cache", "type=registry,ref=ghcr.io/acme/cache", "--export-cache", "type=gha,mode=max"],
            arguments.Skip(arguments.ToList().IndexOf("attest:provenance=mode=max") - 1).Take(10));
        Assert.Contains("attest:provenance=mode=min", asBuildx);
        Assert.DoesNotContain("attest:sbom=", asBuildx);
    }

    private static BuildRecipe Attested => Recipe with
    {
        Provenance = BuildProvenance.Max,
        Sbom = true,
        Cache = new BuildCache { From = ["type=gha", "ghcr.io/acme/cache"], To = ["type=gha,mode=max"] },
    };

    [Fact]
    public void A_cache_in_the_registry_is_beside_the_image_and_a_plan_writes_none()
    {
        var registry = ImageLocation.ForRegistry(ImageReference.Parse("ghcr.io/acme/app"));
        var cache = BuildCache.InRegistry.For(registry, isReadOnly: false);

        Assert.Equal(["type=registry,ref=ghcr.io/acme/app:buildcache"], cache.From);
        Assert.Equal(["type=registry,ref=ghcr.io/acme/app:buildcache,mode=max,ignore-error=true"], cache.To);
        Assert.Equal((1, 0), (BuildCache.InRegistry.For(registry, isReadOnly: true).From.Count, BuildCache.InRegistry.For(registry, isReadOnly: true).To.Count));
        Assert.Empty(BuildCache.InRegistry.For(ImageLocation.ForLayout("out"), isReadOnly: false).From);
        Assert.Equal(["a"], new BuildCache { From = ["a"], To = ["b"] }.For(registry, isReadOnly: true).From);
    }

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

    [Fact]
    public void A_base_that_is_served_from_here_is_named_nowhere_in_the_image()
    {
        var arguments = ProjectBuild.Arguments(BuildRecipe.ForProject("/srv/App.csproj") with { Base = "oci:/srv/base" }, Marks, "/tmp/image.tar", served: "127.0.0.1:1234/base@sha256:0");

        Assert.Contains("-p:ContainerBaseImage=127.0.0.1:1234/base@sha256:0", arguments);
        Assert.Contains("-p:ContainerGenerateLabelsImageBaseName=false", arguments);
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
