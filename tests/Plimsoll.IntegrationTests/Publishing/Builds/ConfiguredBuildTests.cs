using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;
using Plimsoll.IntegrationTests.Docker;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Publishing.Builds;

/// <summary>Images that plimsoll.yml says how to build, published by the command: a Dockerfile by a real engine, and files.</summary>
[Collection(SharedDocker.Name)]
public class ConfiguredBuildTests(DockerFixture docker)
{
    [Theory]
    [InlineData("direct")]
    [InlineData("engine")]
    public async Task Each_image_is_built_as_its_entry_says(string via)
    {
        await using var world = await PublishingWorld.CreateAsync(engine: docker.Endpoint);
        var repository = world.Repository;
        repository.Write("plimsoll.yml", $$"""
            registry: {{world.Registry.Root}}
            images:
              api:
                image: acme/api
                build: { dockerfile: api/Dockerfile, context: api, via: engine, args: { NAME: given } }
              web:
                image: acme/web
                build: { files: web }
            """);
        repository.Write("api/Dockerfile", "FROM scratch\nARG NAME=none\nCOPY app /app\nENV NAME=$NAME\n");
        repository.Write("api/app", $"api {via}");
        repository.Write("web/index.html", $"web {via}");

        var plan = await RunAsync(repository, "plan", "--via", via, "--save", "plan.json", "--output", "json");
        var run = await RunAsync(repository, "publish", "--from-plan", "plan.json", "--output", "json");
        var again = await RunAsync(repository, "publish", "--via", via, "--output", "json");

        Assert.Equal(Hash(plan), Hash(run));
        Assert.DoesNotContain("\"action\": \"create\"", again, StringComparison.Ordinal);
        await using var services = world.Services();
        var api = services.OpenRegistry(ImageReference.Parse($"{world.Registry.Root}/acme/api"));
        var manifest = (ImageManifest)(await api.GetManifestAsync("2.1.0", CancellationToken.None)).Parse();
        Assert.Contains("NAME=given", (await api.ReadConfigAsync(manifest, CancellationToken.None))!.Config!.Env!);
        Assert.NotNull(await world.DigestOfAsync("acme/web", "2.1.0"));
    }

    private async Task<string> RunAsync(GitRepository repository, params string[] arguments)
    {
        var result = await CliWrap.Cli.Wrap(NativeCommand.Path)
            .WithWorkingDirectory(repository.Path)
            .WithEnvironmentVariables(variables => variables.Set("DOCKER_HOST", docker.Endpoint))
            .WithArguments(arguments)
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();
        Assert.True(result.ExitCode == 0, result.StandardError);
        return result.StandardOutput;
    }

    private static string? Hash(string json) => JsonDocument.Parse(json).RootElement.GetProperty("planHash").GetString();
}
