using CliWrap.Buffered;
using Plimsoll.IntegrationTests.Docker;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Builds;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Publishing.Builds;

/// <summary>The same context, sent by docker's own command and by ours: the images hold the same files.</summary>
[Collection(SharedDocker.Name)]
public class IgnoreFileAndDockerTests(DockerFixture docker)
{
    private static readonly string[] Paths =
        ["README.md", "a.tmp", "src/app.cs", "src/bin/app.dll", "src/lib/bin/lib.dll", "src/lib/lib.cs", "docs/a.md", "docs/deep/b.md", "v1/x", "v2/x", "we[i]rd", "star*name", "cabin/x"];

    [Theory]
    [InlineData("")]
    [InlineData("**/bin\n*.tmp\n")]
    [InlineData("*\n!src\nsrc/bin\n")]
    [InlineData("*\n!src/lib\n!README.md\n")]
    [InlineData("docs\n!docs/deep/b.md\n")]
    [InlineData("# comment\n/docs/\n ./v1 \n")]
    [InlineData("v[12]\n")]
    [InlineData("v[^1]\nstar\\*name\n")]
    [InlineData("src/**/bin\nsrc/*/*.cs\n")]
    [InlineData("**\n!src/lib/*.cs\n!*.md\n")]
    [InlineData("s?c/a*\n**/b.md\nwe\\[i\\]rd\n")]
    [InlineData("docs/**\n!docs/a.md\n")]
    [InlineData("!src\nsrc\n")]
    [InlineData("Dockerfile\n.dockerignore\n")]
    [InlineData("**bin\n")]
    public async Task The_same_files_are_sent(string ignore)
    {
        var (theirs, ours) = await BuildBothAsync(ignore);

        Assert.Equal(theirs, ours);
    }

    /// <summary>
    /// docker's classic command does not look into an ignored folder for what a pattern with a wildcard at its beginning
    /// takes back. BuildKit does, as the documentation of .dockerignore has it, and the two ways to build here must agree.
    /// </summary>
    [Fact]
    public async Task What_is_taken_back_by_a_wildcard_is_found_in_ignored_folders_as_BuildKit_does()
    {
        var (theirs, ours) = await BuildBothAsync("**\n!**/*.cs\n!*.md\n");

        Assert.Equal(["README.md"], theirs);
        Assert.Equal(["README.md", "src/app.cs", "src/lib/lib.cs"], ours);
    }

    private async Task<(IEnumerable<string> Theirs, IEnumerable<string> Ours)> BuildBothAsync(string ignore)
    {
        await using var world = await PublishingWorld.CreateAsync(engine: docker.Endpoint);
        using var files = new TempDirectory();
        foreach (var path in Paths)
            files.Write(path, path);
        files.Write("Dockerfile", "FROM scratch\nCOPY . /\n");
        if (ignore.Length > 0)
            files.Write(".dockerignore", ignore);

        var built = await CliWrap.Cli.Wrap("docker")
            .WithArguments(["--host", docker.Endpoint, "build", "--quiet", files.Path])
            .WithEnvironmentVariables(variables => variables.Set("DOCKER_BUILDKIT", "0"))
            .ExecuteBufferedAsync();
        await world.PublishAsync(request => request with { Source = ImageLocation.Parse($"docker-daemon:{built.StandardOutput.Trim()}") });
        var theirs = (await world.ReadAsync()).Files.Keys;

        await using var other = await PublishingWorld.CreateAsync(engine: docker.Endpoint);
        var ours = (await other.BuildAsync(BuildRecipe.ForDockerfile(files["Dockerfile"], files.Path) with { Via = BuildVia.Engine })).Files.Keys;
        return (theirs, ours);
    }
}
