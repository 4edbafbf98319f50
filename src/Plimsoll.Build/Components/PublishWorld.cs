using Plimsoll.Build.Targets;
using Plimsoll.Configuration;
using Plimsoll.Docker;
using Plimsoll.Git;
using Plimsoll.Publishing;
using Plimsoll.Registries;

namespace Plimsoll.Build.Components;

/// <summary>Composes what publishing needs from the parameters of a build and <c>plimsoll.yml</c>.</summary>
internal static class PublishWorld
{
    public static PublishServices Compose(IPublishImages build, PublishRequest request)
    {
        string? Variable(string name) => build.EnvironmentVariables.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
        return new PublishServices(new PublishServicesOptions
        {
            RepositoryReader = new GitRepositoryReader(Variable),
            ConnectEngine = () => new DockerEngine(new DockerEngineOptions { Environment = Variable }),
            Environment = Variable,
            Clock = TimeProvider.System,
            ToolVersion = typeof(PublishPipeline).Assembly.GetName().Version!.ToString(3),
            Registry = PublishDestination.Of(request).Reference?.Registry,
            RegistryClient = new RegistryClientOptions { Retries = new RetryStory(build.Log) },
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

    private sealed class DebugStory(BuildLog log) : IProgress<string>
    {
        public void Report(string value) => log.Debug("{0}", value);
    }

    private sealed class RetryStory(BuildLog log) : IProgress<RetryNotice>
    {
        public void Report(RetryNotice value) =>
            log.Warning("retry in {0} s (attempt {1}): {2}", value.Delay.TotalSeconds.ToString("0.0"), value.Attempt + 1, value.Reason);
    }
}
