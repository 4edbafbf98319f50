using Plimsoll.Oci;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Publishing;

/// <summary>Publishers of different versions move <c>latest</c> and the same lines at the same time, and their writes arrive in any order.</summary>
public sealed class ConcurrentVersionsTests : IAsyncLifetime, IDisposable
{
    /// <summary>A race is lost now and then only: more rounds are asked for by hand.</summary>
    private static readonly int Rounds = int.TryParse(Environment.GetEnvironmentVariable("PLIMSOLL_TEST_RACE_ROUNDS"), out var rounds) ? rounds : 6;

    private static readonly string[] Versions = ["2.0.1", "2.1.0", "3.0.0"];

    private readonly Dictionary<string, GitRepository> _repositories = [];

    private readonly TempDirectory _content = new();

    private PublishingWorld _world = null!;

    public async Task InitializeAsync()
    {
        _world = await PublishingWorld.CreateAsync();
        _world.Retry = new RetryOptions { Jitter = () => 0, MaxAttempts = 200 };
        foreach (var version in (string[])["2.0.0", .. Versions])
        {
            var repository = _repositories[version] = GitRepository.Init();
            repository.Commit(version, "app.txt");
            repository.Tag($"v{version}");

            // Of its own: the registry trips over a layer that several send at once.
            _content.Write($"{version}/app.txt", version);
        }
    }

    public async Task DisposeAsync()
    {
        await _world.DisposeAsync();
        foreach (var repository in _repositories.Values)
            repository.Dispose();
    }

    public void Dispose() => _content.Dispose();

    [Fact]
    public async Task The_highest_version_has_latest_and_its_lines_whoever_wrote_last()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var image = $"acme/round-{round}";
            if (round % 2 == 0)
                await PublishAsync(image, "2.0.0");
            var writes = new DelayedWrites(["latest", "2", "2.0", "2.1", "3"], Versions.Length, new Random(round));
            _world.BeforeRequest = writes.BeforeAsync;

            var receipts = await Task.WhenAll(Versions.Select(version => Task.Run(async () =>
            {
                try
                {
                    return await PublishAsync(image, version);
                }
                finally
                {
                    writes.End();
                }
            })));

            _world.BeforeRequest = _ => Task.CompletedTask;
            var digests = Versions.Zip(receipts).ToDictionary(pair => pair.First, pair => pair.Second.Digest!.ToString());
            foreach (var (tag, version) in ((string, string)[])[("latest", "3.0.0"), ("3", "3.0.0"), ("3.0", "3.0.0"), ("2", "2.1.0"), ("2.1", "2.1.0"), ("2.0", "2.0.1"), ("2.0.1", "2.0.1"), ("2.1.0", "2.1.0"), ("3.0.0", "3.0.0")])
                Assert.True(digests[version] == await _world.DigestOfAsync(image, tag), $"round {round}: {tag} does not name {version}");

            // Nobody is told that a tag went to somebody else which is the own one in the end.
            foreach (var (version, receipt) in Versions.Zip(receipts))
                foreach (var kept in receipt.Tags.Where(tag => tag.Action == TagAction.Keep && tag.Strategy != StrategyNames.Date))
                    Assert.NotEqual(digests[version], await _world.DigestOfAsync(image, kept.Tag));
        }
    }

    [Fact]
    public async Task A_write_of_latest_that_arrives_after_a_higher_version_is_taken_back_and_said()
    {
        ImageReceipt? higher = null;
        _world.BeforeRequest = async request =>
        {
            if (request.Method != HttpMethod.Put || request.RequestUri!.Segments[^1] != "latest")
                return;

            _world.BeforeRequest = _ => Task.CompletedTask;
            higher = await PublishAsync("acme/late", "3.0.0");
        };

        var lower = await PublishAsync("acme/late", "2.1.0");

        Assert.Equal(higher!.Digest!.ToString(), await _world.DigestOfAsync("acme/late", "latest"));
        var latest = Assert.Single(lower.Tags, tag => tag.Tag == "latest");
        Assert.Equal((TagAction.Keep, higher.Digest), (latest.Action, latest.After));
        Assert.Equal(lower.Digest!.ToString(), await _world.DigestOfAsync("acme/late", "2"));
    }

    [Fact]
    public async Task Latest_goes_back_no_further_than_a_version_that_was_published_meanwhile()
    {
        await PublishAsync("acme/back", "2.0.0");
        ImageReceipt? other = null;
        _world.BeforeRequest = async request =>
        {
            // 3.0.0 has moved latest, and what it reads back fails from there on.
            if (request.Method != HttpMethod.Get || !request.RequestUri!.AbsolutePath.EndsWith("/tags/list", StringComparison.Ordinal) || !await IsMovedAsync())
                return;

            _world.BeforeRequest = _ => Task.CompletedTask;
            other = await PublishAsync("acme/back", "2.1.0");
            throw new PlimsollException(ErrorKind.Transport, "The registry went away.");
        };

        await Assert.ThrowsAsync<PlimsollException>(() => PublishAsync("acme/back", "3.0.0"));

        Assert.NotNull(other);
        Assert.Equal(other.Digest!.ToString(), await _world.DigestOfAsync("acme/back", "latest"));

        async Task<bool> IsMovedAsync() => await _world.DigestOfAsync("acme/back", "latest") is { } latest && latest == await _world.DigestOfAsync("acme/back", "3.0.0");
    }

    private Task<ImageReceipt> PublishAsync(string image, string version) =>
        _world.PublishAsync(request => request with { Image = image, RepositoryPath = _repositories[version].Path, Source = ImageLocation.ForFiles(_content[version]) });
}
