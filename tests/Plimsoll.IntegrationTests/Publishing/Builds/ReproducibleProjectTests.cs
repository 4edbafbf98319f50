using System.Formats.Tar;
using System.IO.Compression;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Assembly;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing.Builds;
using Plimsoll.Tags;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Publishing.Builds;

/// <summary>The real SDK on a base image that lies beside the project, without any registry but that of the result.</summary>
public sealed class ReproducibleProjectTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempDirectory _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Two_clones_of_a_commit_give_the_same_digest_whenever_and_wherever_they_are_built()
    {
        await using var world = await WorldAsync();
        var clone = _files["another/place"];
        world.Repository.Run("clone", "--quiet", world.Repository.Path, clone);
        var below = await LayoutAsync();

        var here = await world.PlanAsync((BuildRecipe.ForProject(world.Repository["App"]) with { Base = below }).ApplyTo);
        var there = await world.PlanAsync(request => (BuildRecipe.ForProject(Path.Combine(clone, "App")) with { Base = below }).ApplyTo(request with { RepositoryPath = clone }));

        Assert.Equal(here.Image, there.Image);
    }

    [Fact]
    public async Task An_image_in_a_layout_is_a_base_and_everything_in_the_image_has_the_time_of_the_commit()
    {
        await using var world = await WorldAsync();

        var image = await world.BuildAsync(BuildRecipe.ForProject(world.Repository["App"]) with { Base = "oci:base:1.0", BaseDirectory = Path.GetDirectoryName(await LayoutPathAsync()) });

        Assert.Equal(["app/App.deps.json", "app/App.dll", "app/App.pdb", "app/App.runtimeconfig.json", "below"], image.Files.Keys);
        var time = DateTimeOffset.FromUnixTimeSeconds(long.Parse(world.Repository.Run("log", "-1", "--format=%ct"), System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal([Timestamps.Rfc3339(time), Timestamps.Rfc3339(time)], [image.Config.Created!, image.Config.History![^1].Created!]);
        Assert.DoesNotContain("127.0.0.1", string.Join(' ', image.Config.Config!.Labels!.Values), StringComparison.Ordinal);
        Assert.Equal(Base.Manifest.Descriptor.Digest.ToString(), image.Config.Config.Labels!["org.opencontainers.image.base.digest"]);
        var entries = await EntriesAsync(world, image.Manifest.Layers[^1]);
        Assert.All(entries, entry => Assert.Equal(time, entry.ModificationTime));
        Assert.Equal(entries.Select(entry => entry.Name).Order(StringComparer.Ordinal), entries.Select(entry => entry.Name));
    }

    [Fact]
    public async Task Several_platforms_take_theirs_from_the_index_of_a_layout()
    {
        await using var world = await WorldAsync();
        Platform[] platforms = [Platform.LinuxAmd64, Platform.Parse("linux/arm64")];
        var parts = new List<JoinedPart>();
        foreach (var platform in platforms)
        {
            _files.Write($"root/{platform}/below", $"{platform}");
            var part = await AssembledImage.FromDirectoryAsync(_files[$"root/{platform}"], new AssemblyOptions { Created = DateTimeOffset.UnixEpoch, Platform = platform }, None);
            parts.Add(new JoinedPart(part, part.Manifest));
        }

        var index = await JoinedImage.JoinAsync(parts, new Dictionary<string, string>(), None);
        var layout = OciLayout.OpenOrCreate(_files["index"]);
        await ImageCopier.CopyAsync(index, index.Manifest, layout, null, None);
        await layout.PutManifestAsync(index.Manifest, "1.0", None);

        // The packs of other platforms are not on this machine, and this program needs none.
        var image = await world.BuildAsync(BuildRecipe.ForProject(world.Repository["App"]) with
        {
            Base = $"oci:{_files["index"]}:1.0",
            Platforms = platforms,
            Arguments = new Dictionary<string, string> { ["EnableRuntimePackDownload"] = "false", ["EnableAppHostPackDownload"] = "false" },
        });

        Assert.Equal(["linux/amd64", "linux/arm64"], Assert.IsType<ImageIndex>(image.Root.Parse()).Manifests.Select(entry => $"{entry.Platform}").Order(StringComparer.Ordinal));
        Assert.Contains("app/App.dll", image.Files.Keys);
        Assert.Equal("linux/amd64", image.Files["below"]);
        Assert.Equal("2.1.0", image.Mark(ImageLabels.Version));
    }

    [Fact]
    public async Task A_base_that_is_not_there_is_not_found_before_anything_is_built()
    {
        await using var world = await WorldAsync();
        var told = new Told<string>();
        world.BuildOutput = told;

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.BuildAsync(BuildRecipe.ForProject(world.Repository["App"]) with { Base = $"oci:{_files["missing"]}" }));

        Assert.Equal(ErrorKind.NotFound, exception.Kind);
        Assert.Empty(told.Values);
    }

    private static InMemoryImage Base { get; } = InMemoryImage.Create(null, ("below", "base"));

    private async Task<string> LayoutAsync() => $"oci:{await LayoutPathAsync()}:1.0";

    private async Task<string> LayoutPathAsync()
    {
        var layout = OciLayout.OpenOrCreate(_files["base"]);
        await ImageCopier.CopyAsync(Base, Base.Manifest, layout, null, None);
        await layout.PutManifestAsync(Base.Manifest, "1.0", None);
        return _files["base"];
    }

    private static async Task<List<TarEntry>> EntriesAsync(PublishingWorld world, Descriptor layer)
    {
        await using var services = world.Services();
        await using var content = await services.OpenRegistry(ImageReference.Parse($"{world.Registry.Root}/acme/app")).OpenBlobAsync(layer, None);
        await using var plain = new GZipStream(content, CompressionMode.Decompress);
        await using var tar = new TarReader(plain);
        var entries = new List<TarEntry>();
        while (await tar.GetNextEntryAsync() is { } entry)
            entries.Add(entry);
        return entries;
    }

    /// <summary>A released repository with a project.</summary>
    private static async Task<PublishingWorld> WorldAsync()
    {
        var world = await PublishingWorld.CreateAsync();
        world.Variables["PATH"] = Environment.GetEnvironmentVariable("PATH")!;

        // Nothing but what is on this machine may be asked.
        world.Variables["HTTPS_PROXY"] = world.Variables["HTTP_PROXY"] = "http://127.0.0.1:9";
        world.Repository.Write(".gitignore", "bin/\nobj/\n");
        world.Repository.Write("nuget.config", "<configuration><packageSources><clear/></packageSources></configuration>\n");
        world.Repository.Write("App/Program.cs", "System.Console.WriteLine(42);");
        world.Repository.Write("App/App.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <UseAppHost>false</UseAppHost>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
            </Project>
            """);
        world.Repository.Run("tag", "--delete", "v2.1.0");
        world.Repository.Run("add", "--all");
        world.Repository.Commit("A project");
        world.Repository.Tag("v2.1.0");
        return world;
    }
}
