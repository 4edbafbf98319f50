using NJsonSchema;
using Plimsoll.IntegrationTests.Docker;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Documentation;

/// <summary>The trees of docs/examples: each is a repository of its own in which the commands of its README are run.</summary>
[Collection(SharedDocker.Name)]
public sealed class ExamplesTests(DockerFixture docker)
{
    public static TheoryData<string> Examples => [.. Directory.EnumerateDirectories(Folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    /// <summary>Every configuration that is shown: those of the examples, and the files beside no other in the pages.</summary>
    public static TheoryData<string, string> Configurations
    {
        get
        {
            var configurations = new TheoryData<string, string>();
            foreach (var example in Examples)
                configurations.Add($"docs/examples/{example}/plimsoll.yml", File.ReadAllText(Path.Combine(Folder, example, "plimsoll.yml")));
            foreach (var name in Document.Names)
                foreach (var file in Document.Read(name).Files.Where(file => file.File!.EndsWith(".yml", StringComparison.Ordinal) && !file.File.Contains('/')))
                    configurations.Add($"{name}: {file.File}", file.Content);
            return configurations;
        }
    }

    private static string Folder => Path.Combine(NativeCommand.RepositoryRoot, "docs", "examples");

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Every_command_of_an_example_does_what_is_shown(string name)
    {
        await using var registry = await RegistryServer.StartAsync();
        var root = Path.Combine(Folder, name);
        var files = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Select(path => (Path.GetRelativePath(root, path), File.ReadAllText(path).Replace(DocumentRun.Registry, registry.Host, StringComparison.Ordinal)));
        using var shell = ReaderShell.Open(files);
        await PushBaseAsync(registry);

        await DocumentRun.CheckAsync(name, Document.Parse(await File.ReadAllTextAsync(Path.Combine(root, "README.md"))), shell, registry, new Dictionary<string, string> { ["DOCKER_HOST"] = docker.Endpoint });
    }

    [Theory]
    [MemberData(nameof(Configurations))]
    public async Task The_schema_takes_every_configuration_that_is_shown_as_the_reader_does(string name, string text)
    {
        var schema = await JsonSchema.FromFileAsync(Path.Combine(NativeCommand.RepositoryRoot, "docs", "schema", "config.schema.json"));

        var mistakes = Record.Exception(() => ConfigurationFile.Parse(name, text));

        Assert.True(mistakes is null or PlimsollException, $"{mistakes}");
        Assert.True(schema.Validate(YamlText.ToJson(text)).Count == 0 == (mistakes is null), $"{name}: {mistakes?.Message}");
    }

    /// <summary>What stands for Microsoft's image, which cannot be reached from everywhere.</summary>
    private static async Task PushBaseAsync(RegistryServer registry)
    {
        var image = InMemoryImage.Create(null, ("below", "base"));
        await using var host = PlimsollHost.CreateDefault(new PlimsollHostOptions { Environment = _ => null });
        var repository = host.OpenRegistry(ImageReference.Parse($"{registry.Host}/dotnet/runtime"));
        await ImageCopier.CopyAsync(image, image.Manifest, repository, null, CancellationToken.None);
        await repository.PutManifestAsync(image.Manifest, "10.0", CancellationToken.None);
    }
}
