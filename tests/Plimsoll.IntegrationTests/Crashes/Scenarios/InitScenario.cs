using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Crashes.Scenarios;

/// <summary>Writes the configuration of a repository, and pipelines.</summary>
internal sealed class InitScenario : CrashScenario
{
    public override IReadOnlyList<string> Arguments(string host) => ["init", "--registry", "ghcr.io/acme", "--image", "app", "--workflows", "github", "--workflows", "azure"];

    public override void Prepare(CrashWorld world, string host)
    {
        using (var git = GitRepository.Released())
            world.CopyFrom(git.Path);
        world.Write("Dockerfile", "FROM scratch\n");
    }
}
