using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Publishing.Builds;
using Plimsoll.Publishing.Configuration;

namespace Plimsoll.Publishing.Tests.Configuration;

public class BuildSectionTests
{
    private static readonly string Folder = Path.GetFullPath("repository");

    [Fact]
    public void Everything_that_a_Dockerfile_takes_is_read()
    {
        var build = Read("""
            build:
              dockerfile: docker/Dockerfile
              context: src
              target: final
              args: { VERSION: "1.2", EMPTY: "" }
              secrets: ["id=npm,src=.npmrc"]
              platform: [linux/amd64, linux/arm64]
              via: buildkit
            """);

        Assert.Equal((BuildKind.Dockerfile, BuildVia.BuildKit, "final"), (build!.Kind, build.Via, build.Target));
        Assert.Equal((Path.Combine(Folder, "docker/Dockerfile"), Path.Combine(Folder, "src")), (build.Path, build.Context));
        Assert.Equal([("VERSION", "1.2"), ("EMPTY", "")], build.Arguments.Select(argument => (argument.Key, argument.Value)));
        Assert.Equal(["id=npm,src=.npmrc"], build.Secrets);
        Assert.Equal(["linux/amd64", "linux/arm64"], build.Platforms.Select(platform => platform.ToString()));
    }

    [Fact]
    public void A_Dockerfile_takes_attestations_and_caches()
    {
        var build = Read("build: { dockerfile: Dockerfile, provenance: max, sbom: true, cache: { from: type=gha, to: [\"type=gha,mode=max\"] } }");

        Assert.Equal((BuildProvenance.Max, true), (build!.Provenance, build.Sbom));
        Assert.Equal(("type=gha", "type=gha,mode=max"), (build.Cache!.From.Single(), build.Cache.To.Single()));
        Assert.Equal(BuildProvenance.None, Read("build: { dockerfile: Dockerfile, provenance: false }")!.Provenance);
        Assert.Same(BuildCache.InRegistry, Read("build: { dockerfile: Dockerfile, cache: registry }")!.Cache);
    }

    [Fact]
    public void The_context_is_the_folder_of_the_file_unless_it_is_said()
    {
        var build = Read("build: { dockerfile: Dockerfile }");

        Assert.Equal((Folder, BuildVia.Auto), (build!.Context, build.Via));
    }

    [Fact]
    public void A_project_takes_properties_platform_and_base()
    {
        var build = Read("build: { project: src/App/App.csproj, args: { Configuration: Debug }, platform: linux/arm64, base: ghcr.io/acme/base:1 }");

        Assert.Equal((BuildKind.Project, Path.Combine(Folder, "src/App"), "ghcr.io/acme/base:1"), (build!.Kind, build.Context, build.Base));
        Assert.Equal("Debug", build.Arguments["Configuration"]);
        Assert.Equal([new Platform("linux", "arm64")], build.Platforms);
    }

    [Fact]
    public void Files_take_base_entrypoint_and_platform()
    {
        var build = Read("build: { files: out, base: alpine, entrypoint: [/app, --serve], platform: linux/amd64 }");

        Assert.Equal((BuildKind.Files, Path.Combine(Folder, "out"), "alpine", Folder), (build!.Kind, build.Path, build.Base, build.BaseDirectory));
        Assert.Equal(["/app", "--serve"], build.Entrypoint);
    }

    [Fact]
    public void Files_take_how_their_container_runs()
    {
        var settings = Read("""
            build:
              files: out
              user: 1000:1000
              env: { ASPNETCORE_URLS: "http://+:8080", EMPTY: "" }
              workingDir: /srv
              ports: [8080, 53/udp]
              volumes: /data
              stopSignal: SIGINT
              healthCheck: { command: [/app, --check], interval: 1m30s, timeout: 500ms, startPeriod: 10s, retries: 5 }
            """)!.Settings!;

        Assert.Equal(("1000:1000", "/srv", "SIGINT"), (settings.User, settings.WorkingDirectory, settings.StopSignal));
        Assert.Equal([("ASPNETCORE_URLS", "http://+:8080"), ("EMPTY", "")], settings.Environment.Select(variable => (variable.Key, variable.Value)));
        Assert.Equal(["8080/tcp", "53/udp"], settings.Ports);
        Assert.Equal(["/data"], settings.Volumes);
        Assert.Equal(["CMD", "/app", "--check"], settings.HealthCheck!.Test);
        Assert.Equal((TimeSpan.FromSeconds(90), TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(10), 5), (settings.HealthCheck.Interval, settings.HealthCheck.Timeout, settings.HealthCheck.StartPeriod, settings.HealthCheck.Retries));
    }

