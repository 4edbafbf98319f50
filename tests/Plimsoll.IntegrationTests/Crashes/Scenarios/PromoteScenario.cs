using Plimsoll.IntegrationTests.Faults;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Crashes.Scenarios;

/// <summary>Promotes a release and writes it into deployment files.</summary>
internal sealed class PromoteScenario : CrashScenario
{
    public override IReadOnlyList<string> Arguments(string host) => ["promote", $"{host}/{Repository}:2.1.0", "--to", "production", "--write", "deploy"];

    public override async Task SeedAsync(CrashWorld world, string host)
    {
        new PublishScenario().Prepare(world, host);
        await RunAsync(world, "publish", "files:out", "--image", Repository, "--registry", host);
    }

    public override void Prepare(CrashWorld world, string host)
    {
        using (var git = GitRepository.Released())
            world.CopyFrom(git.Path);
        foreach (var name in (string[])["one", "two", "three", "four"])
            world.Write($"deploy/{name}/compose.yml", $"services:\n  app: {{ image: '{host}/{Repository}:1.0.0' }}\n");
    }

    public override string? FindProblem(CrashWorld world, StoredRepository stored, bool isDone) =>
        base.FindProblem(world, stored, isDone) ?? (isDone && !stored.ReadTags().ContainsKey("production") ? "production has no image" : null);
}
