using Microsoft.Extensions.Time.Testing;
using Plimsoll.Docker;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Engine;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Planning;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Publishing;

/// <summary>A released repository with files to publish, and a real registry to publish them to.</summary>
internal sealed class PublishingWorld : IAsyncDisposable
{
    private readonly TempDirectory _content = new();

    private PublishingWorld(SharedRegistry registry) => (Registry, Requests) = (registry, new RequestLog(registry));

    public SharedRegistry Registry { get; }

    public GitRepository Repository { get; } = GitRepository.Released("A release");

    public RequestLog Requests { get; }

    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>What <c>plimsoll.yml</c> says; <c>null</c> for what the repository has.</summary>
    public PlimsollConfiguration? Configuration { get; set; }

    /// <summary>The engine's address, for tests that publish through one.</summary>
    public string? Engine { get; set; }

    /// <summary>Connects to the engine; the default is to the one at <see cref="Engine"/>.</summary>
    public Func<IImageEngine>? ConnectEngine { get; set; }

    /// <summary>Is told what builds print.</summary>
    public IProgress<string>? BuildOutput { get; set; }

    /// <summary>Is told of transfers.</summary>
    public IProgress<TransferProgress>? Transfers { get; set; }

    /// <summary>How failed requests are tried again; the default is not at all.</summary>
    public RetryOptions Retry { get; set; } = RetryOptions.None;

    /// <summary>Is told of retries.</summary>
    public IProgress<RetryNotice>? Retries { get; set; }

    /// <summary>Answers a request in the registry's place, or gives <c>null</c>.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage?> AnswerInstead { get; set; } = _ => null;

    /// <summary>Runs before each request; may throw.</summary>
    public Func<HttpRequestMessage, Task> BeforeRequest { get; set; } = _ => Task.CompletedTask;

    /// <summary>The requests so far that ask the registry to change something.</summary>
    public IEnumerable<string> Writes => Requests.Lines.Where(line => !line.StartsWith("GET", StringComparison.Ordinal) && !line.StartsWith("HEAD", StringComparison.Ordinal));

    public static async Task<PublishingWorld> CreateAsync(RegistryServerOptions? options = null, string? engine = null)
    {
        var world = new PublishingWorld(await SharedRegistry.OpenAsync(options)) { Engine = engine };
        world.SetContent("hello");
        return world;
    }

    /// <summary>The way that publishing goes unless a test says otherwise.</summary>
    public PublishVia Via { get; set; } = PublishVia.Direct;

    /// <summary>Stands behind every content, so that no two are the same.</summary>
    public string Suffix { get; set; } = "";

    public void SetContent(string text) => _content.Write("app/hello.txt", text + Suffix);

    /// <summary>Receipts are kept beside the repository, so that no test finds those of its own publishing in it.</summary>
    public PublishOptions Options => new() { Directory = _content.Path };

    public async Task<ImageReceipt> PublishAsync(Func<PublishRequest, PublishRequest>? change = null, CancellationToken cancellationToken = default)
    {
        await using var services = Services();
        var report = await new Publisher(services).PublishAsync([Request(change)], Options, cancellationToken);
        return Assert.Single(report.Receipts);
    }

    public async Task<PlannedImage> PlanAsync(Func<PublishRequest, PublishRequest>? change = null) => Assert.Single((await PlanAllAsync(change)).Images);

    public async Task<PublishPlan> PlanAllAsync(Func<PublishRequest, PublishRequest>? change = null)
    {
        await using var services = Services();
        return await new Publisher(services).PlanAsync([Request(change)]);
    }

    public Task<string?> DigestAsync(string tag) => DigestOfAsync("acme/app", tag);

    public async Task<string?> DigestOfAsync(string image, string tag)
    {
        await using var services = Services();
        return (await services.OpenRegistry(Plimsoll.Oci.Images.ImageReference.Parse($"{Registry.Root}/{image}")).ResolveAsync(tag, CancellationToken.None))?.Digest.ToString();
    }

    public PlimsollHost Services() => PlimsollHost.CreateDefault(new PlimsollHostOptions
    {
        ConnectEngine = ConnectEngine ?? (() => new DockerEngine(new DockerEngineOptions { Endpoint = Engine })),
        Environment = Variables.GetValueOrDefault,
        Configuration = Configuration,
        Clock = new FakeTimeProvider(new DateTimeOffset(2026, 5, 19, 8, 30, 0, TimeSpan.Zero)),
        ToolVersion = "0.0.0",
        Registry = Registry.Host,
        Diagnostics = BuildOutput is { } output ? new OutputDiagnostics(output) : null,
        RegistryClient = new RegistryClientOptions
        {
            Retry = Retry,
            Retries = Retries,
            Transfers = Transfers,
            Transport = inner => new FaultHandler(Requests.Wrap(inner), request => BeforeRequest(request)) { Instead = request => AnswerInstead(request) },
        },
    });

    public async ValueTask DisposeAsync()
    {
        await Registry.DisposeAsync();
        Repository.Dispose();
        _content.Dispose();
    }

    private sealed class OutputDiagnostics(IProgress<string> output) : IProgress<Diagnostic>
    {
        public void Report(Diagnostic value)
        {
            if (value.Level == DiagnosticLevel.Information)
                output.Report(value.Text);
        }
    }

    public PublishRequest Request(Func<PublishRequest, PublishRequest>? change = null)
    {
        var request = new PublishRequest
        {
            Source = ImageLocation.ForFiles(_content["app"]),
            Image = "acme/app",
            Registry = Registry.Root,
            RepositoryPath = Repository.Path,
            Rules = new TagRules(),
            Via = Via,
        };
        return change?.Invoke(request) ?? request;
    }
}
