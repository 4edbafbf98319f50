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
                Retries = new NoticeReporter<RetryNotice>(session.Diagnostics.Info),
                Resumes = new NoticeReporter<ResumeNotice>(session.Diagnostics.Info),
                Warnings = new NoticeReporter<RegistryWarning>(session.Diagnostics.Warn),
                Transfers = TransferReporter.Create(session.Host, session.Diagnostics),
            },
            Story = session.Diagnostics,
            Warnings = new NoticeReporter<string>(session.Diagnostics.Warn),
            BuildOutput = new NoticeReporter<string>(session.Diagnostics.Info),
        });
    }
}
