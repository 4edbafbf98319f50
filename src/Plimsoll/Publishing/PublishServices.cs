using Plimsoll.Images;
using Plimsoll.Registries;
using Plimsoll.Registries.Credentials;
using Plimsoll.Storage;
using Plimsoll.Versioning;

namespace Plimsoll.Publishing;

/// <summary>What publishing is composed of; the command line and build components differ in nothing else.</summary>
public sealed record PublishServicesOptions
{
    /// <summary>Reads the git repository.</summary>
    public required IRepositoryReader RepositoryReader { get; init; }

    /// <summary>Connects to the Docker Engine; called at most once, and only when an engine is needed. What it gives is disposed.</summary>
    public required Func<IImageEngine> ConnectEngine { get; init; }

    /// <summary>The environment variables.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>The version of Plimsoll, for receipts.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>The registry that credentials in the environment are for, or <c>null</c>.</summary>
    public string? Registry { get; init; }

    /// <summary>How registries are spoken to; credentials, clock and journal are set from the values above.</summary>
    public RegistryClientOptions RegistryClient { get; init; } = new();

    /// <summary>Is told what happens, a line a step; may be <c>null</c>.</summary>
    public IProgress<string>? Story { get; init; }

    /// <summary>Is told what a build prints, line by line; may be <c>null</c>.</summary>
    public IProgress<string>? BuildOutput { get; init; }
}

/// <summary>What a publisher needs of the world, opened as it is needed.</summary>
public sealed class PublishServices : IDisposable
{
    private readonly RegistryClient _registry;
    private readonly Lazy<IImageEngine> _engine;
    private readonly ICredentialSource _credentials;
    private readonly RetryCounter _retries;

    /// <summary>Composes; no connection is made yet.</summary>
    public PublishServices(PublishServicesOptions options)
    {
        var home = options.Environment("HOME") ?? options.Environment("USERPROFILE");
        _credentials = CredentialSource.Default(new CredentialEnvironment { Variable = options.Environment, Home = home, Clock = options.Clock }, options.Registry);
        _retries = new RetryCounter(options.RegistryClient.Retries);
        _registry = new RegistryClient(options.RegistryClient with
        {
            Credentials = _credentials,
            TimeProvider = options.Clock,
            UserAgent = $"plimsoll/{options.ToolVersion}",
            Journal = UploadJournal.FolderOf(options.Environment) is { } folder ? new UploadJournal(folder, options.Clock) : null,
            Retries = _retries,
        });
        _engine = new Lazy<IImageEngine>(options.ConnectEngine);
        Observer = new BuildObserver(options.RepositoryReader, options.Environment, options.Clock);
        Clock = options.Clock;
        ToolVersion = options.ToolVersion;
        Story = options.Story;
        Environment = options.Environment;
        BuildOutput = options.BuildOutput;
        EnginePush = options.RegistryClient.Transfers is { } transfers ? new EnginePushStory(transfers) : null;
    }

    /// <summary>How many attempts were made anew at registries so far.</summary>
    public int Retries => _retries.Count;

    internal RetryCounts RetryCounts => _retries.Now;

    internal BuildObserver Observer { get; }

    internal TimeProvider Clock { get; }

    internal string ToolVersion { get; }

    internal IProgress<string>? Story { get; }

    internal Func<string, string?> Environment { get; }

    internal IProgress<string>? BuildOutput { get; }

    /// <summary>Tells of an engine's push as of our own.</summary>
    internal IProgress<EngineProgress>? EnginePush { get; }

    internal IImageEngine Engine => _engine.Value;

    /// <summary>Opens a repository of a registry; no request is made yet.</summary>
    /// <param name="reference">The repository.</param>
    /// <param name="access">What it is opened for: without the right to push, some registries give no token for more than reading.</param>
    public RegistryRepository OpenRegistry(ImageReference reference, RepositoryAccess access = RepositoryAccess.Push) => _registry.Repository(reference, access);

    /// <summary>The repositories that a registry shows to the credentials there are for it.</summary>
    public IAsyncEnumerable<string> ListRepositoriesAsync(string registry, CancellationToken cancellationToken) => _registry.ListRepositoriesAsync(registry, cancellationToken);

    internal async ValueTask<bool> HasCredentialsAsync(ImageReference reference, CancellationToken cancellationToken) =>
        await _credentials.FindAsync(reference.Registry, reference.Repository, cancellationToken) is not null;

    internal async ValueTask<EngineCredentials?> FindEngineCredentialsAsync(ImageReference reference, CancellationToken cancellationToken) =>
        await _credentials.FindAsync(reference.Registry, reference.Repository, cancellationToken) is { } found
            ? new EngineCredentials { Username = found.Username, Password = found.Password, IdentityToken = found.IdentityToken }
            : null;

    /// <summary>Closes connections.</summary>
    public void Dispose()
    {
        _registry.Dispose();
        if (_engine is { IsValueCreated: true, Value: IDisposable engine })
            engine.Dispose();
    }
}
