using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;
using Plimsoll.IntegrationTests.Docker;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Publishing;

/// <summary>What <c>plimsoll init</c> writes works right after: the compiled command plans what the repository builds.</summary>
[Collection(SharedDocker.Name)]
public sealed class InitializedRepositoryTests(DockerFixture docker)
{
    [Fact]
    public async Task A_repository_with_Dockerfiles_can_be_planned()
    {
        using var repository = GitRepository.Released();
        repository.Write("services/api/Dockerfile", "FROM scratch\nCOPY app /app\n");
        repository.Write("services/api/app", "api");
        repository.Write("Dockerfile", "FROM scratch\nCOPY app.txt /\n");

        await RunAsync(repository, "init");
        var plan = JsonDocument.Parse(await RunAsync(repository, "plan", "--allow-dirty", "--output", "json")).RootElement;

        Assert.Equal(["api", "repository"], plan.GetProperty("images").EnumerateArray().Select(image => image.GetProperty("name").GetString()!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_repository_with_a_NET_project_can_be_planned()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var below = InMemoryImage.Create(null, ("below", "base"));
        await using var services = world.Services();
        var repositoryOfBase = services.OpenRegistry(ImageReference.Parse($"{world.Registry.Root}/acme/base:1.0"));
        await ImageCopier.CopyAsync(below, below.Manifest, repositoryOfBase, null, CancellationToken.None);
        await repositoryOfBase.PutManifestAsync(below.Manifest, "1.0", CancellationToken.None);
        using var repository = GitRepository.Released();
        repository.Write("src/App/Program.cs", "System.Console.WriteLine(42);");
        repository.Write("src/App/App.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ContainerRepository>acme/app</ContainerRepository>
                <ContainerBaseImage>{world.Registry.Root}/acme/base:1.0</ContainerBaseImage>
                <ContainerRuntimeIdentifier>linux-x64</ContainerRuntimeIdentifier>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
            </Project>
            """);

        await RunAsync(repository, "init");
        var plan = JsonDocument.Parse(await RunAsync(repository, "plan", "--allow-dirty", "--output", "json")).RootElement;

        Assert.Contains(plan.GetProperty("tags").EnumerateArray(), tag => tag.GetProperty("tag").GetString() == "2.1.0");
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
}
