using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Registries.Auth.Credentials;
using Plimsoll.Oci.Registries.Uploads;
using Plimsoll.Oci.Storage.Engine;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Planning;
using Plimsoll.Publishing.Receipts;

namespace Plimsoll.Publishing;

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
            Journal = UploadJournal.FindFolder(options.Environment) is { } folder ? new UploadJournal(folder, options.Clock) : null,
            Retries = _retries,
        });
        _engine = new Lazy<IImageEngine>(options.ConnectEngine);
        Observer = new BuildObserver(options.RepositoryReader, options.Environment, options.Clock);
        Clock = options.Clock;
        ToolVersion = options.ToolVersion;
        Story = options.Story;
        Warnings = options.Warnings;
        Environment = options.Environment;
        BuildOutput = options.BuildOutput;
        EnginePush = options.RegistryClient.Transfers is { } transfers ? new EnginePushProgress(transfers) : null;
    }

    /// <summary>How many attempts were made anew at registries so far.</summary>
    public int Retries => _retries.Count;

    internal RetryCounts RetryCounts => _retries.Now;

    internal BuildObserver Observer { get; }

    internal TimeProvider Clock { get; }

    internal string ToolVersion { get; }

    internal IProgress<string>? Story { get; }

    internal IProgress<string>? Warnings { get; }

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
