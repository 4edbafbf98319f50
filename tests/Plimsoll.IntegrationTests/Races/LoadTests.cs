using System.Globalization;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Environments;
using Plimsoll.Publishing.Retention;
using Plimsoll.Testing.Faults;
using Xunit.Abstractions;

namespace Plimsoll.IntegrationTests.Races;

/// <summary>
/// Many publishers and a registry with a quota: all of them finish, each waits as long as it is told to, and a client that goes on for
/// long uses no more memory and handles than in the beginning.
/// </summary>
/// <remarks><c>PLIMSOLL_TEST_LOAD</c> is the number of images of each publisher; usually there are a few.</remarks>
[Collection(RunAlone.Name)]
public sealed class LoadTests(ITestOutputHelper output)
{
    private const int Publishers = 8;

    /// <summary>The parts of a run, between which nothing is under way and the process is measured.</summary>
    private const int MostParts = 10;

    private const int Quota = 150;

    /// <summary>How many requests a client sends at once.</summary>
    private const int Parallelism = 4;

    /// <summary>The test's own client keeps the connections that it asked over at once.</summary>
    private const int HandleMargin = 10 + (2 * Publishers);

    /// <summary>What the process makes once, some of it late.</summary>
    private const long HeapMargin = 16 * 1024 * 1024;

    /// <summary>What is known of a repository stays with its client, and there are many of them.</summary>
    private const long HeapOfRepository = 2048;

    private static readonly TimeSpan Never = TimeSpan.FromDays(30);

    private static readonly int? Asked = int.TryParse(Environment.GetEnvironmentVariable("PLIMSOLL_TEST_LOAD"), NumberStyles.None, CultureInfo.InvariantCulture, out var images) ? images : null;

    [Fact]
    public Task Publishing_many_images() => RunAsync(Asked ?? 10, async (world, host, publisher, number) =>
    {
        var source = await world.CreateImageAsync($"{publisher} {number}");
        var request = world.Request($"load/p{publisher}-{number}", "1.0.0", source.Location);
        await host.Publisher.PublishAsync([request], new PublishOptions { ReceiptPath = Path.Combine(world.FolderOf($"p{publisher}"), "receipt.json") });
        Assert.Equal(source.Digest.ToString(), await new RaceJudge(world).FindAsync($"load/p{publisher}-{number}", "1.0.0"));
    });

    /// <summary>Everything that a long day brings to one repository of each client.</summary>
    [Fact]
    public Task Everything_by_turns() => RunAsync(Asked ?? 2, async (world, host, publisher, number) =>
    {
        var repository = $"mixed/p{publisher}";
        var name = world.NameOf(repository);
        var receipt = Path.Combine(world.FolderOf($"p{publisher}"), "receipt.json");
        var environment = new EnvironmentOptions { ReceiptPath = receipt };
        var version = $"1.{number % 2}.0";
        var (location, digest) = await world.CreateImageAsync($"{publisher} {number % 2}");
        await host.Publisher.PublishAsync([world.Request(repository, version, location)], new PublishOptions { ReceiptPath = receipt });
        await host.Environments.PromoteAsync(new PromotionRequest { Source = ImageLocation.Parse($"{name}:{version}"), Environment = "staging" }, environment);
        await host.TagAsync(ImageReference.Parse($"{name}:{version}"), ["edge"]);
        await host.CopyAsync((await world.CreateImageAsync($"{publisher} old {number}")).Location.ToString(), $"{name}:0.9.{number}");
        await host.CopyAsync(location.ToString(), $"{name}-copy:edge");
        var plan = await host.PlanPruneAsync(new PruneRequest { Repositories = [ImageReference.Parse(name)], Rules = new RetentionRules { DeletedReleases = ["0.9.*"] } });
        (await host.PruneAsync(plan, new PruneOptions { ReceiptPath = receipt })).ThrowIfIncomplete();
        await host.CopyAsync((await world.CreateImageAsync($"{publisher} gone {number}")).Location.ToString(), $"{name}:gone");
        Assert.NotNull(await host.OpenRegistry(ImageReference.Parse(name), RepositoryAccess.Push).DeleteTagAsync("gone", CancellationToken.None));

        var tags = await new RaceJudge(world).ReadTagsAsync(repository);
        Assert.Equal((digest.ToString(), digest.ToString()), (tags["staging"], tags["edge"]));
        Assert.DoesNotContain(tags.Keys, tag => tag == "gone" || tag.StartsWith("0.9.", StringComparison.Ordinal));
    });

    private async Task RunAsync(int images, Func<RaceWorld, PlimsollHost, int, int, Task> act)
    {
        // What a process opens once, it has open then.
        await using (var world = await RaceWorld.CreateAsync(clock: new FaultClock()))
        await using (var host = Create(world, 0))
            await act(world, host, 0, 0);
        var before = ProcessUse.CountHandles();

        await using (var world = await RaceWorld.CreateAsync(clock: new FaultClock()))
        {
            var quota = new QuotaRegistry(world.Proxy.Clock!, Quota);
            world.Proxy.Decide = quota.Decide;
            var hosts = Enumerable.Range(0, Publishers).Select(number => Create(world, number)).ToList();
            _ = (world.RepositoryOf("1.0.0"), world.RepositoryOf("1.1.0"));
            var uses = new List<ProcessUse>();
            var parts = Math.Min(MostParts, images);
            for (var part = 0; part < parts; part++)
            {
                await Task.WhenAll(hosts.Select((host, publisher) => Task.Run(async () =>
                {
                    for (var number = part * images / parts; number < (part + 1) * images / parts; number++)
                        await act(world, host, publisher, number);
                })));
                world.Proxy.Clear();
                uses.Add(ProcessUse.Measure());
            }

            output.WriteLine($"{Publishers} × {images}: {quota.Taken} requests taken, {quota.Refused} refused, quota spent {quota.Spent} times, at most {quota.MostEarly} on the way; {world.Proxy.Clock!.GetUtcNow() - new FaultClock().GetUtcNow()} of waiting; {uses[0]} at first, {uses[^1]} at last");
            foreach (var host in hosts)
                await host.DisposeAsync();

            Assert.True(quota.Spent > 1 && quota.Refused > 1, "The quota was never spent.");
            Assert.True(quota.MostEarly < Parallelism, $"{quota.MostEarly} requests of one client came before it was to go on.");
            Assert.True(quota.Refused <= quota.Spent * Publishers * Parallelism, $"{quota.Refused} requests were refused.");
            Assert.True(uses[^1].Heap < uses[0].Heap + HeapMargin + (Publishers * images * HeapOfRepository), $"The heap grew from {uses[0]} to {uses[^1]}.");
            Assert.True(uses[^1].Handles <= uses[0].Handles + (Publishers * ((Parallelism * 3) + 1)), $"The handles grew from {uses[0]} to {uses[^1]}.");
        }

        SpinWait.SpinUntil(() => ProcessUse.CountHandles() <= before + HandleMargin, TimeSpan.FromSeconds(30));
        Assert.InRange(ProcessUse.CountHandles(), 0, before + HandleMargin);
    }

    private static PlimsollHost Create(RaceWorld world, int publisher) => world.CreateClient($"p{publisher}", world.Proxy.Clock, Patient);

    /// <summary>No deadline passes because others wait.</summary>
    private static RegistryClientOptions Patient(RegistryClientOptions options) => options with
    {
        InitialRequests = Parallelism,
        MaximumRequests = Parallelism,
        IdleTimeout = Never,
        CommitTimeout = Never,
        Retry = options.Retry with { Deadline = Never },
    };
}
