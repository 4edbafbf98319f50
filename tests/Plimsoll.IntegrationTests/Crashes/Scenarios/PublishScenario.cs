using Plimsoll.IntegrationTests.Faults;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Crashes.Scenarios;

/// <summary>Publishes files, under the tags of a release and with a receipt.</summary>
internal sealed class PublishScenario : CrashScenario
{
    public override IReadOnlyList<string> Arguments(string host) => ["publish", "files:out", "--image", Repository, "--registry", host];

    public override void Prepare(CrashWorld world, string host)
    {
        using (var git = GitRepository.Released())
            world.CopyFrom(git.Path);
        var content = new byte[200_000];
        new Random(1).NextBytes(content);
        world.Write("out/readme.txt", "text");
        File.WriteAllBytes(world["out/program"], content);
        File.SetLastWriteTimeUtc(world["out/program"], DateTime.UnixEpoch);
    }

    public override string? FindProblem(CrashWorld world, StoredRepository stored, bool isDone)
    {
        if (base.FindProblem(world, stored, isDone) is { } problem)
            return problem;
        if (!isDone)
            return null;

        var tags = stored.ReadTags();
        return tags.Values.Distinct().Count() != 1 || !((string[])["2.1.0", "2.1", "2", "latest"]).All(tags.ContainsKey)
            ? $"the registry has {string.Join(", ", tags)}"
            : !Directory.Exists(world[".plimsoll/receipts"]) || Directory.GetFiles(world[".plimsoll/receipts"]).Length == 0 ? "there is no receipt" : null;
    }
}
