using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Environments;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;
using Plimsoll.Testing;
using Plimsoll.Testing.Faults;

namespace Plimsoll.IntegrationTests.Faults;

/// <summary>A registry of its own in which runs follow one another, each in a repository that starts like a template.</summary>
internal sealed class SweepLane : IAsyncDisposable
{
    /// <summary>Holds version 2.1.0 with its lines.</summary>
    public const string Released = "template/released";

    /// <summary>Holds 2.1.0, which production has, and 2.1.1, which the lines follow.</summary>
    public const string Promoted = "template/promoted";

    /// <summary>Holds 2.1.0 and 2.1.1, which production and the lines have.</summary>
    public const string Deployed = "template/deployed";

    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempDirectory _folder = new();
    private readonly GitRepository _repository = GitRepository.Released("A release");

    private SweepLane(RegistryServer server) => Server = server;

    public RegistryServer Server { get; }

    /// <summary>What is shown to clients that speak TLS.</summary>
    public TestCertificate Certificate { get; } = TestCertificate.Create();

    public string AuthorityFile => _folder["ca.pem"];

    /// <summary>The image of 2.1.0.</summary>
    public InMemoryIndex First { get; } = CreateIndex("2.1.0");

    /// <summary>The image of 2.1.1.</summary>
    public InMemoryIndex Next { get; } = CreateIndex("2.1.1");

    public ImageLocation NextImage => ImageLocation.ForLayout(_folder["next"], "x");

    /// <summary>The repository at the commit of 2.1.1.</summary>
    public string RepositoryPath => _repository.Path;

    public string PathOf(int run) => Directory.CreateDirectory(_folder[$"runs/{run}"]).FullName;

    public StoredRepository Open(string name) => new(Server.DataFolder, name);

    public static async Task<SweepLane> StartAsync()
    {
        var lane = new SweepLane(await RegistryServer.StartAsync());
        lane._folder.Write("ca.pem", lane.Certificate.AuthorityPem);
        await using var host = lane.CreateHost(lane.Server.Host, new FaultClock(), lane.PathOf(0), new Warnings());
        await lane.WriteAsync(lane.First, "first");
        await host.Publisher.PublishAsync([lane.Request(host, lane.Server.Host, Released, ImageLocation.ForLayout(lane._folder["first"], "x"))], new PublishOptions { Directory = lane.PathOf(0) }, None);
        lane._repository.Commit("A fix", "app.txt");
        lane._repository.Tag("v2.1.1");
        await lane.WriteAsync(lane.Next, "next");

        lane.Open(Released).CopyTo(Promoted);
        await lane.PromoteAsync(host, Promoted, "2.1.0");
        await host.Publisher.PublishAsync([lane.Request(host, lane.Server.Host, Promoted, lane.NextImage)], new PublishOptions { Directory = lane.PathOf(0) }, None);
        lane.Open(Promoted).CopyTo(Deployed);
        await lane.PromoteAsync(host, Deployed, "2.1.1");
        return lane;
    }

    public PlimsollHost CreateHost(string registry, FaultClock clock, string directory, Warnings warnings, bool isTls = false, bool hasRetries = true) => PlimsollHost.CreateDefault(new PlimsollHostOptions
    {
        ConnectEngine = () => throw new InvalidOperationException("No engine is needed here."),
        Directory = directory,
        Configuration = new(),
        Environment = name => name == "USER" ? "ann" : null,
        Clock = clock,
        ToolVersion = "0.0.0",
        Diagnostics = warnings,
        Credentials = Oci.Registries.Auth.CredentialSource.Explicit(registry, "ann", Secrets.Password),
        RegistryClient = new RegistryClientOptions
        {
            Retry = hasRetries ? new RetryOptions { Jitter = () => 0 } : RetryOptions.None,
            PlainHttp = _ => !isTls,
            CaFile = isTls ? AuthorityFile : null,
        },
    });

    public PublishRequest Request(PlimsollHost host, string registry, string repository, ImageLocation source) => new()
    {
        Source = source,
        Image = repository,
        Registry = registry,
        RepositoryPath = _repository.Path,
        Rules = new TagRules { Only = [StrategyNames.SemanticVersion] },
    };

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _repository.Dispose();
        _folder.Dispose();
    }

    private static InMemoryIndex CreateIndex(string version) => InMemoryIndex.CreateOf(version, "linux/amd64", "linux/arm64");

    private async Task WriteAsync(InMemoryIndex image, string folder)
    {
        var layout = OciLayout.OpenOrCreate(_folder[folder]);
        await ImageCopier.CopyAsync(image, image.Manifest, layout, null, None);
        await layout.PutManifestAsync(image.Manifest, "x", None);
    }

    private async Task PromoteAsync(PlimsollHost host, string repository, string tag) => await host.Environments.PromoteAsync(
        new PromotionRequest
        {
            Source = ImageLocation.ForRegistry(ImageReference.Parse($"{Server.Host}/{repository}:{tag}")),
            Environment = "production",
            Rules = new TagRules { IsProduction = true },
            Directory = PathOf(0),
        },
        new EnvironmentOptions { Attach = AttachReceipts.Environments },
        None);
}
