using Plimsoll.Cli.Output;
using Plimsoll.Docker;
using Plimsoll.Git;
using Plimsoll.Oci;
using Plimsoll.Oci.Registries;
using Plimsoll.Publishing;

namespace Plimsoll.Cli;

/// <summary>Composes what publishing needs from the options of the command line.</summary>
internal static class PublishWorld
{
    /// <param name="session">The run.</param>
    /// <param name="registry">The registry that is published to, or <c>null</c>.</param>
    /// <param name="connection">How registries are connected to.</param>
    public static PublishServices Compose(CommandSession session, string? registry, RegistryClientOptions connection)
    {
        var environment = session.Host.Environment;
        return new PublishServices(new PublishServicesOptions
        {
            RepositoryReader = new GitRepositoryReader(environment),
            ConnectEngine = () => new DockerEngine(new DockerEngineOptions { Environment = environment }),
            Environment = environment,
            Clock = session.Host.Clock,
            ToolVersion = CommandHost.Version,
            Registry = registry,
            RegistryClient = connection with
            {
                Retries = new NoticeTeller<RetryNotice>(session.Story.Say),
                Resumes = new NoticeTeller<ResumeNotice>(session.Story.Say),
                Warnings = new NoticeTeller<RegistryWarning>(session.Story.Warn),
                Transfers = TransferStory.Of(session.Host, session.Story),
            },
            Story = session.Story,
            BuildOutput = new NoticeTeller<string>(session.Story.Say),
        });
    }
}
