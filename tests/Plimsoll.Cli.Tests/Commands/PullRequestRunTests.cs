using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>Runs for pull requests, and working trees with changes: by no verb do they move a tag that others use too.</summary>
public sealed class PullRequestRunTests : IAsyncLifetime, IDisposable
{
    private readonly GitRepository _repository = GitRepository.Released();
    private readonly RegistryClient _client = new();
    private readonly CommandWorld _world;
    private SharedRegistry _server = null!;

    public PullRequestRunTests() => _world = new CommandWorld(_repository.Path);

    private string Image => $"{_server.Root}/shop/web";

    public async Task InitializeAsync()
    {
        _server = await SharedRegistry.OpenAsync();
        _repository.Write("out/app", "program");
        _repository.Write("plimsoll.yml", $"image: shop/web\nregistry: {_server.Root}\nsource: files:out\nenvironments: {{ staging: {{}}, preview: {{ pullRequests: true }} }}\n");
        await _world.SucceedAsync("publish", "-e", "staging");
        _repository.Commit("proposed", "app.txt");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _client.Dispose();
        _repository.Dispose();
    }

    [Fact]
    public async Task A_pull_request_is_published_under_its_number_and_commit()
    {
        var before = await TagsAsync();
        RunForPullRequest();

        await _world.SucceedAsync("publish");
        await _world.SucceedAsync("publish", "-e", "preview");

        Assert.Equal([_repository.Head[..7], "pr-12", "preview"], (await TagsAsync()).Keys.Except(before.Keys).Order(StringComparer.Ordinal));
        foreach (var (tag, digest) in before)
            Assert.Equal(digest, await DigestAsync(tag));
    }

    [Fact]
    public async Task No_verb_brings_it_to_an_environment_that_takes_none()
    {
        var before = await TagsAsync();
        var image = await DigestAsync("2.1.0");
        RunForPullRequest();

        foreach (var arguments in new string[][]
        {
            ["tags", "-e", "staging"], ["plan", "-e", "staging"], ["publish", "-e", "staging"], ["promote", "2.1.0", "--to", "staging"], ["rollback", "--to", image!, "-e", "staging"],
            ["tag", $"{Image}@{image}", "staging"], ["copy", $"{Image}@{image}", $"{Image}:staging"],
        })
            Assert.Contains("environments.staging.pullRequests: true", await _world.FailAsync(ExitCode.PolicyViolation, arguments), StringComparison.Ordinal);

        Assert.Equal(before, await TagsAsync());
        await _world.SucceedAsync("promote", "2.1.0", "--to", "preview");
    }

    /// <summary>A host that is not known, with a detached HEAD, and one that does not say which pull request it is.</summary>
    [Theory]
    [InlineData("CI=true")]
    [InlineData("GITHUB_ACTIONS=true", "GITHUB_EVENT_NAME=pull_request_target", "GITHUB_REF=refs/heads/main")]
    [InlineData("GITHUB_ACTIONS=true", "GITHUB_EVENT_NAME=pull_request")]
    public async Task What_may_be_one_is_published_under_its_commit_alone(params string[] variables)
    {
        var before = await TagsAsync();
        var image = await DigestAsync("2.1.0");
        _repository.Checkout(_repository.Head);
        foreach (var variable in variables.Select(text => text.Split('=')))
            _world.Environment[variable[0]] = variable[1];

        foreach (var arguments in new string[][]
        {
            ["tags", "-e", "staging"], ["publish", "-e", "staging"], ["promote", "2.1.0", "--to", "staging"], ["rollback", "--to", image!, "-e", "staging"],
            ["tag", $"{Image}@{image}", "staging"],
        })
            Assert.Contains("Set PLIMSOLL_BRANCH, PLIMSOLL_TAG or PLIMSOLL_PULL_REQUEST", await _world.FailAsync(ExitCode.PolicyViolation, arguments), StringComparison.Ordinal);
        await _world.SucceedAsync("publish");

        Assert.Equal([_repository.Head[..7]], (await TagsAsync()).Keys.Except(before.Keys));
        foreach (var (tag, digest) in before)
            Assert.Equal(digest, await DigestAsync(tag));
        await _world.SucceedAsync("publish", "-e", "staging", "--branch", "main");
        _world.Environment["PLIMSOLL_BRANCH"] = "main";
        await _world.SucceedAsync("promote", "2.1.0", "--to", "staging");
    }

    [Fact]
    public async Task One_that_is_said_by_hand_is_one()
    {
        _world.Environment["PLIMSOLL_PULL_REQUEST"] = "12";

        Assert.Contains("pull request 12", await _world.FailAsync(ExitCode.PolicyViolation, "promote", "2.1.0", "--to", "staging"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_working_tree_with_changes_is_published_as_that_alone()
    {
        var before = await TagsAsync();
        _repository.Write("app.txt", "changed");

        foreach (var verb in (string[])["tags", "plan", "publish"])
            Assert.Contains("--allow-dirty", await _world.FailAsync(ExitCode.Usage, verb, "-e", "staging"), StringComparison.Ordinal);
        await _world.SucceedAsync("publish");

        Assert.Equal([$"{_repository.Head[..7]}-dirty"], (await TagsAsync()).Keys.Except(before.Keys));
        await _world.SucceedAsync("publish", "-e", "staging", "--allow-dirty");
        Assert.NotEqual(before["staging"], await DigestAsync("staging"));
    }

    private void RunForPullRequest()
    {
        _world.Environment["GITHUB_ACTIONS"] = "true";
        _world.Environment["GITHUB_EVENT_NAME"] = "pull_request";
        _world.Environment["GITHUB_REF"] = "refs/pull/12/merge";
        _world.Environment["GITHUB_BASE_REF"] = "main";
        _world.Environment["GITHUB_SHA"] = _repository.Head;
    }

    private async Task<SortedDictionary<string, string?>> TagsAsync()
    {
        var tags = new SortedDictionary<string, string?>(StringComparer.Ordinal);
        // Registries without a list of referrers keep the attached receipt under a tag that is no image's.
        await foreach (var tag in _client.Repository(ImageReference.Parse(Image)).ListTagsAsync(CancellationToken.None).Where(tag => !Referrer.IsTag(tag)))
            tags[tag] = await DigestAsync(tag);
        return tags;
    }

    private async Task<string?> DigestAsync(string tag) =>
        (await _client.Repository(ImageReference.Parse(Image)).ResolveAsync(tag, CancellationToken.None))?.Digest.ToString();
}
