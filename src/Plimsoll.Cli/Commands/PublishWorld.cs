using Plimsoll.Docker;
using Plimsoll.Publishing;
using Plimsoll.Registries;
using Plimsoll.Registries.Credentials;
using Plimsoll.Storage;

namespace Plimsoll.Cli.Commands;

/// <summary>Composes what publishing needs: registry client, credentials, engine, repository reader and clock.</summary>
internal sealed class PublishWorld : IDisposable
{
    private readonly RegistryClient _registry;
    private readonly Lazy<DockerEngine> _engine;

    /// <param name="session">The run.</param>
    /// <param name="registry">The registry that credentials in the environment are for, or <c>null</c>.</param>
    /// <param name="plainHttp">Whether that registry is spoken to without TLS.</param>
    /// <param name="caFile">Certificates to trust besides the system's, or <c>null</c>.</param>
    public PublishWorld(CommandSession session, string? registry, bool plainHttp, string? caFile)
    {
        var environment = session.Host.Environment;
        var credentials = CredentialSource.Default(new CredentialEnvironment { Variable = environment, Home = environment("HOME") ?? environment("USERPROFILE") }, registry);
        _registry = new RegistryClient(new RegistryClientOptions
        {
            Credentials = credentials,
            TimeProvider = session.Host.Clock,
            PlainHttp = host => plainHttp && host == registry,
            CaFile = caFile is null ? null : Path.GetFullPath(caFile, session.Host.Directory),
            UserAgent = $"plimsoll/{CommandHost.Version}",
            Retries = new RetryStory(session.Story),
        });
        _engine = new Lazy<DockerEngine>(() => new DockerEngine(new DockerEngineOptions { Environment = environment }));
        Services = new PublishServices
        {
            Observer = session.Observer,
            OpenRegistry = reference => _registry.Repository(reference, RepositoryAccess.Push),
            OpenEngine = () => _engine.Value,
            FindEngineCredentials = async (reference, cancellationToken) =>
                await credentials.FindAsync(reference.Registry, reference.Repository, cancellationToken) is { } found
                    ? new EngineCredentials { Username = found.Username, Password = found.Password, IdentityToken = found.IdentityToken }
                    : null,
            Clock = session.Host.Clock,
            ToolVersion = CommandHost.Version,
            Story = session.Story,
        };
    }

    public PublishServices Services { get; }

    public void Dispose()
    {
        _registry.Dispose();
        if (_engine.IsValueCreated)
            _engine.Value.Dispose();
    }

    private sealed class RetryStory(Output.Story story) : IProgress<RetryNotice>
    {
        public void Report(RetryNotice value) =>
            story.Say($"{value.Registry}: {value.Reason}; attempt {value.Attempt + 1} in {value.Delay.TotalSeconds:0.0} s");
    }
}