    [Theory]
    [InlineData("none", "NONE")]
    [InlineData("{ command: curl -f localhost }", "CMD-SHELL|curl -f localhost")]
    public void A_health_check_is_a_line_for_the_shell_or_none(string value, string test) =>
        Assert.Equal(test.Split('|'), Read($"build: {{ files: out, healthCheck: {value} }}")!.Settings!.HealthCheck!.Test);

    [Fact]
    public void Without_a_section_nothing_is_built() => Assert.Null(Read("image: app"));

    [Theory]
    [InlineData("build: { target: x }", "'build' does not specify what to build")]
    [InlineData("build: { dockerfile: a, files: b }", "'build' has dockerfile and files")]
    [InlineData("build: { project: a, target: b }", "unknown key 'build.target'")]
    [InlineData("build: { files: a, args: {} }", "unknown key 'build.args'")]
    [InlineData("build: { dockerfile: a, via: kaniko }", "'build.via' must be one of auto, engine, buildkit")]
    [InlineData("build: { dockerfile: a, platform: amd64 }", "'build.platform': 'amd64' is not a platform")]
    [InlineData("build: { files: a, user: 'a b' }", "'build.user': 'a b' is not a user")]
    [InlineData("build: { files: a, workingDir: srv }", "'build.workingDir': 'srv' is not an absolute path")]
    [InlineData("build: { files: a, volumes: [/a, b] }", "'build.volumes': 'b' is not an absolute path")]
    [InlineData("build: { files: a, ports: 70000 }", "'build.ports': '70000' is not a port")]
    [InlineData("build: { files: a, ports: 80/http }", "'build.ports': '80/http' is not a port")]
    [InlineData("build: { files: a, stopSignal: INT }", "'build.stopSignal': 'INT' is not a signal")]
    [InlineData("build: { files: a, env: { A=B: c } }", "'build.env': 'A=B' is not a name")]
    [InlineData("build: { files: a, healthCheck: { interval: 3s } }", "'build.healthCheck.command' is missing")]
    [InlineData("build: { files: a, healthCheck: { command: a, interval: 3 } }", "'build.healthCheck.interval': '3' is not a time")]
    [InlineData("build: { files: a, healthCheck: { test: a } }", "unknown key 'build.healthCheck.test'")]
    [InlineData("build: { dockerfile: a, provenance: all }", "'build.provenance' must be one of max, min, false")]
    [InlineData("build: { dockerfile: a, sbom: cyclonedx }", "'build.sbom' must be true or false")]
    [InlineData("build: { dockerfile: a, cache: gha }", "'build.cache' must be registry, or a mapping of from and to, not 'gha'")]
    [InlineData("build: { dockerfile: a, cache: { form: b } }", "unknown key 'build.cache.form'")]
    [InlineData("build: { project: a, provenance: max }", "unknown key 'build.provenance'")]
    [InlineData("build: { dockerfile: a, user: b }", "unknown key 'build.user'")]
    [InlineData("source: files:out\nbuild: { files: a }", "'build': 'source' and 'build' cannot be combined")]
    public void A_mistake_is_named_with_its_place(string text, string message)
    {
        var exception = Assert.Throws<PlimsollException>(() => Read(text));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Matches(@"plimsoll\.yml:\d+:\d+: ", exception.Message);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    private static BuildRecipe? Read(string text) => ConfigurationFile.Parse(Path.Combine(Folder, "plimsoll.yml"), text).Build;
}
