using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>What is built, where no host says it or one speaks of another repository.</summary>
public sealed class RunOverrideTests : IDisposable
{
    private readonly GitRepository _origin = GitRepository.Init();
    private readonly GitRepository _repository;
    private readonly CommandWorld _world;

    public RunOverrideTests()
    {
        _origin.Commit("First", "app.txt");
        _repository = _origin.Clone();
        _repository.Checkout(_repository.Head);
        _world = new CommandWorld(_repository.Path);
    }

    public void Dispose()
    {
        _origin.Dispose();
        _repository.Dispose();
    }

    [Fact]
    public async Task A_host_that_speaks_of_another_repository()
    {
        _world.Environment["TF_BUILD"] = "True";
        _world.Environment["BUILD_SOURCEBRANCH"] = "refs/heads/other";
        _world.Environment["BUILD_SOURCEVERSION"] = new string('1', 40);
        Assert.Empty((await _world.SucceedAsync("tags", "--tags", "branch,latest,edge")).Lines);

        Assert.Equal(["latest", "main", "edge"], (await _world.SucceedAsync("tags", "--tags", "branch,latest,edge", "--branch", "main")).Lines);
        _world.Environment["PLIMSOLL_BRANCH"] = "refs/heads/main";
        Assert.Equal(["latest", "main", "edge"], (await _world.SucceedAsync("tags", "--tags", "branch,latest,edge")).Lines);
    }

    [Fact]
    public async Task An_unknown_host_releases_nothing_before_it_is_said_what_is_built()
    {
        _repository.Tag("v1.0.0");
        Assert.Contains("1.0.0", (await _world.SucceedAsync("tags", "--tags", "semver")).Lines);

        _world.Environment["CI"] = "true";
        var unknown = await _world.SucceedAsync("tags", "--tags", "semver,latest");
        Assert.Empty(unknown.Lines);
        Assert.Contains("Set PLIMSOLL_BRANCH, PLIMSOLL_TAG or PLIMSOLL_PULL_REQUEST", unknown.Error, StringComparison.Ordinal);

        _world.Environment["PLIMSOLL_TAG"] = "v1.0.0";
        Assert.Equal(["1.0.0", "1.0", "1", "latest"], (await _world.SucceedAsync("tags", "--tags", "semver,latest")).Lines);
        _world.Environment["PLIMSOLL_PULL_REQUEST"] = "12";
        Assert.Equal(["pr-12"], (await _world.SucceedAsync("tags", "--tags", "semver,latest,pull-request")).Lines);
        _world.Environment["PLIMSOLL_PULL_REQUEST"] = "x";
        await _world.FailAsync(ExitCode.Usage, "tags");
    }

    [Fact]
    public async Task A_plan_keeps_the_branch()
    {
        _repository.Write("out/app.txt", "hello");
        var plan = await _world.SucceedAsync("plan", "files:out", "--image", "app", "--tags", "branch", "--branch", "main", "--output", "json");
        _repository.Write("plan.json", plan.Output);

        var result = await _world.SucceedAsync("publish", "--from-plan", "plan.json");

        Assert.StartsWith("oci:artifacts/images/app:main", Assert.Single(result.Lines), StringComparison.Ordinal);
    }
}
