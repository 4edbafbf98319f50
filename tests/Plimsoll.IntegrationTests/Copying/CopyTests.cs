using Plimsoll.Docker;
using Plimsoll.IntegrationTests.Docker;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Execution;
using Plimsoll.Publishing.Sources;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Copying;

/// <summary>Images exchanged with the tools that people use today, through a real registry and a real engine.</summary>
[Collection(SharedDocker.Name)]
public sealed class CopyTests(DockerFixture docker) : IAsyncLifetime, IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempDirectory _folder = new();
    private SharedRegistry? _server;
    private PlimsollHost? _opened;

    private SharedRegistry Registry => _server!;

    private PlimsollHost Services => _opened!;

    public async Task InitializeAsync()
    {
        _server = await SharedRegistry.OpenAsync();
        _opened = PlimsollHost.CreateDefault(new PlimsollHostOptions
        {
            ConnectEngine = () => new DockerEngine(new DockerEngineOptions { Endpoint = docker.Endpoint }),
            Environment = _ => null,
            ToolVersion = "0.0.0",
        });
    }

    public async Task DisposeAsync()
    {
        if (_opened is not null)
            await _opened.DisposeAsync();
    }

    public void Dispose()
    {
        _folder.Dispose();
    }

    [Theory]
    [InlineData("oci:{0}/layout:1.0")]
    [InlineData("oci-archive:{0}/image.tar:1.0")]
    [InlineData("docker-archive:{0}/image.tar:acme/app:1.0")]
    [InlineData("dir:{0}/directory")]
    [InlineData("{0}/image.tgz")]
    public async Task An_image_comes_back_with_its_digest_from_every_file_form(string form)
    {
        var digest = await PushImageAsync("acme/app:1.0");
        var files = string.Format(form, _folder.Path);

        await CopyAsync($"{Registry.Root}/acme/app:1.0", files);
        await CopyAsync(files, $"{Registry.Root}/acme/back:1.0");

        Assert.Equal(digest.ToString(), await DigestOfAsync("acme/back:1.0"));
    }

    [Fact]
    public async Task An_index_is_copied_whole_and_by_platform()
    {
        var index = InMemoryIndex.Create("linux/amd64", "linux/arm64");
        await ImageCopier.CopyAsync(index, index.Manifest, Services.OpenRegistry(Reference("multi/app")), null, None);
        await Services.OpenRegistry(Reference("multi/app")).PutManifestAsync(index.Manifest, "1.0", None);

        await CopyAsync($"{Registry.Root}/multi/app:1.0", $"{Registry.Root}/multi/whole:1.0");
        await CopyAsync($"{Registry.Root}/multi/app:1.0", $"{Registry.Root}/multi/one:1.0", "linux/arm64");

        Assert.Equal(index.Manifest.Descriptor.Digest.ToString(), await DigestOfAsync("multi/whole:1.0"));
        Assert.Equal(index.Image(1).Descriptor.Digest.ToString(), await DigestOfAsync("multi/one:1.0"));
    }

    [Fact]
    public async Task Skopeo_pulls_what_we_push_and_we_pull_what_skopeo_pushes()
    {
        var digest = await PushImageAsync("acme/app:1.0");
        await OtherEnd.SkopeoAsync("copy", "--quiet", "--src-tls-verify=false", $"docker://{Registry.Root}/acme/app:1.0", $"oci:{_folder["skopeo"]}:1.0");
        Assert.Equal(digest, (await OciLayout.Open(_folder["skopeo"]).GetManifestAsync("1.0", None)).Descriptor.Digest);

        await OtherEnd.SkopeoAsync("copy", "--quiet", "--dest-tls-verify=false", $"oci:{_folder["skopeo"]}:1.0", $"docker://{Registry.Root}/skopeo/app:1.0");
        await CopyAsync($"{Registry.Root}/skopeo/app:1.0", $"oci:{_folder["ours"]}:1.0");
        Assert.Equal(digest, (await OciLayout.Open(_folder["ours"]).GetManifestAsync("1.0", None)).Descriptor.Digest);
    }

    [Fact]
    public async Task Skopeo_reads_the_directories_that_we_write_and_we_read_those_of_skopeo()
    {
        var index = InMemoryIndex.Create("linux/amd64", "linux/arm64");
        await ImageCopier.CopyAsync(index, index.Manifest, Services.OpenRegistry(Reference("multi/app")), null, None);
        await Services.OpenRegistry(Reference("multi/app")).PutManifestAsync(index.Manifest, "1.0", None);
        var (ours, theirs) = ($"dir:{_folder["ours"]}", $"dir:{_folder["theirs"]}");

        await CopyAsync($"docker://{Registry.Root}/multi/app:1.0", ours);
        await OtherEnd.SkopeoAsync("copy", "--quiet", "--all", "--dest-tls-verify=false", ours, $"docker://{Registry.Root}/multi/ours:1.0");
        await OtherEnd.SkopeoAsync("copy", "--quiet", "--all", "--src-tls-verify=false", $"docker://{Registry.Root}/multi/app:1.0", theirs);
        await CopyAsync(theirs, $"docker://{Registry.Root}/multi/theirs:1.0");

        Assert.Equal(index.Manifest.Descriptor.Digest.ToString(), await DigestOfAsync("multi/ours:1.0"));
        Assert.Equal(index.Manifest.Descriptor.Digest.ToString(), await DigestOfAsync("multi/theirs:1.0"));
        Assert.Equal(Files(_folder["theirs"]), Files(_folder["ours"]));

        // Each overwrites a directory of the other.
        var digest = await PushImageAsync("acme/single:1.0");
        await OtherEnd.SkopeoAsync("copy", "--quiet", "--src-tls-verify=false", $"docker://{Registry.Root}/acme/single:1.0", ours);
        await CopyAsync($"{Registry.Root}/acme/single:1.0", theirs);
        Assert.Equal(Files(_folder["ours"]), Files(_folder["theirs"]));
        await CopyAsync(_folder["ours"], $"{Registry.Root}/acme/back:1.0");
        Assert.Equal(digest.ToString(), await DigestOfAsync("acme/back:1.0"));

        static IEnumerable<(string, string)> Files(string folder) =>
            Directory.EnumerateFiles(folder).Select(file => (Path.GetFileName(file), Convert.ToHexString(File.ReadAllBytes(file)))).Order();
    }

    [Fact]
    public async Task A_name_without_a_host_that_the_engine_has_too_is_warned_about()
    {
        var warnings = new List<string>();
        await using var services = PlimsollHost.CreateDefault(new PlimsollHostOptions
        {
            ConnectEngine = () => new DockerEngine(new DockerEngineOptions { Endpoint = docker.Endpoint }),
            Environment = _ => null,
            Diagnostics = new Warnings(warnings),
        });
        await PushImageAsync("acme/warned:1.0");
        using var image = await new ImageOpener(services).OpenAsync(ImageLocation.Parse($"docker://{Registry.Root}/acme/warned:1.0"), null, None);
        var writer = new ImageWriter(services);
        await writer.WriteAsync(image, ImageLocation.Parse("docker-daemon:warned/app:dev"), new CopyOptions(), null, None);

        // The digest is another image's, so that nothing is written.
        var digest = $"sha256:{new string('0', 64)}";
        foreach (var name in (string[])["docker://warned/app:dev", "docker://warned/other:dev", "warned/app:dev", $"docker://{Registry.Root}/acme/warned:1.0"])
            await Assert.ThrowsAsync<PlimsollException>(() => writer.WriteAsync(image, ImageLocation.Parse($"{name}@{digest}"), new CopyOptions(), null, None));

        Assert.Contains("docker-daemon:warned/app:dev", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Docker_pulls_what_we_push_and_we_pull_what_docker_pushes()
    {
        var image = InMemoryImage.Create(null, ("docker", "docker"));
        var digest = await PushImageAsync("acme/docker:1.0", image);
        var pulled = await OtherEnd.RunAsync("docker", "docker.io", ["--host", docker.Endpoint, "pull", $"{Registry.Root}/acme/docker:1.0"]);
        Assert.Contains($"Digest: {digest}", pulled);

        await OtherEnd.RunAsync("docker", "docker.io", ["--host", docker.Endpoint, "tag", $"{Registry.Root}/acme/docker:1.0", $"{Registry.Root}/docker/app:1.0"]);
        await OtherEnd.RunAsync("docker", "docker.io", ["--host", docker.Endpoint, "push", $"{Registry.Root}/docker/app:1.0"]);
        await CopyAsync($"{Registry.Root}/docker/app:1.0", $"oci:{_folder["ours"]}:1.0");
        var ours = (await OciLayout.Open(_folder["ours"]).GetManifestAsync("1.0", None)).Parse();
        Assert.Equal(image.Id, Assert.IsType<ImageManifest>(ours).Config.Digest);
    }

    [Fact]
    public async Task Podman_pulls_what_we_push_and_we_pull_what_podman_pushes()
    {
        var digest = await PushImageAsync("acme/podman:1.0");
        await OtherEnd.PodmanAsync(_folder.Path, "pull", "--quiet", "--tls-verify=false", $"{Registry.Root}/acme/podman:1.0");
        var inspected = await OtherEnd.PodmanAsync(_folder.Path, "inspect", "--format", "{{.Digest}}", $"{Registry.Root}/acme/podman:1.0");
        Assert.Equal(digest.ToString(), inspected);

        await OtherEnd.PodmanAsync(_folder.Path, "push", "--quiet", "--tls-verify=false", $"{Registry.Root}/acme/podman:1.0", $"{Registry.Root}/podman/app:1.0");
        await CopyAsync($"{Registry.Root}/podman/app:1.0", $"oci:{_folder["ours"]}:1.0");
        Assert.Equal(await DigestOfAsync("podman/app:1.0"), (await OciLayout.Open(_folder["ours"]).GetManifestAsync("1.0", None)).Descriptor.Digest.ToString());
    }

    [Fact]
    public async Task An_image_goes_into_the_engine_and_out_again()
    {
        var image = InMemoryImage.Create(null, ("engine", "engine"));
        await PushImageAsync("acme/engine:1.0", image);

        await CopyAsync($"{Registry.Root}/acme/engine:1.0", "docker-daemon:copied/app:1.0");
        await CopyAsync("docker-daemon:copied/app:1.0", $"oci:{_folder["out"]}:1.0");

        var manifest = Assert.IsType<ImageManifest>((await OciLayout.Open(_folder["out"]).GetManifestAsync("1.0", None)).Parse());
        Assert.Equal(image.Id, manifest.Config.Digest);
    }

    [Fact]
    public async Task A_tag_that_never_moves_is_not_given_another_image()
    {
        var first = await PushImageAsync("acme/app:1.0.0");
        await PushImageAsync("acme/other:latest", InMemoryImage.Create(null, ("other", "other")));

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => CopyAsync($"{Registry.Root}/acme/other:latest", $"{Registry.Root}/acme/app:1.0.0"));

        Assert.Equal(ErrorKind.Conflict, exception.Kind);
        Assert.Equal(first.ToString(), await DigestOfAsync("acme/app:1.0.0"));
        await CopyAsync($"{Registry.Root}/acme/other:latest", $"{Registry.Root}/acme/app:edge");
    }

    [Fact]
    public async Task An_archive_appears_whole_or_not_at_all()
    {
        var image = InMemoryImage.Create();
        var layout = OciLayout.OpenOrCreate(_folder["broken"]);
        await ImageCopier.CopyAsync(image, image.Manifest, layout, null, None);
        await layout.PutManifestAsync(image.Manifest, "1.0", None);
        File.Delete(_folder[$"broken/blobs/sha256/{image.Content.Layers[1].Digest.Hex}"]);

        await Assert.ThrowsAsync<PlimsollException>(() => CopyAsync($"oci:{_folder["broken"]}:1.0", $"oci-archive:{_folder["image.tar"]}"));

        Assert.Empty(Directory.EnumerateFiles(_folder.Path, "*image.tar*"));
    }

    private ImageReference Reference(string repository) => ImageReference.Parse($"{Registry.Root}/{repository}");

    private async Task<Digest> PushImageAsync(string name, InMemoryImage? image = null)
    {
        image ??= InMemoryImage.Create();
        var reference = Reference(name);
        var repository = Services.OpenRegistry(reference);
        await ImageCopier.CopyAsync(image, image.Manifest, repository, null, None);
        await repository.PutManifestAsync(image.Manifest, reference.Tag, None);
        return image.Manifest.Descriptor.Digest;
    }

    private async Task CopyAsync(string source, string destination, string? platform = null)
    {
        using var image = await new ImageOpener(Services).OpenAsync(ImageLocation.Parse(source), platform is null ? null : Platform.Parse(platform), None);
        await new ImageWriter(Services).WriteAsync(image, ImageLocation.ParseDestination(destination), new CopyOptions(), null, None);
    }

    /// <summary>What the tag names, as another client sees it.</summary>
    private Task<string> DigestOfAsync(string name) =>
        OtherEnd.SkopeoAsync("inspect", "--format", "{{.Digest}}", "--tls-verify=false", "--override-arch", "amd64", $"docker://{Registry.Root}/{name}");

    private sealed class Warnings(List<string> texts) : IProgress<Diagnostic>
    {
        public void Report(Diagnostic value)
        {
            if (value.Level == DiagnosticLevel.Warning)
                texts.Add(value.Text);
        }
    }
}
