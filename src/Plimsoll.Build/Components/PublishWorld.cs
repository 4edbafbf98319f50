using Plimsoll.Build.Targets;
using Plimsoll.Configuration;
using Plimsoll.Docker;
using Plimsoll.Git;
using Plimsoll.Publishing;
using Plimsoll.Registries;
using Plimsoll.Versioning;

namespace Plimsoll.Build.Components;

/// <summary>Composes what publishing needs from the parameters of a build and <c>plimsoll.yml</c>.</summary>
internal static class PublishWorld
{
    public static PublishServices Compose(IPublishImages build, PublishRequest request)
    {
        var environment = EnvironmentOf(build);
        return new PublishServices(new PublishServicesOptions
        {
            RepositoryReader = new GitRepositoryReader(environment),
            ConnectEngine = () => new DockerEngine(new DockerEngineOptions { Environment = environment }),
            Environment = environment,
            Clock = TimeProvider.System,
            ToolVersion = typeof(PublishPipeline).Assembly.GetName().Version!.ToString(3),
            Registry = PublishDestination.Of(request).Reference?.Registry,
            RegistryClient = new RegistryClientOptions { Retries = new RetryStory(build.Log), Warnings = new WarningStory(build.Log) },
            Story = new DebugStory(build.Log),
        });
    }

    public static PublishRequest RequestOf(IPublishImages build)
    {
        var configuration = ConfigurationFile.Load(build.RootDirectory);
        return new PublishRequest
        {
            Source = build.ImageSource,
            Image = build.ImageName,
            Registry = build.Registry ?? configuration.Registry,
            RepositoryPath = build.RootDirectory,
            Environment = build.Environment,
            Rules = configuration.RulesFor(build.Environment) with
            {
                Strategies = StrategyList.Parse(build.Tags ?? []),
                AllowDirty = build.AllowDirty,
            },
            Policy = configuration.ToImagePolicy(),
            Via = build.Via,
            Entrypoint = build.ImageEntrypoint,
        };
    }

    public static string? ReleaseVersionOf(IPublishImages build)
    {
        try
        {
            var repository = new GitRepositoryReader(EnvironmentOf(build)).Read(build.RootDirectory);
            return ReleaseTag.Among(repository.TagsAtHead) is [var highest, ..] ? highest.Version.ToFullString() : null;
        }
        catch (PlimsollException)
        {
            // Sources without a repository compile too; publishing them is what fails, and says why.
            return null;
        }
    }

    private static Func<string, string?> EnvironmentOf(IPublishImages build) =>
        name => build.EnvironmentVariables.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    private sealed class DebugStory(BuildLog log) : IProgress<string>
    {
        public void Report(string value) => log.Debug("{0}", value);
    }

    private sealed class WarningStory(BuildLog log) : IProgress<RegistryWarning>
    {
        public void Report(RegistryWarning value) => log.Warning("{0} says: {1}", value.Registry, value.Text);
    }

    private sealed class RetryStory(BuildLog log) : IProgress<RetryNotice>
    {
        public void Report(RetryNotice value) =>
            log.Warning("retry in {0} s (attempt {1}): {2}", value.Delay.TotalSeconds.ToString("0.0"), value.Attempt + 1, value.Reason);
    }
}
