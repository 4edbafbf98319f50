using System.Text.Json;
using Plimsoll.Testing;
using Plimsoll.Testing.Hosts;
using Snapshooter.Xunit;

namespace Plimsoll.Cli.Tests.Hosts;

/// <summary>The same run gives the same plan, byte for byte, on each host that has such a run, and a push or tag from git alone too.</summary>
public sealed class HostPlanTests : IDisposable
{
    /// <summary>Each host with the spelling of the repository's address that it leaves in the checkout.</summary>
    private static readonly Dictionary<string, string> Remotes = new()
    {
        ["GitHub Actions"] = "https://github.com/acme/app",
        ["Azure Pipelines"] = "https://github.com/acme/app.git",
        ["Azure Pipelines with Azure Repos"] = "https://github.com/acme/app",
        ["GitLab"] = "https://gitlab-ci-token:secret@github.com/acme/app.git",
        ["Jenkins"] = "https://github.com/acme/app.git/",
        ["Bitbucket"] = "git@github.com:acme/app.git",
        ["CircleCI"] = "git@github.com:acme/app.git",
        ["TeamCity"] = "ssh://git@github.com/acme/app",
        ["git"] = "https://github.com/acme/app",
    };

    /// <summary>All rules that regard what is built and why.</summary>
    private const string Configuration = """
        tags:
          branch: true
          pull-request: true
          schedule: true
          edge: true
          raw:
            - { value: of-push, when: { event: push } }
            - { value: of-tag, when: { event: tag } }
            - { value: of-pull-request, when: { event: pull-request } }
            - { value: of-schedule, when: { event: schedule } }
            - { value: of-hand, when: { event: manual } }
            - { value: of-main, when: { branch: main } }
            - { value: of-version, when: { tag: v* } }
        """;

    private readonly GitRepository _origin = GitRepository.Init();
    private readonly TempDirectory _folder = new();
    private readonly string _feature;
    private readonly string _main;
    private readonly string _merge;

    public HostPlanTests()
    {
        _origin.Write("plimsoll.yml", Configuration);
        _origin.Run("add", "--", "plimsoll.yml");
        _origin.Commit("First", "app.txt");
        _origin.Tag("v1.0.0", annotated: true);
        _origin.Tag("v2.0.0-rc.1");
        _origin.Checkout("feature/tools", create: true);
        _feature = _origin.Commit("Tools", "tools.txt");
        _origin.Checkout("main");
        _main = _origin.Commit("Second", "app.txt");
        _origin.Checkout("merged", create: true);
        _merge = _origin.Merge("feature/tools");
        _origin.Run("update-ref", "refs/pull/12/merge", _merge);
        _origin.Checkout("main");
        _origin.Run("branch", "--quiet", "--delete", "--force", "merged");
    }

