using System.Globalization;
using Plimsoll.IntegrationTests.Docker;
using Xunit.Abstractions;

namespace Plimsoll.IntegrationTests.Races;

/// <summary>
/// Whatever up to 16 clients do to one repository at the same time, each is told the truth: who is told that a tag is done finds it so
/// unless a later one moved it on, of two that want one version one is told no, and moving tags end at the highest version.
/// </summary>
/// <remarks>
/// <c>PLIMSOLL_TEST_RACES</c> is the number of rounds, each with a seed of its own, or <c>SEED:ROUNDS</c>; usually there are a few.
/// </remarks>
[Collection(SharedDocker.Name)]
public sealed class RaceTests(DockerFixture docker, ITestOutputHelper output)
{
    private static readonly int[] Asked = [.. (Environment.GetEnvironmentVariable("PLIMSOLL_TEST_RACES") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Select(number => int.Parse(number, CultureInfo.InvariantCulture))];

    [Fact]
    public Task Clients_in_one_process_and_in_many() => RunAsync(firstSeed: 1, rounds: 5, hasProcesses: true, engine: null);

    [Fact]
    public Task Some_through_the_Docker_Engine() => RunAsync(firstSeed: 100_001, rounds: 2, hasProcesses: false, docker.Endpoint);

    private async Task RunAsync(int firstSeed, int rounds, bool hasProcesses, string? engine)
    {
        (firstSeed, rounds) = Asked is [.., var asked] ? (Asked is [var seed, _] ? seed : firstSeed, asked) : (firstSeed, rounds);
        await using var world = await RaceWorld.CreateAsync(engine);
        var verdicts = new List<RaceVerdict>();
        for (var round = 0; round < rounds; round++)
            verdicts.Add(await new RaceRound(world, firstSeed + round, hasProcesses).RunAsync());

        var wrong = verdicts.Where(verdict => verdict.Problems.Count > 0).ToList();
        output.WriteLine($"{rounds} rounds, {verdicts.Sum(verdict => verdict.Clients)} clients, {verdicts.Sum(verdict => verdict.Requests)} requests, {verdicts.Sum(verdict => verdict.Held)} of them held back: {verdicts.Sum(verdict => verdict.Done)} done, {verdicts.Sum(verdict => verdict.Conflicts)} conflicts, {verdicts.Sum(verdict => verdict.Windows)} in the window, {verdicts.Sum(verdict => verdict.GivenBack)} given back late, {wrong.Count} wrong");
        Assert.True(wrong.Count == 0, string.Join("\n\n", wrong.Take(10)));
    }
}
