using System.Text.Json;
using System.Text.RegularExpressions;
using Plimsoll.Publishing;
using Plimsoll.Testing;
using Snapshooter.Xunit;

namespace Plimsoll.Cli.Tests.Commands;

public sealed class SyncCommandTests : RegistryCommandTests
{
    private string Mirror => $"{Registry.Root}/mirror";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (var tag in new[] { "1.0.0", "1.1.0", "1.1.0-alpine", "2.0.0-rc.1", "latest" })
            await SmallImage.Create(tag).PushAsync(Repository, tag);
    }

    [Fact]
    public async Task A_plan_a_run_and_a_second_run_are_shown()
    {
        string[] line = ["sync", Image, $"{Mirror}/app", "--semver", "^1", "--exclude", "*-alpine", "--newest", "1"];

        var plan = await World.SucceedAsync([.. line, "--dry-run"]);
        var run = await World.SucceedAsync(line);
        var again = await World.SucceedAsync(line);
        var pruned = await World.SucceedAsync("sync", Image, $"{Mirror}/app", "--match", "1.0.0", "--prune");

        var shown = string.Join('\n', new[] { plan, run, again, pruned }.SelectMany(result => new[] { result.Output, result.Error }));
        Snapshot.Match(Regex.Replace(shown.Replace(Registry.Root, "REGISTRY", StringComparison.Ordinal), " {2,}", "  "));
        Assert.Null(await ResolveAsync("mirror/app:1.1.0"));
        Assert.NotNull(await ResolveAsync("mirror/app:1.0.0"));
    }

    [Fact]
    public async Task The_exit_code_of_a_plan_says_whether_something_would_change()
    {
        Assert.Equal(ExitCode.ChangesPending, (await World.RunAsync("sync", Image, $"{Mirror}/app", "--dry-run", "--detailed-exitcode")).ExitCode);
        await World.SucceedAsync("sync", Image, $"{Mirror}/app");
        Assert.Equal(ExitCode.Done, (await World.RunAsync("sync", Image, $"{Mirror}/app", "--dry-run", "--detailed-exitcode")).ExitCode);
    }

    [Fact]
    public async Task A_conflict_is_reported_after_everything_else_is_done()
    {
        await SmallImage.Create("another").PushAsync(RepositoryOf("mirror/app"), "1.0.0");

        var result = await World.RunAsync("sync", Image, $"{Mirror}/app", "--output", "json");

        Assert.Equal(ExitCode.TagConflict, result.ExitCode);
        Assert.Contains("mutableTags", result.Error, StringComparison.Ordinal);
        var tags = JsonDocument.Parse(result.Output).RootElement.GetProperty("repositories")[0].GetProperty("tags").EnumerateArray().ToList();
        Assert.Equal(["1.0.0 conflict", "1.1.0 create", "1.1.0-alpine create", "2.0.0-rc.1 create", "latest create"], tags.Select(tag => $"{tag.GetProperty("tag")} {tag.GetProperty("action")}"));
        Assert.NotNull(await ResolveAsync("mirror/app:latest"));
    }

    [Fact]
    public async Task The_tag_of_an_environment_keeps_to_its_rules()
    {
        await SmallImage.Create("deployed").PushAsync(Repository, "production");
        Git.Write("plimsoll.yml", $"image: mirror/app\nregistry: {Registry.Root}\nenvironments: {{ production: {{}} }}\n");

        var result = await World.RunAsync("sync", Image, $"{Mirror}/app", "--match", "production", "--match", "1.0.0");

        Assert.Equal(ExitCode.PolicyViolation, result.ExitCode);
        Assert.Null(await ResolveAsync("mirror/app:production"));
        Assert.NotNull(await ResolveAsync("mirror/app:1.0.0"));
    }

    [Theory]
    [InlineData("plimsoll.yml", "sync: { from: REG, to: REG/mirror, repositories: [{ name: acme/app, tags: { match: latest } }] }")]
    [InlineData("mirror.yml", "from: REG\nto: REG/mirror\nrepositories: [{ name: acme/app, tags: latest }]\n")]
    public async Task A_file_lists_repositories(string file, string text)
    {
        Git.Write(file, text.Replace("REG", Registry.Root, StringComparison.Ordinal));

        await World.SucceedAsync(file == "plimsoll.yml" ? ["sync"] : ["sync", file]);

        Assert.NotNull(await ResolveAsync("mirror/acme/app:latest"));
        Assert.Null(await ResolveAsync("mirror/acme/app:1.0.0"));
    }

    [Theory]
    [InlineData("has no section 'sync'")]
    [InlineData("'mirror.yml' is not a file", "mirror.yml")]
    [InlineData("--newest requires SOURCE and DESTINATION", "--newest", "3")]
    [InlineData("--newest 0 is not a number from 1", "a/b", "c/d", "--newest", "0")]
    [InlineData("'latest' is not a version range", "a/b", "c/d", "--semver", "latest")]
    [InlineData("'3m' is not a valid value for --age", "a/b", "c/d", "--age", "3m")]
    [InlineData("'a/b:1' is an image, not a repository", "a/b:1", "c/d")]
    [InlineData("neither a repository of a registry nor an OCI layout", "a/b", "docker-archive:app.tar")]
    [InlineData("--detailed-exitcode requires a plan", "a/b", "c/d", "--detailed-exitcode")]
    public async Task A_line_that_says_too_little_or_nonsense_is_refused(string expected, params string[] arguments) =>
        Assert.Contains(expected, await World.FailAsync(ExitCode.Usage, ["sync", .. arguments]), StringComparison.Ordinal);

    [Fact]
    public async Task An_empty_source_needs_a_confirmation_that_the_advice_names()
    {
        await World.SucceedAsync("sync", Image, $"{Mirror}/app");

        var refused = await World.RunAsync("sync", Image, $"{Mirror}/app", "--match", "typo", "--prune");
        await World.SucceedAsync("sync", Image, $"{Mirror}/app", "--match", "typo", "--prune", "--allow-empty");

        Assert.Equal(ExitCode.Usage, refused.ExitCode);
        Assert.Contains("--allow-empty", refused.Error, StringComparison.Ordinal);
        Assert.Null(await ResolveAsync("mirror/app:latest"));
    }
}
