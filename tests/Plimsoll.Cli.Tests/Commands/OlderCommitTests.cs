using System.Text.Json;
using Plimsoll.Tags;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>An older commit that is built again, or whose build was the slower one, takes no tag back.</summary>
public sealed class OlderCommitTests : IDisposable
{
    private readonly GitRepository _origin = GitRepository.Init();
    private readonly TempDirectory _files = new();
    private readonly string _first;

    public OlderCommitTests()
    {
        _first = _origin.Commit("First", "app.txt");
        _files.Write("out/app.txt", "hello");
    }

    public void Dispose()
    {
        _origin.Dispose();
        _files.Dispose();
    }

    [Fact]
    public async Task Built_again()
    {
        var server = await SharedRegistry.OpenAsync();
        var image = $"{server.Root}/acme/again";
        var second = _origin.Commit("Second", "app.txt");
        using var clone = _origin.Clone();
        await PublishAsync(clone, second, image);

        clone.Checkout(_first);
        var result = await PublishAsync(clone, _first, image);

        Assert.Equal([$"{image}:{_first[..7]}"], result.Lines.Select(line => line.Split(' ')[0]));
        foreach (var tag in new[] { "latest", "main", "edge" })
            Assert.Equal(second, await RevisionAsync(clone, $"{image}:{tag}"));
        var explained = await World(clone, _first).SucceedAsync("tags", "--tags", "latest", "--image", image, "--online", "--explain");
        Assert.Contains($"it points to commit {second[..7]}, and this commit is an ancestor of it ('allow-older' permits moving the tag back)", explained.Output, StringComparison.Ordinal);

        await PublishAsync(clone, _first, image, "--allow-older");
        Assert.Equal(_first, await RevisionAsync(clone, $"{image}:latest"));
    }

    [Fact]
    public async Task Slower_than_the_build_of_the_next_commit()
    {
        var server = await SharedRegistry.OpenAsync();
        var image = $"{server.Root}/acme/slow";
        using var slow = _origin.Clone();
        var second = _origin.Commit("Second", "app.txt");
        using var fast = _origin.Clone();
        await PublishAsync(fast, second, image);

        var result = await PublishAsync(slow, _first, image);

        Assert.Equal([$"{image}:{_first[..7]}"], result.Lines.Select(line => line.Split(' ')[0]));
        Assert.Equal(second, await RevisionAsync(fast, $"{image}:main"));
    }

    [Fact]
    public async Task A_branch_that_was_pushed_anew_moves_its_tag()
    {
        var server = await SharedRegistry.OpenAsync();
        var image = $"{server.Root}/acme/anew";
        _origin.Commit("Second", "app.txt");
        using (var before = _origin.Clone())
            await PublishAsync(before, before.Head, image);
        _origin.Run("reset", "--quiet", "--hard", _first);
        var anew = _origin.Commit("Second, once more", "app.txt", GitRepository.Start.AddHours(1));
        using var after = _origin.Clone();

        await PublishAsync(after, anew, image);

        Assert.Equal(anew, await RevisionAsync(after, $"{image}:main"));
    }

    [Fact]
    public async Task A_plan_says_so_and_is_carried_out_as_it_was_made()
    {
        var second = _origin.Commit("Second", "app.txt");
        using var clone = _origin.Clone();
        await PublishAsync(clone, second, "app");
        clone.Checkout(_first);
        var world = World(clone, _first);

        var plan = await world.SucceedAsync("plan", $"files:{_files["out"]}", "--image", "app", "--tags", "branch,sha", "--allow-older", "--output", "json");
        await File.WriteAllTextAsync(_files["plan.json"], plan.Output);
        await world.SucceedAsync("publish", "--from-plan", _files["plan.json"]);

        Assert.Equal(_first, await RevisionAsync(clone, "oci:artifacts/images/app:main"));
        Assert.Contains("\"allowOlder\": true", plan.Output, StringComparison.Ordinal);
    }

    private static CommandWorld World(GitRepository clone, string commit) => new(clone.Path)
    {
        Environment = { ["GITHUB_ACTIONS"] = "true", ["GITHUB_EVENT_NAME"] = "push", ["GITHUB_REF"] = "refs/heads/main", ["GITHUB_SHA"] = commit },
    };

    private async Task<CommandResult> PublishAsync(GitRepository clone, string commit, string image, params string[] more) =>
        await World(clone, commit).SucceedAsync(["publish", $"files:{_files["out"]}", "--image", image, "--tags", "latest,edge,branch,sha", .. more]);

    private static async Task<string> RevisionAsync(GitRepository clone, string image)
    {
        var config = await new CommandWorld(clone.Path).SucceedAsync("inspect", image, "--output", "json");
        return JsonDocument.Parse(config.Output).RootElement.GetProperty("labels").GetProperty(ImageLabels.Revision).GetString()!;
    }
}
