using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>The same run on different CI hosts, whose checkouts are detached, gives the same bytes.</summary>
public sealed class TagsOnHostsTests : IDisposable
{
    private readonly GitRepository _origin = GitRepository.Init();
    private readonly TempDirectory _folder = new();

    public TagsOnHostsTests() => _origin.Commit("First", "app.txt");

    public void Dispose()
    {
        _origin.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_push_to_the_default_branch()
    {
        using var checkout = Detached(_origin.Head);
        var branch = new Run("push", "IndividualCI", "refs/heads/main");

        var lines = await OnBothAsync(checkout, branch);

        Assert.Equal(["app:latest", $"app:{_origin.Head[..7]}", "app:2026-05-19"], lines);
    }

    [Fact]
    public async Task A_push_to_another_branch()
    {
        _origin.Checkout("feature/x", create: true);
        var head = _origin.Commit("Second", "app.txt");
        _origin.Checkout("main");
        using var checkout = Detached(head);

        var lines = await OnBothAsync(checkout, new Run("push", "IndividualCI", "refs/heads/feature/x"));

        Assert.Equal([$"app:{head[..7]}", "app:2026-05-19"], lines);
    }

    [Fact]
    public async Task A_release_tag()
    {
        _origin.Tag("v2.1.0", annotated: true);
        using var checkout = Detached("v2.1.0");

        var lines = await OnBothAsync(checkout, new Run("push", "IndividualCI", "refs/tags/v2.1.0"));

        Assert.Equal(["app:2.1.0", "app:2.1", "app:2", "app:latest", $"app:{_origin.Head[..7]}", "app:2026-05-19"], lines);
    }

    [Fact]
    public async Task A_pull_request()
    {
        _origin.Checkout("feature", create: true);
        var head = _origin.Commit("Second", "app.txt");
        _origin.Checkout("main");
        _origin.Commit("Third", "other.txt");
        var merge = _origin.Merge("feature");
        using var checkout = Detached(merge);

        var lines = await OnBothAsync(checkout, new Run("pull_request", "PullRequest", "refs/pull/12/merge", head));

        Assert.Equal([$"app:{merge[..7]}", "app:2026-05-19"], lines);
    }

    private GitRepository Detached(string commit)
    {
        var checkout = _origin.Clone();
        checkout.Run("checkout", "--quiet", "--detach", commit);
        checkout.Run("branch", "--quiet", "--delete", "--force", "main");
        return checkout;
    }

    private async Task<string[]> OnBothAsync(GitRepository checkout, Run run)
    {
        string[] arguments = ["tags", "--image", "app", "--explain"];
        var (gitHub, azure) = (new CommandWorld(checkout.Path), new CommandWorld(checkout.Path));
        SetGitHub(gitHub.Environment, checkout.Head, run);
        SetAzure(azure.Environment, checkout.Head, run);
        Assert.Equal((await gitHub.SucceedAsync(arguments)).Output, (await azure.SucceedAsync(arguments)).Output);

        var result = await gitHub.SucceedAsync("tags", "--image", "app");
        var other = await azure.SucceedAsync("tags", "--image", "app");
        Assert.Equal(result, other);
        return result.Lines;
    }

    private void SetGitHub(Dictionary<string, string> variables, string commit, Run run)
    {
        variables["GITHUB_ACTIONS"] = "true";
        variables["GITHUB_EVENT_NAME"] = run.GitHubEvent;
        variables["GITHUB_REF"] = run.Reference;
        variables["GITHUB_SHA"] = commit;
        variables["GITHUB_EVENT_PATH"] = _folder.Write("event.json", run.PullRequestHead is null
            ? """{ "repository": { "default_branch": "main" } }"""
            : $$$"""{ "repository": { "default_branch": "main" }, "pull_request": { "number": 12, "head": { "sha": "{{{run.PullRequestHead}}}" } } }""");
        if (run.PullRequestHead is not null)
            variables["GITHUB_BASE_REF"] = "main";
    }

    private static void SetAzure(Dictionary<string, string> variables, string commit, Run run)
    {
        variables["TF_BUILD"] = "True";
        variables["BUILD_REASON"] = run.AzureReason;
        variables["BUILD_SOURCEBRANCH"] = run.Reference;
        variables["BUILD_SOURCEVERSION"] = commit;
        if (run.PullRequestHead is { } head)
        {
            variables["SYSTEM_PULLREQUEST_PULLREQUESTNUMBER"] = "12";
            variables["SYSTEM_PULLREQUEST_SOURCECOMMITID"] = head;
            variables["SYSTEM_PULLREQUEST_TARGETBRANCH"] = "refs/heads/main";
        }
    }

    private sealed record Run(string GitHubEvent, string AzureReason, string Reference, string? PullRequestHead = null);
}
