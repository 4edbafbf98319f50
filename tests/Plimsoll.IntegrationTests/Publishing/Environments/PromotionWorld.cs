using Microsoft.Extensions.Time.Testing;
using Plimsoll.IntegrationTests.Copying;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Environments;
using Plimsoll.Publishing.Planning;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Publishing.Environments;

/// <summary>Two real registries: one that images are tried in, one that production pulls from; and an index for two platforms in the first.</summary>
internal sealed class PromotionWorld : IAsyncDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempDirectory _folder = new();

    private PromotionWorld(SharedRegistry trial, RegistryServer production) => (Trial, Production, Requests) = (trial, production, new RequestLog(trial));

    public SharedRegistry Trial { get; }

    public RegistryServer Production { get; }

    public InMemoryIndex Index { get; } = InMemoryIndex.Create("linux/amd64", "linux/arm64");

    public FakeTimeProvider Clock { get; } = new(Contexts.Now);

    public RequestLog Requests { get; }

    /// <summary>Runs before each request; may throw.</summary>
    public Func<HttpRequestMessage, Task> BeforeRequest { get; set; } = _ => Task.CompletedTask;

    public Digest Image => Index.Manifest.Descriptor.Digest;

    public string TrialName => $"{Trial.Root}/acme/app";

    public string ProductionName => $"{Production.Host}/release/app";

    /// <summary>The requests that ask a registry to change something.</summary>
    public IEnumerable<string> Writes => Requests.Lines.Where(line => !line.StartsWith("GET", StringComparison.Ordinal) && !line.StartsWith("HEAD", StringComparison.Ordinal));

    /// <param name="options">How production's registry is started.</param>
    /// <param name="tags">The tags of the index in the registry of trial.</param>
    public static async Task<PromotionWorld> CreateAsync(RegistryServerOptions? options = null, params string[] tags)
    {
        var world = new PromotionWorld(await SharedRegistry.OpenAsync(), await RegistryServer.StartAsync(options));
        await world.PushAsync(world.Index, world.Index.Manifest, world.TrialName, tags is [] ? ["2.1.0", "staging"] : tags);
        return world;
    }

    public async Task PushAsync(IImageSource source, ManifestContent image, string name, params string[] tags)
    {
        await using var services = Services(observes: false);
        var repository = services.OpenRegistry(ImageReference.Parse(name));
        await ImageCopier.CopyAsync(source, image, repository, null, None);
        foreach (var tag in tags)
            await repository.PutManifestAsync(image, tag, None);
    }

    public async Task AttachAsync(SmallImage artifact, string name, string? tag = null)
    {
        await using var services = Services(observes: false);
        await artifact.PushAsync(services.OpenRegistry(ImageReference.Parse(name)), tag);
    }

    public async Task<T> WithAsync<T>(string name, Func<RegistryRepository, Task<T>> use)
    {
        await using var services = Services(observes: false);
        return await use(services.OpenRegistry(ImageReference.Parse(name)));
    }

    public Task<Digest?> DigestAsync(string name, string tag) => WithAsync(name, async repository => (await repository.ResolveAsync(tag, None))?.Digest);

    /// <summary>From the registry of trial to that of production, unless changed. The receipt is not attached: these tests look at what the promotion itself writes.</summary>
    public async Task<ImageReceipt> PromoteAsync(string source, Func<PromotionRequest, PromotionRequest>? change = null, PublishVerification verification = PublishVerification.Tags)
    {
        await using var services = Services();
        var request = new PromotionRequest
        {
            Source = ImageLocation.Parse(source),
            Destination = ImageLocation.ForRegistry(ImageReference.Parse(ProductionName)),
            Environment = "production",
            Rules = new TagRules { IsProduction = true },
            Directory = _folder.Path,
        };
        var report = await services.Environments.PromoteAsync(change?.Invoke(request) ?? request, new EnvironmentOptions { Verification = verification, Attach = AttachReceipts.Never }, None);
        return report.Receipts[0];
    }

    public async Task<ImageReceipt> RollBackAsync(Digest target, Func<RollbackRequest, RollbackRequest>? change = null)
    {
        await using var services = Services();
        var request = new RollbackRequest
        {
            Destination = ImageLocation.ForRegistry(ImageReference.Parse(ProductionName)),
            Environment = "production",
            Target = RollbackTarget.To(target),
            Rules = new TagRules { IsProduction = true },
            Directory = _folder.Path,
        };
        return (await services.Environments.RollbackAsync(change?.Invoke(request) ?? request, options: null, None)).Receipts[0];
    }

    /// <summary>The manifest as another client reads it, byte for byte.</summary>
    public static Task<string> RawAsync(string reference) => OtherEnd.SkopeoAsync("inspect", "--raw", "--tls-verify=false", $"docker://{reference}");

    public async ValueTask DisposeAsync()
    {
        await Production.DisposeAsync();
        _folder.Dispose();
    }

    private PlimsollHost Services(bool observes = true) => PlimsollHost.CreateDefault(new PlimsollHostOptions
    {
        ConnectEngine = () => throw new InvalidOperationException("No engine is needed here."),
        Environment = name => name == "USER" ? "ann" : null,
        Clock = Clock,
        ToolVersion = "0.0.0",
        RegistryClient = new RegistryClientOptions
        {
            Retry = RetryOptions.None,
            Transport = observes ? inner => new FaultHandler(Requests.Wrap(inner), request => BeforeRequest(request)) : inner => inner,
        },
    });
}
