using Plimsoll.Docker;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing;
using Plimsoll.Tags;
using Plimsoll.Testing;
using Plimsoll.Testing.Faults;

namespace Plimsoll.IntegrationTests.Races;

/// <summary>A registry behind a proxy that all clients of a race go through, and what they publish.</summary>
internal sealed class RaceWorld : IAsyncDisposable
{
    private readonly TempDirectory _folder = new();
    private readonly Dictionary<string, GitRepository> _repositories = [];

    private RaceWorld(SharedRegistry registry, FaultClock? clock) => (Registry, Proxy) = (registry, FaultProxy.Start(registry.Host, clock: clock));

    public SharedRegistry Registry { get; }

    public FaultProxy Proxy { get; }

    /// <summary>The engine's address, for clients that publish through one.</summary>
    public string? Engine { get; init; }

    public static async Task<RaceWorld> CreateAsync(string? engine = null, FaultClock? clock = null) => new(await SharedRegistry.OpenAsync(), clock) { Engine = engine };

    /// <summary>A repository as clients name it: <c>127.0.0.1:41234/t7/acme/app</c>.</summary>
    public string NameOf(string repository) => $"{Proxy.Host}/{Registry.Name(repository)}";

    /// <summary>Whether a request asks for the manifest that a tag names, or writes it.</summary>
    public bool IsOf(ProxiedRequest request, string repository, string tag) =>
        request.Target.Split('?')[0] == $"/v2/{Registry.Name(repository)}/manifests/{tag}";

    public bool IsWriteOf(ProxiedRequest request, string repository, string tag) => request.Method == "PUT" && IsOf(request, repository, tag);

    /// <summary>A folder of one client's own, where its receipts are.</summary>
    public string FolderOf(string client) => Directory.CreateDirectory(_folder[$"clients/{client}"]).FullName;

    /// <summary>A working tree whose only commit is a release.</summary>
    /// <param name="version">The version.</param>
    /// <param name="line">Tells two commits with one version apart.</param>
    public GitRepository RepositoryOf(string version, string line = "")
    {
        if (_repositories.TryGetValue(version + line, out var known))
            return known;

        var repository = _repositories[version + line] = GitRepository.Init();
        repository.Commit($"{version} {line}", "app.txt");
        repository.Tag($"v{version}");
        return repository;
    }

    /// <summary>A small image whose blobs no other has.</summary>
    public async Task<(ImageLocation Location, Digest Digest)> CreateImageAsync(string content, GitRepository? repository = null, string? version = null)
    {
        var image = CreateImage(content, repository, version);
        var path = _folder[$"images/{image.Manifest.Descriptor.Digest.Hex[..16]}"];
        var layout = OciLayout.OpenOrCreate(path);
        await ImageCopier.CopyAsync(image, image.Manifest, layout, null, CancellationToken.None);
        await layout.PutManifestAsync(image.Manifest, "x", CancellationToken.None);
        return (ImageLocation.ForLayout(path, "x"), image.Manifest.Descriptor.Digest);
    }

    /// <summary>The same, not written anywhere yet.</summary>
    public static InMemoryImage CreateImage(string content, GitRepository? repository = null, string? version = null) => InMemoryImage.Create(
        repository is null ? null : new Dictionary<string, string> { [ImageLabels.Revision] = repository.Head, [ImageLabels.Version] = version! },
        ("content", content));

    /// <summary>Pushes an image without labels past the proxy.</summary>
    public Task<Digest> PushAsync(string content, string repository, params string[] tags) => PushAsync(CreateImage(content), repository, tags);

    /// <summary>Pushes an image past the proxy.</summary>
    public async Task<Digest> PushAsync(InMemoryImage image, string repository, params string[] tags)
    {
        using var client = new RegistryClient();
        var target = client.Repository(ImageReference.Parse($"{Registry.Host}/{Registry.Name(repository)}"));
        await ImageCopier.CopyAsync(image, image.Manifest, target, null, CancellationToken.None);
        foreach (var tag in tags)
            await target.PutManifestAsync(image.Manifest, tag, CancellationToken.None);
        return image.Manifest.Descriptor.Digest;
    }

    /// <summary>One client: what a process of its own would be.</summary>
    /// <param name="client">Its name, which its requests tell.</param>
    /// <param name="clock">The clock of waiting; <c>null</c> for the machine's.</param>
    /// <param name="change">Changes how it speaks to the registry.</param>
    public PlimsollHost CreateClient(string client, TimeProvider? clock = null, Func<RegistryClientOptions, RegistryClientOptions>? change = null) => PlimsollHost.CreateDefault(new PlimsollHostOptions
    {
        ConnectEngine = () => new DockerEngine(new DockerEngineOptions { Endpoint = Engine ?? throw new InvalidOperationException("No engine is needed here.") }),
        Directory = FolderOf(client),
        Configuration = new(),
        Environment = name => name == "USER" ? client : null,
        ToolVersion = client,
        Registry = Proxy.Host,
        Clock = clock as FaultClock ?? TimeProvider.System,
        RegistryClient = (change ?? (options => options))(new RegistryClientOptions
        {
            // docker-registry answers 500 to who looks at what is half written, on a busy machine for a while.
            Retry = new RetryOptions { Jitter = () => 0, MaxAttempts = 2000 },
            TimeProvider = clock ?? TimeProvider.System,
        }),
    });

    /// <summary>A release of an image.</summary>
    public PublishRequest Request(string repository, string version, ImageLocation source, string line = "") => new()
    {
        Source = source,
        Image = Registry.Name(repository),
        Registry = Proxy.Host,
        RepositoryPath = RepositoryOf(version, line).Path,
        Rules = new TagRules { Only = [StrategyNames.SemanticVersion, StrategyNames.Latest, StrategyNames.GitSha] },
    };

    public async ValueTask DisposeAsync()
    {
        await Proxy.DisposeAsync();
        await Registry.DisposeAsync();
        foreach (var repository in _repositories.Values)
            repository.Dispose();
        _folder.Dispose();
    }
}
