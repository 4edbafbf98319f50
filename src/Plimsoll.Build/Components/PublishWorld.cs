using Plimsoll.Build.Targets;
using Plimsoll.Configuration;
using Plimsoll.Docker;
using Plimsoll.Git;
using Plimsoll.Publishing;
using Plimsoll.Registries;
using Plimsoll.Storage;
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
            RegistryClient = new RegistryClientOptions
            {
                Retries = new NoticeTeller<RetryNotice>(text => build.Log.Warning("{0}", text)),
                Resumes = new NoticeTeller<ResumeNotice>(text => build.Log.Information("{0}", text)),
                Warnings = new NoticeTeller<RegistryWarning>(text => build.Log.Warning("{0}", text)),
            },
            Story = new DebugStory(build.Log),
            BuildOutput = new NoticeTeller<string>(text => build.Log.Information("{0}", text)),
        });
    }

    public static PublishRequest RequestOf(IPublishImages build)
    {
        var configuration = ConfigurationFile.Load(build.RootDirectory);
        var recipe = build.ImageBuild;
        var request = new PublishRequest
        {
            Source = recipe is null ? build.ImageSource : ImageLocation.OfDirectory(recipe.Context),
            Image = build.ImageName,
            Registry = build.Registry ?? configuration.Registry,
            RepositoryPath = build.RootDirectory,
            Environment = build.Environment,
            Rules = configuration.RulesFor(build.Environment) with
            {
                Strategies = build.TagStrategies,
                Only = StrategyList.Parse(build.Tags ?? []),
                AllowDirty = build.AllowDirty,
            },
            Policy = configuration.ToImagePolicy(),
            Via = build.Via,
            Entrypoint = build.ImageEntrypoint,
        };
        return recipe?.ApplyTo(request) ?? request;
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
}
