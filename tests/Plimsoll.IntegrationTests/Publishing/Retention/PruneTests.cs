using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Retention;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Publishing.Retention;

/// <summary>Whatever a repository looks like and whatever the rules say: what is kept stays whole, and what the plan says goes.</summary>
public sealed class PruneTests : IAsyncLifetime, IDisposable
{
    private readonly RegistryClient _client = new(new RegistryClientOptions { PlainHttp = _ => true });
    private SharedRegistry? _registry;
    private int _count;

    public async Task InitializeAsync() => _registry = await SharedRegistry.OpenAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _client.Dispose();

    [Fact]
    public Task Nothing_that_is_kept_loses_anything_and_everything_planned_goes() => Gen.Int.SampleAsync(
        async seed => await CheckAsync(seed, packages: null),
        iter: 10,
        threads: 1);

    [Fact]
    public async Task So_it_is_with_the_packages_of_GitHub()
    {
        await using var packages = GitHubPackages.Start();
        await Gen.Int.SampleAsync(async seed => await CheckAsync(seed, packages), iter: 6, threads: 1);
    }

    private async Task<bool> CheckAsync(int seed, GitHubPackages? packages)
    {
        using var directory = new TempDirectory();
        var name = $"acme/app{Interlocked.Increment(ref _count)}";
        var repository = _client.Repository(ImageReference.Parse($"{_registry!.Root}/{name}"), RepositoryAccess.Push);
        using var raw = new RawRepository(_registry.Host, _registry.Name(name));
        var made = await RandomRepository.CreateAsync(seed, repository, directory.Path);
        var known = made.Manifests.Select(manifest => manifest.Digest.ToString()).ToList();
        if (packages is not null)
            await packages.AddAsync(_registry.Name(name), raw, known, new Random(seed));
        await using var host = Host(directory.Path, packages);
        var before = await raw.ReadTagsAsync();
        var untagged = packages is null ? [] : await packages.ListUntaggedAsync(_registry.Name(name));

        var plan = await host.PlanPruneAsync(new PruneRequest
        {
            Repositories = [ImageReference.Parse($"{_registry.Root}/{name}")],
            Rules = made.Rules,
            Via = packages is null ? DeletionWay.Registry : DeletionWay.GitHub,
        });
        var planned = Assert.Single(plan.Repositories);
        var going = planned.Tags.Where(tag => tag.Action != PlannedAction.Keep).Select(tag => tag.Tag).ToHashSet();
        var roots = before.Where(tag => !going.Contains(tag.Key)).Select(tag => tag.Value).Concat(made.Protected.Select(digest => digest.ToString())).ToList();
        if (packages is not null && made.Rules.Untagged is null)
            roots.AddRange(untagged.Where(digest => planned.Manifests.All(manifest => manifest.Digest.ToString() != digest)));
        var (manifests, blobs) = await raw.ReachAsync(roots, known);

        // What the rules are not about is not touched.
        Assert.All(planned.Tags.Where(tag => tag.Action != PlannedAction.Keep), tag => Assert.Contains(made.Kinds.GetValueOrDefault(tag.Tag, "referrer"), made.RuledKinds.Append("referrer")));
        Assert.All(planned.Manifests, manifest => Assert.DoesNotContain(manifest.Digest.ToString(), manifests));

        var report = await host.PruneAsync(plan);

        report.ThrowIfIncomplete();
        var after = await raw.ReadTagsAsync();
        foreach (var digest in manifests)
            Assert.True(await raw.HasManifestAsync(digest), $"{digest} is gone");
        foreach (var digest in blobs)
            Assert.True(await raw.HasBlobAsync(digest), $"blob {digest} is gone");
        foreach (var (tag, digest) in before.Where(tag => !going.Contains(tag.Key)))
            Assert.Equal(digest, after.GetValueOrDefault(tag));
        foreach (var manifest in planned.Manifests)
            Assert.False(await raw.HasManifestAsync(manifest.Digest.ToString()), $"{manifest.Digest} is still there");
        Assert.All(planned.Tags.Where(tag => tag.Action == PlannedAction.Delete), tag => Assert.DoesNotContain(tag.Tag, after.Keys));
        if (plan.Repositories.Any(repository => repository.HasChanges))
            Assert.Equal(planned.Manifests.Select(manifest => manifest.Digest).ToHashSet(), Assert.Single(report.Receipt.Repositories).Manifests.ToHashSet());

        // A second plan finds nothing more to delete but what the registry cannot.
        var again = Assert.Single((await host.PlanPruneAsync(new PruneRequest { Repositories = [ImageReference.Parse($"{_registry.Root}/{name}")], Rules = made.Rules, Via = packages is null ? DeletionWay.Registry : DeletionWay.GitHub })).Repositories);
        Assert.DoesNotContain(again.Tags, tag => tag.Action == PlannedAction.Delete && going.Contains(tag.Tag));
        return true;
    }

    private static PlimsollHost Host(string directory, GitHubPackages? packages) => PlimsollHost.CreateDefault(new PlimsollHostOptions
    {
        Directory = directory,
        Clock = new FakeTimeProvider(Contexts.Now),
        Environment = name => name switch { "PLIMSOLL_GITHUB_API_URL" => packages?.Address, "GITHUB_TOKEN" => packages is null ? null : GitHubPackages.Token, "USER" => "ann", _ => null },
        RegistryClient = new RegistryClientOptions { PlainHttp = _ => true },
    });
}
