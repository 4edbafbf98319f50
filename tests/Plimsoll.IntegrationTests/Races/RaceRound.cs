using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Destinations;

namespace Plimsoll.IntegrationTests.Races;

/// <summary>
/// A repository with two releases, of which production has the second, and 2 to 16 clients that do to it, at the same time, what
/// chance has it.
/// </summary>
/// <param name="world">Where; nothing else goes on there meanwhile.</param>
/// <param name="seed">What chance goes by.</param>
/// <param name="hasProcesses">Whether some clients are processes of their own.</param>
internal sealed class RaceRound(RaceWorld world, int seed, bool hasProcesses)
{
    private const int FewestClients = 2;
    private const int MostClients = 16;

    private static readonly string[] Versions = ["2.0.1", "2.1.1", "2.2.0", "3.0.0"];

    private readonly Random _random = new(seed);
    private readonly RaceClients _clients = new(world, $"acme/round-{seed}");

    private string Repository => $"acme/round-{seed}";

    private string Elsewhere => $"acme/elsewhere-{seed}";

    /// <summary>Runs the round.</summary>
    public async Task<RaceVerdict> RunAsync()
    {
        world.Proxy.Hold = _ => Task.CompletedTask;
        world.Proxy.Answered = _ => { };
        var before = await PrepareAsync();
        var operations = new List<RaceOperation>();
        for (var number = _random.Next(FewestClients, MostClients + 1); number > 0; number--)
            operations.Add(await ChooseAsync());

        var delays = new RaceDelays(_random.NextDouble() / 2, new Random(seed));
        world.Proxy.Hold = delays.HoldAsync;
        world.Proxy.Answered = delays.Answered;
        var outcomes = await Task.WhenAll(operations.Select((operation, number) => Task.Run(() => operation.RunAsync($"r{seed}-{number}"))));
        return await new RaceVerdict(world, Repository, before, outcomes, delays).JudgeAsync();
    }

    private async Task<IReadOnlyList<RaceOutcome>> PrepareAsync()
    {
        await world.PushAsync($"{seed} doomed 0", Repository, "1.0.0");
        await world.PushAsync($"{seed} doomed 1", Repository, "1.0.1");
        await world.PushAsync($"{seed} old", Repository, "old");
        var done = new List<RaceOutcome>();
        foreach (var operation in new[]
        {
            _clients.Publish("2.0.0", "", await CreateAsync("2.0.0", ""), PublishVia.Direct, isProcess: false),
            _clients.Promote("2.0.0", "production", isProcess: false),
            _clients.Publish("2.1.0", "", await CreateAsync("2.1.0", ""), PublishVia.Direct, isProcess: false),
            _clients.Promote("2.1.0", "production", isProcess: false),
            _clients.Promote("2.0.0", "staging", isProcess: false),
        })
            done.Add(await operation.RunAsync($"r{seed}-before-{done.Count}"));
        return done;
    }

    private async Task<RaceOperation> ChooseAsync()
    {
        var isProcess = hasProcesses && _random.Next(4) == 0;
        switch (_random.Next(12))
        {
            case < 5:
                var (version, line) = (Versions[_random.Next(Versions.Length)], _random.Next(2) == 0 ? "" : "b");
                return _clients.Publish(version, line, await CreateAsync(version, line), world.Engine is not null && _random.Next(2) == 0 ? PublishVia.Engine : PublishVia.Direct, isProcess);
            case 5:
                return _clients.Promote(_random.Next(2) == 0 ? "2.0.0" : "2.1.0", _random.Next(2) == 0 ? "production" : "staging", isProcess);
            case 6:
                var first = Digest.Parse((await new RaceJudge(world).FindAsync(Repository, "2.0.0"))!);
                return _clients.RollBack("production", _random.Next(2) == 0 ? first : null, floating: _random.Next(2) == 0);
            case 7:
                return _clients.Prune("1.*", isProcess);
            case 8:
                return _clients.Delete("old", isProcess);
            case 9:
                var tagged = _random.Next(2) == 0 ? "2.0.0" : "2.1.0";
                return _clients.Tag(tagged, Digest.Parse((await new RaceJudge(world).FindAsync(Repository, tagged))!), isProcess ? "edge" : ChooseTag(), isProcess);
            case 10:
                var there = $"there {_random.Next(3)}";
                var copied = await world.PushAsync($"{seed} {there}", Elsewhere, there.Replace(' ', '-'));
                return _clients.Copy($"{world.NameOf(Elsewhere)}:{there.Replace(' ', '-')}", copied, isProcess ? "edge" : ChooseTag(), isProcess);
            default:
                var (location, digest) = await world.CreateImageAsync($"{seed} here {_random.Next(3)}");
                return _clients.Copy(location.ToString(), digest, isProcess ? "edge" : ChooseTag(), isProcess);
        }
    }

    /// <summary>Two commits' tags, which never move, and one that does.</summary>
    private string ChooseTag() => ((string[])["abcdef1", "abcdef2", "edge"])[_random.Next(3)];

    /// <summary>Each has content of its own: builds differ.</summary>
    private async Task<ImageLocation> CreateAsync(string version, string line) =>
        (await world.CreateImageAsync($"{seed} {version}{line} {_random.Next()}", world.RepositoryOf(version, line), version)).Location;
}