    public void Dispose()
    {
        _origin.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_push_to_the_default_branch() => (await EqualOnAllAsync(new HostRun(RunKind.Push, _main) { Branch = "main" }, Remotes.Count)).MatchSnapshot();

    [Fact]
    public async Task A_push_to_another_branch() => (await EqualOnAllAsync(new HostRun(RunKind.Push, _feature) { Branch = "feature/tools" }, Remotes.Count)).MatchSnapshot();

    [Fact]
    public async Task A_release_tag()
    {
        _origin.Tag("v1.1.0", annotated: true);

        (await EqualOnAllAsync(new HostRun(RunKind.Tag, _main) { Tag = "v1.1.0" }, Remotes.Count)).MatchSnapshot();
    }

    [Fact]
    public async Task A_tag_that_is_no_release()
    {
        _origin.Run("tag", "--delete", "v1.0.0", "v2.0.0-rc.1");
        _origin.Tag("nightly");

        (await EqualOnAllAsync(new HostRun(RunKind.Tag, _main) { Tag = "nightly" }, Remotes.Count, isDoubted: true)).MatchSnapshot();
    }

    [Fact]
    public async Task A_push_before_there_is_a_release()
    {
        _origin.Run("tag", "--delete", "v1.0.0", "v2.0.0-rc.1");

        (await EqualOnAllAsync(new HostRun(RunKind.Push, _main) { Branch = "main" }, Remotes.Count, isDoubted: true)).MatchSnapshot();
    }

    [Fact]
    public async Task A_push_to_another_branch_before_there_is_a_release()
    {
        _origin.Run("tag", "--delete", "v1.0.0", "v2.0.0-rc.1");

        (await EqualOnAllAsync(new HostRun(RunKind.Push, _feature) { Branch = "feature/tools" }, Remotes.Count, isDoubted: true)).MatchSnapshot();
    }

    [Fact]
    public async Task A_pull_request_before_there_is_a_release()
    {
        _origin.Run("tag", "--delete", "v1.0.0", "v2.0.0-rc.1");

        (await EqualOnAllAsync(new HostRun(RunKind.PullRequest, _feature) { PullRequestHead = _feature }, Remotes.Count - 1)).MatchSnapshot();
    }

    [Fact]
    public async Task A_pull_request_whose_merge_is_built() => (await EqualOnAllAsync(new HostRun(RunKind.PullRequest, _merge) { PullRequestHead = _feature }, hosts: 4)).MatchSnapshot();

    [Fact]
    public async Task A_pull_request_whose_last_commit_is_built() => (await EqualOnAllAsync(new HostRun(RunKind.PullRequest, _feature) { PullRequestHead = _feature }, Remotes.Count - 1)).MatchSnapshot();

    [Fact]
    public async Task A_schedule() => (await EqualOnAllAsync(new HostRun(RunKind.Schedule, _main) { Branch = "main" }, hosts: 6)).MatchSnapshot();

    [Fact]
    public async Task A_manual_run() => (await EqualOnAllAsync(new HostRun(RunKind.Manual, _feature) { Branch = "feature/tools" }, hosts: 6)).MatchSnapshot();

    [Fact]
    public async Task A_merge_that_the_host_makes_in_the_checkout_is_told_apart_from_the_pull_request()
    {
        using var checkout = _origin.Clone("--branch", "feature/tools");
        var merge = checkout.Merge("origin/main");
        var world = new CommandWorld(checkout.Path);
        foreach (var (name, value) in new HostEnvironments(_folder, _merge).Of("Bitbucket", new HostRun(RunKind.PullRequest, _feature) { PullRequestHead = _feature })!)
            world.Environment[name] = value;

        using var plan = JsonDocument.Parse((await world.SucceedAsync("tags", "--output", "json")).Output);
        var labels = plan.RootElement.GetProperty("labels");

        Assert.Equal(_feature, labels.GetProperty("org.opencontainers.image.revision").GetString());
        Assert.Equal(merge, labels.GetProperty("dev.plimsoll.merge-revision").GetString());
        Assert.Empty(plan.RootElement.GetProperty("warnings").EnumerateArray());
    }

    /// <summary>Runs on every host, checks that there are as many as expected, and gives the output that all of them have.</summary>
    /// <param name="run">The run.</param>
    /// <param name="hosts">How many hosts have it.</param>
    /// <param name="isDoubted">Whether a host's checkout is without any tag but that of the run, as one that fetched none; which is no part of the plan.</param>
    private async Task<string> EqualOnAllAsync(HostRun run, int hosts, bool isDoubted = false)
    {
        var environments = new HostEnvironments(_folder, _merge);
        var outputs = new Dictionary<string, CommandResult>();
        foreach (var (host, remote) in Remotes)
        {
            if (environments.Of(host, run) is not { } variables)
                continue;

            using var checkout = HostCheckout.Create(_origin, host, run);
            checkout.Run("remote", "set-url", "origin", remote);
            var world = new CommandWorld(checkout.Path);
            foreach (var (name, value) in variables)
                world.Environment[name] = value;
            outputs[host] = await world.SucceedAsync("tags", "--image", "ghcr.io/acme/app", "--output", "json", "--explain", "--host", "none");
            if (isDoubted && host != "git")
                Assert.StartsWith("warning: tags-may-be-missing: this clone has no git tags", outputs[host].Error, StringComparison.Ordinal);
            else
                Assert.Equal("", outputs[host].Error);
        }

        Assert.Equal(hosts, outputs.Count);
        var expected = outputs["GitHub Actions"].Output;
        Assert.All(outputs, output => Assert.Equal((output.Key, expected), (output.Key, output.Value.Output)));
        return expected;
    }
}
