using Microsoft.Extensions.Time.Testing;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Retention;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Publishing.Retention;

/// <summary>What is particular to packages of GitHub, and what GitHub tells of pull requests.</summary>
public sealed class PruneGitHubTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly RegistryClient _client = new(new RegistryClientOptions { PlainHttp = _ => true });
    private readonly GitRepository _git = GitRepository.Released();
    private readonly GitHubPackages _packages = GitHubPackages.Start();
    private readonly Dictionary<string, string> _environment = new() { ["GITHUB_TOKEN"] = GitHubPackages.Token };
    private SharedRegistry? _registry;
    private RawRepository? _raw;
    private RegistryRepository? _repository;

    public async Task InitializeAsync()
    {
        _registry = await SharedRegistry.OpenAsync();
        _raw = new RawRepository(_registry.Host, _registry.Name("app"));
        _repository = _client.Repository(ImageReference.Parse($"{_registry.Root}/app"), RepositoryAccess.Push);
        _environment["PLIMSOLL_GITHUB_API_URL"] = _packages.Address;
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await _packages.DisposeAsync();
        _raw?.Dispose();
        _client.Dispose();
        _git.Dispose();
    }

    [Fact]
    public async Task A_version_with_a_kept_tag_too_is_never_deleted()
    {
        var image = await PushAsync("one", "a000001", "2.1.0");
        await PushAsync("two", "a000002");

        var (plan, report) = await PruneAsync("sha=0");

        report.ThrowIfIncomplete();
        Assert.Equal(("a000001", PlannedAction.Keep, "2.1.0 points to it too, and the registry deletes an image only with all its tags"), Row(plan, "a000001"));
        Assert.Equal(PlannedAction.Delete, Row(plan, "a000002").Action);
        Assert.DoesNotContain(image.ToString(), _packages.Deletions);
        Assert.Single(_packages.Deletions);
    }

    [Fact]
    public async Task The_last_version_is_left_with_all_that_belongs_to_it()
    {
        var index = InMemoryIndex.Create("linux/amd64");
        await ImageCopier.CopyAsync(index, index.Manifest, _repository!, progress: null, default);
        await _repository!.PutManifestAsync(index.Manifest, "a000001", default);

        var (_, report) = await PruneAsync("sha=0");

        report.ThrowIfIncomplete();
        var left = Assert.Single(Assert.Single(report.Receipt.Repositories).Left);
        Assert.Equal(("a000001", false), (left.Tag, left.IsDrift));
        Assert.Contains("You cannot delete the last tagged version of a package", left.Reason, StringComparison.Ordinal);
        Assert.Empty(_packages.Deletions);
        Assert.True(await _raw!.HasManifestAsync(index.Image(0).Descriptor.Digest.ToString()));
    }

    [Fact]
    public async Task What_GitHub_tags_meanwhile_is_left()
    {
        await PushAsync("one", "a000001");
        await PushAsync("two", "stays");
        await AddPackageAsync();
        await using var host = Host();
        var plan = await PlanAsync(host, "sha=0");
        await _repository!.PutManifestAsync(await _repository.GetManifestAsync("a000001", default), "since", default);

        var exception = Assert.Throws<PlimsollException>((await host.PruneAsync(plan)).ThrowIfIncomplete);

        Assert.Equal(ErrorKind.Conflict, exception.Kind);
        Assert.Empty(_packages.Deletions);
    }

    [Fact]
    public async Task A_pull_request_that_is_open_on_GitHub_keeps_its_tag()
    {
        _git.Run("remote", "add", "origin", "https://github.com/acme/app");
        _packages.OpenPullRequests.AddRange(Enumerable.Range(100, 150));
        await PushAsync("one", "pr-7");
        await PushAsync("two", "pr-207");
        await PushAsync("three", "stays");

        var (plan, report) = await PruneAsync("pull-request=open");

        report.ThrowIfIncomplete();
        Assert.Equal(("pr-7", PlannedAction.Delete, "pull request 7 is not open"), Row(plan, "pr-7"));
        Assert.Equal(("pr-207", PlannedAction.Keep, "pull request 207 is open"), Row(plan, "pr-207"));
    }

    [Fact]
    public async Task A_pull_request_of_another_repository_is_not_known()
    {
        _git.Run("remote", "add", "origin", "https://github.com/acme/app");
        await PushFromAsync("https://github.com/acme/other", "one", "pr-7");

        var (plan, _) = await PruneAsync("pull-request=open");

        Assert.Equal(("pr-7", PlannedAction.Keep, "it is not known whether the pull request is open: the image is of https://github.com/acme/other, and the git repository is https://github.com/acme/app"), Row(plan, "pr-7"));
    }

    [Fact]
    public async Task A_token_that_is_not_accepted_says_so()
    {
        await PushAsync("one", "a000001");
        await AddPackageAsync();
        _environment["GITHUB_TOKEN"] = "other";
        await using var host = Host();

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => PlanAsync(host, "sha=0"));

        Assert.Equal(ErrorKind.Authentication, exception.Kind);
        Assert.Contains("Bad credentials", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("other", exception.Message, StringComparison.Ordinal);
    }

    private static (string Tag, PlannedAction Action, string Reason) Row(PrunePlan plan, string tag)
    {
        var row = Assert.Single(Assert.Single(plan.Repositories).Tags, row => row.Tag == tag);
        return (row.Tag, row.Action, row.Reason);
    }

    private async Task<(PrunePlan Plan, PruneReport Report)> PruneAsync(params string[] rules)
    {
        await AddPackageAsync();
        await using var host = Host();
        var plan = await PlanAsync(host, rules);
        return (plan, await host.PruneAsync(plan));
    }

    private Task<PrunePlan> PlanAsync(PlimsollHost host, params string[] rules) => host.PlanPruneAsync(new PruneRequest
    {
        Repositories = [_repository!.Name],
        Rules = new RetentionRules { Rules = RetentionRules.ParseAll(rules) },
        Via = DeletionWay.GitHub,
    });

    private async Task AddPackageAsync() => await _packages.AddAsync(_registry!.Name("app"), _raw!, [], new Random(1));

    private Task<Digest> PushAsync(string text, params string[] tags) => PushFromAsync("https://github.com/acme/app", text, tags);

    private async Task<Digest> PushFromAsync(string source, string text, params string[] tags)
    {
        var image = InMemoryImage.Create(new Dictionary<string, string> { ["org.opencontainers.image.source"] = source }, ("text", text));
        await ImageCopier.CopyAsync(image, image.Manifest, _repository!, progress: null, default);
        foreach (var tag in tags)
            await _repository!.PutManifestAsync(image.Manifest, tag, default);
        return image.Manifest.Descriptor.Digest;
    }

    private PlimsollHost Host() => PlimsollHost.CreateDefault(new PlimsollHostOptions
    {
        Directory = _git.Path,
        Clock = new FakeTimeProvider(Contexts.Now.AddDays(30)),
        Environment = name => _environment.GetValueOrDefault(name),
        RegistryClient = new RegistryClientOptions { PlainHttp = _ => true },
    });
}
