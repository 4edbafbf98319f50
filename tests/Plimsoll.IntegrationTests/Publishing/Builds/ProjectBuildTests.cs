using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Builds;
using Plimsoll.Tags;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Publishing.Builds;

/// <summary>The real SDK, with its base image in a registry on this machine.</summary>
public sealed class ProjectBuildTests : IDisposable
{
    private readonly TempDirectory _files = new();

    public ProjectBuildTests()
    {
        _files.Write("App/Program.cs", "System.Console.WriteLine(42);");
        _files.Write("App/App.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ContainerRegistry>never.example.com</ContainerRegistry>
                <ContainerImageTags>one;two</ContainerImageTags>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
            </Project>
            """);
    }

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task A_project_is_built_by_its_SDK_and_published_under_the_plans_name_labels_and_annotations()
    {
        await using var world = await WorldAsync(new RegistryServerOptions { WithPassword = true });
        world.Repository.Run("remote", "add", "origin", "https://example.com/acme/app.git");

        var image = await world.BuildAsync(BuildRecipe.ForProject(_files["App/App.csproj"]) with { Base = Base(world), Platforms = [Platform.LinuxAmd64] });

        Assert.Contains("app/App.dll", image.Files.Keys);
        Assert.Contains("below", image.Files.Keys);
        Assert.Equal("2.1.0", image.Mark(ImageLabels.Version));
        Assert.Equal("https://example.com/acme/app", image.Mark(ImageLabels.Url));

        var program = ReadAssembly(image.Bytes["app/App.dll"]);
        Assert.Equal(("2.1.0.0", $"2.1.0+{world.Repository.Head}", "https://example.com/acme/app"), (program.Version, program.Informational, program.Repository));
    }

    [Fact]
    public async Task An_error_of_the_compiler_is_told()
    {
        await using var world = await WorldAsync();
        _files.Write("App/Program.cs", "System.Console.WriteLine(nothing);");

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.BuildAsync(BuildRecipe.ForProject(_files["App"]) with { Base = Base(world) }));

        Assert.Equal(ErrorKind.Failed, exception.Kind);
        Assert.Matches(@"\Adotnet publish of \S+ failed:\n  \S+Program\.cs\(1,26\): error CS0103: [^\n]+\z", exception.Message);
        Assert.DoesNotContain("base image", exception.Advice, StringComparison.Ordinal);
        Assert.Empty(world.Writes);
    }

    [Fact]
    public async Task Without_an_SDK_it_is_said_what_is_missing()
    {
        await using var world = await PublishingWorld.CreateAsync();

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.BuildAsync(BuildRecipe.ForProject(_files["App"])));

        Assert.Contains("dotnet is not on PATH", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>What the program says of itself, read from its metadata.</summary>
    private static (string Version, string? Informational, string? Repository) ReadAssembly(byte[] bytes)
    {
        using var file = new PEReader([.. bytes]);
        var reader = file.GetMetadataReader();
        var texts = new Dictionary<string, string?>();
        foreach (var attribute in reader.GetAssemblyDefinition().GetCustomAttributes().Select(reader.GetCustomAttribute))
        {
            if (attribute.Constructor.Kind != HandleKind.MemberReference || reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor) is not { Parent.Kind: HandleKind.TypeReference } constructor)
                continue;

            var value = reader.GetBlobReader(attribute.Value);
            _ = value.ReadUInt16();
            var name = reader.GetString(reader.GetTypeReference((TypeReferenceHandle)constructor.Parent).Name);
            if (name == nameof(AssemblyInformationalVersionAttribute))
                texts[name] = value.ReadSerializedString();
            else if (name == nameof(AssemblyMetadataAttribute))
                texts[value.ReadSerializedString()!] = value.ReadSerializedString();
        }

        return ($"{reader.GetAssemblyDefinition().Version}", texts.GetValueOrDefault(nameof(AssemblyInformationalVersionAttribute)), texts.GetValueOrDefault("RepositoryUrl"));
    }

    private static string Base(PublishingWorld world) => $"{world.Registry.Root}/acme/base:1.0";

    private static async Task<PublishingWorld> WorldAsync(RegistryServerOptions? options = null)
    {
        var world = await PublishingWorld.CreateAsync(options);
        world.Variables["PLIMSOLL_REGISTRY_USERNAME"] = RegistryServerOptions.Username;
        world.Variables["PLIMSOLL_REGISTRY_PASSWORD"] = RegistryServerOptions.Password;
        world.Variables["PATH"] = Environment.GetEnvironmentVariable("PATH")!;
        var below = InMemoryImage.Create(null, ("below", "base"));
        await using var services = world.Services();
        var repository = services.OpenRegistry(ImageReference.Parse(Base(world)));
        await ImageCopier.CopyAsync(below, below.Manifest, repository, null, CancellationToken.None);
        await repository.PutManifestAsync(below.Manifest, "1.0", CancellationToken.None);
        world.Requests.Clear();
        return world;
    }
}
