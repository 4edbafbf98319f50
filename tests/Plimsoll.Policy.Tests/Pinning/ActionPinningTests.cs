using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Policy.Pinning;
using Plimsoll.Policy.Rules;
using Plimsoll.Testing;

namespace Plimsoll.Policy.Tests.Pinning;

/// <summary>What pinning writes where a workflow uses an action.</summary>
public sealed class ActionPinningTests : IDisposable
{
    private const string One = "1111111111111111111111111111111111111111";
    private const string Two = "2222222222222222222222222222222222222222";
    private const string Three = "3333333333333333333333333333333333333333";
    private const string Head = "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n";

    private static readonly DateTimeOffset Now = new(2026, 5, 19, 0, 0, 0, TimeSpan.Zero);

    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Repositories whose references are known.</summary>
    private sealed class Known : IActionSource
    {
        public bool IsServerGiven { get; init; }

        public Task<ActionVersions> ListAsync(ActionReference action, CancellationToken cancellationToken) => action.Repository == "a/b"
            ? Task.FromResult(new ActionVersions(
                new Dictionary<string, string> { ["v1"] = Two, ["v1.0.0"] = One, ["v1.0.1"] = One, ["v1.2.0"] = Two, ["v2.0.0"] = Three, ["v2.0.0-rc.1"] = Three, ["both"] = One, ["same"] = One, ["nightly"] = Three },
                new Dictionary<string, string> { ["main"] = Three, ["both"] = Two, ["same"] = One, ["old"] = "4444444444444444444444444444444444444444" }))
            : throw PlimsollException.NotFound($"There is no {action.Repository}.");

        public Task<DateTimeOffset?> FindDateAsync(ActionReference action, string commit, CancellationToken cancellationToken) =>
            Task.FromResult<DateTimeOffset?>(commit switch { One => Now.AddDays(-10), Two => Now.AddDays(-1), _ => null });
    }

    private async Task<(string Text, PinPlan Plan)> PinAsync(string text, PinOptions? options = null, string file = ".github/workflows/x.yml", bool isServerGiven = false)
    {
        _folder.Write(file, text);
        var plan = await ActionProof.PlanAsync(_folder.Path, new Known { IsServerGiven = isServerGiven }, options);
        await plan.ApplyAsync();
        return (File.ReadAllText(_folder[file]), plan);
    }

    [Theory]
    [InlineData("a/b@v1", $"a/b@{Two} # v1")]
    [InlineData("a/b@v1 # why", $"a/b@{Two} # v1 # why")]
    [InlineData("'a/b@v1.0.0'\t# why", $"'a/b@{One}' # v1.0.0\t# why")]
    [InlineData("a/b/c/d@main", $"a/b/c/d@{Three} # main")]
    [InlineData("a/b@refs/tags/both", $"a/b@{One} # both")]
    [InlineData("a/b@refs/heads/both", $"a/b@{Two} # both")]
    [InlineData("a/b@same", $"a/b@{One} # same")]
    [InlineData("a/b@v1   ", $"a/b@{Two} # v1   ")]
    [InlineData("a/b@v1 # v1.2.0", $"a/b@{Two} # v1.2.0")]
    [InlineData("a/b@v1 # v1.0.0 was fine", $"a/b@{Two} # v1 was fine")]
    [InlineData("a/b@v1 # plimsoll:ignore unpinned-action why", $"a/b@{Two} # v1 # plimsoll:ignore unpinned-action why")]
    public async Task A_commit_takes_the_place_of_a_tag_and_the_tag_becomes_a_comment(string before, string after) =>
        Assert.Equal($"{Head}    - uses: {after}\n      with: {{x: y}}\n", (await PinAsync($"{Head}    - uses: {before}\n      with: {{x: y}}\n")).Text);

    [Theory]
    [InlineData("    - {uses: a/b@v1, with: {x: \"# y\"}} # why\n", $"    - {{uses: a/b@{Two}, with: {{x: \"# y\"}}}} # v1 # why\n")]
    [InlineData("    - uses: &x a/b@v1\n    - uses: *x\n", $"    - uses: &x a/b@{Two} # v1\n    - uses: *x\n")]
    [InlineData("    - uses: a/b@v1", $"    - uses: a/b@{Two} # v1")]
    [InlineData("    - {uses: a/b@v1,\n       if: x}\n", $"    - {{uses: a/b@{Two}, # v1\n       if: x}}\n")]
    public async Task The_comment_stands_at_the_end_of_the_line(string before, string after) =>
        Assert.Equal(Head + after, (await PinAsync(Head + before)).Text);

    [Theory]
    [InlineData("    - uses: a/b@none\n", "There is no tag or branch 'none' in a/b.", ErrorKind.NotFound)]
    [InlineData("    - uses: c/d@v1\n", "There is no c/d.", ErrorKind.NotFound)]
    [InlineData("    - uses: a/b@both\n", "Both a tag and a branch of a/b are named 'both', with different commits.", null)]
    [InlineData("    - uses: a/b@1111111\n", "There is no tag or branch '1111111' in a/b.", ErrorKind.NotFound)]
    [InlineData("    - uses: a/b@22222aa\n", "It is an abbreviated commit, which cannot be looked up: write the whole commit.", null)]
    [InlineData("    - uses: a/b@${{ x }}\n", "An expression puts a part of it in.", null)]
    [InlineData("    - uses: a/b\n", "It is not a valid reference to an action.", null)]
    [InlineData("    - {uses: a/b@v1, name: \"x\n        y\"}\n", "Its line has no place for a comment that names its version.", null)]
    [InlineData("    - {uses: a/b@v1, name: x\n        y}\n", "The edit would change another value of the file, too.", null)]
    [InlineData("    - uses: >-\n        a/b@v1\n", "The edit would change another value of the file, too.", null)]
    [InlineData("    - {env: {V: &v a/b@v1}, uses: *v}\n", "The edit would change another value of the file, too.", null)]
    [InlineData("    - uses: \"a/b\\x40v1\"\n", "It contains escapes or spans several lines.", null)]
    public async Task What_cannot_be_pinned_stays_with_the_reason(string steps, string reason, ErrorKind? failure)
    {
        var (text, plan) = await PinAsync(Head + steps);

        Assert.Equal(Head + steps, text);
        var skipped = Assert.Single(plan.Skipped);
        Assert.Equal((reason, failure), (skipped.Reason, skipped.Failure));
    }

    [Fact]
    public async Task Two_actions_on_a_line_have_no_place_for_two_comments()
    {
        var text = $"{Head}    - {{steps: x}}\n  b: {{runs-on: x, steps: [{{uses: a/b@v1}}, {{uses: a/b@main}}]}}\n";
        var (after, plan) = await PinAsync(text);

        Assert.Equal(text, after);
        Assert.All(plan.Skipped, skipped => Assert.StartsWith("Another action stands on its line", skipped.Reason, StringComparison.Ordinal));
        Assert.Equal(2, plan.Skipped.Count);
    }

    [Fact]
    public async Task One_that_cannot_be_written_keeps_no_other_from_it()
    {
        var (text, plan) = await PinAsync($"{Head}    - uses: >-\n        a/b@v1\n    - uses: a/b@v1\n");

        Assert.Equal($"{Head}    - uses: >-\n        a/b@v1\n    - uses: a/b@{Two} # v1\n", text);
        Assert.Single(plan.Skipped);
    }

    [Fact]
    public async Task Of_many_those_are_pinned_that_can_be()
    {
        var steps = Enumerable.Range(0, 40).Select(i => i % 13 == 5 ? "    - uses: >-\n        a/b@v1\n" : "    - uses: a/b@v1\n");
        var (text, plan) = await PinAsync(Head + string.Concat(steps));

        Assert.Equal((37, 3), (plan.Files[0].Actions.Count, plan.Skipped.Count));
        Assert.Equal(37, text.Split($"    - uses: a/b@{Two} # v1\n").Length - 1);
    }

    [Fact]
    public async Task Json_has_no_comments()
    {
        const string Text = "{\"on\": \"push\", \"jobs\": {\"a\": {\"runs-on\": \"x\", \"steps\": [{\"uses\": \"a/b@v1\"}]}}}";
        Assert.Equal(Text, (await PinAsync(Text, file: "x.json")).Text);
    }

    [Theory]
    [InlineData(PinUpdate.None, $"a/b@{One} # v1", $"a/b@{One} # v1")]
    [InlineData(PinUpdate.Digest, $"a/b@{One} # v1", $"a/b@{Two} # v1")]
    [InlineData(PinUpdate.Digest, $"a/b@{One} # v1 since May", $"a/b@{Two} # v1 since May")]
    [InlineData(PinUpdate.Digest, $"a/b@{One} # main", $"a/b@{Three} # main")]
    [InlineData(PinUpdate.Digest, $"a/b@{Two} # tag=v1.0.0", $"a/b@{One} # tag=v1.0.0")]
    [InlineData(PinUpdate.Digest, $"a/b@{One}", $"a/b@{One}")]
    [InlineData(PinUpdate.Digest, $"a/b@{One} # reviewed by x", $"a/b@{One} # reviewed by x")]
    [InlineData(PinUpdate.Patch, $"a/b@{Two} # v1.0.0", $"a/b@{One} # v1.0.1")]
    [InlineData(PinUpdate.Minor, $"a/b@{One} # v1.0.0", $"a/b@{Two} # v1.2.0")]
    [InlineData(PinUpdate.Major, $"a/b@{One} # v1.0.0", $"a/b@{Three} # v2.0.0")]
    [InlineData(PinUpdate.Major, "a/b@v1.0.0", $"a/b@{Three} # v2.0.0")]
    [InlineData(PinUpdate.Major, $"a/b@{One} # v1", $"a/b@{Two} # v1")]
    public async Task An_update_moves_the_commit_to_the_tag_in_the_comment(PinUpdate update, string before, string after) =>
        Assert.Equal($"{Head}    - uses: {after}\n", (await PinAsync($"{Head}    - uses: {before}\n", new PinOptions { Update = update })).Text);

    [Theory]
    [InlineData($"a/b@{One} # v3.0.0", ErrorKind.NotFound, "Its comment names 'v3.0.0', which is neither a tag nor a branch of a/b.")]
    [InlineData($"a/b@{One} # pinned", null, "Its comment names 'pinned', which is neither a tag nor a branch of a/b.")]
    [InlineData($"a/b@{One}", null, "No comment behind it names the tag that it is to be updated to.")]
    public async Task An_update_tells_what_it_cannot_follow(string action, ErrorKind? failure, string reason)
    {
        var skipped = Assert.Single((await PinAsync($"{Head}    - uses: {action}\n", new PinOptions { Update = PinUpdate.Digest })).Plan.Skipped);
        Assert.Equal((reason, failure), (skipped.Reason, skipped.Failure));
    }

    [Theory]
    [InlineData("a/b@v1", $"a/b@{Two} # v1.2.0")]
    [InlineData("a/b@main # why", $"a/b@{Three} # v2.0.0 # why")]
    [InlineData("a/b@v1.0.0", $"a/b@{One} # v1.0.0")]
    [InlineData($"a/b@{Two} # v1", $"a/b@{Two} # v1.2.0")]
    [InlineData($"a/b@{Two} # v1.2.0", $"a/b@{Two} # v1.2.0")]
    [InlineData($"a/b@{Two}", $"a/b@{Two}")]
    [InlineData($"a/b@{Two} # pinned", $"a/b@{Two} # pinned")]
    [InlineData($"a/b@{Two} # v1: why", $"a/b@{Two} # v1.2.0: why")]
    [InlineData("a/b@old", "a/b@old")]
    public async Task Narrowing_names_the_version_that_has_the_commit(string before, string after) =>
        Assert.Equal($"{Head}    - uses: {after}\n", (await PinAsync($"{Head}    - uses: {before}\n", new PinOptions { Narrow = true })).Text);

    [Theory]
    [InlineData("a/b@v1.0.0", null)]
    [InlineData("a/b@v1", "Its commit 2222222222222222222222222222222222222222 is younger than 3 days: first seen 2026-05-18 by the date of the commit.")]
    [InlineData("a/b@main", "Its commit 3333333333333333333333333333333333333333 is not written, as nothing tells how old it is.")]
    public async Task A_commit_that_is_too_young_is_not_written(string action, string? reason)
    {
        var (text, plan) = await PinAsync($"{Head}    - uses: {action}\n", new PinOptions { MinimumAge = TimeSpan.FromDays(3), Now = Now });

        Assert.Equal(reason, plan.Skipped.SingleOrDefault()?.Reason);
        Assert.Equal(reason is null, text != $"{Head}    - uses: {action}\n");
        Assert.Equal(reason is null ? Now.AddDays(-10) : null, plan.Files.SingleOrDefault()?.Actions[0].FirstSeen?.At);
    }

    [Fact]
    public async Task Where_the_server_is_a_setting_of_gitea_it_must_be_written_or_given()
    {
        const string Text = "jobs:\n  a:\n    steps:\n    - uses: a/b@v1\n    - uses: https://code.example.org/a/b@v1\n";
        var (text, plan) = await PinAsync(Text, file: ".gitea/workflows/x.yml");
        Assert.Equal($"jobs:\n  a:\n    steps:\n    - uses: a/b@v1\n    - uses: https://code.example.org/a/b@{Two} # v1\n", text);
        Assert.StartsWith("The server that runs the workflow decides", Assert.Single(plan.Skipped).Reason, StringComparison.Ordinal);

        Assert.Contains($"    - uses: a/b@{Two} # v1\n", (await PinAsync(Text, file: ".gitea/workflows/x.yml", isServerGiven: true)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_rule_says_in_which_files()
    {
        var text = $"{Head}    - uses: a/b@v1\n";
        _folder.Write(".github/workflows/x.yml", text);
        _folder.Write("live/x.yml", text);
        var policy = ImagePolicy.Default with { Environments = [new EnvironmentPaths("live", false, ["live/**"]) { Levels = ActionProof.Policy.Levels }] };
        var plan = await new PinPlanner(PinProof.Registry, new PinOptions { Actions = new ActionPinning(new Known()) { Policy = policy } }).PlanAsync([], _folder.Path);

        Assert.Equal("live/x.yml", Assert.Single(plan.Files).Path);
        Assert.Empty((await new PinPlanner(PinProof.Registry, new PinOptions()).PlanAsync([], _folder.Path)).Files);
        Assert.Equal(RuleNames.UnpinnedAction, Assert.Single((await PolicyChecker.CheckAsync([], policy, _folder.Path)).Findings).Rule);
    }

    [Fact]
    public async Task Images_and_actions_of_a_file_are_pinned_at_once()
    {
        using var deployment = new Deployment().With(".github/workflows/x.yml", "on: push\njobs:\n  a:\n    runs-on: x\n    container: node:20.1.0\n    steps:\n    - uses: a/b@v1\n    - uses: docker://alpine:3.20.3\n");
        var plan = await new PinPlanner(PinProof.Registry, new PinOptions { Actions = new ActionPinning(new Known()) }).PlanAsync([], deployment.Path);

        var pinned = Array.ConvertAll((string[])["node:20.1.0", "alpine:3.20.3"], image => $"{image}@{PinProof.DigestOf(ImageReference.Parse(image))}");
        var file = Assert.Single(plan.Files);
        Assert.Equal((2, 1), (file.Images.Count, file.Actions.Count));
        Assert.Equal(
            $"on: push\njobs:\n  a:\n    runs-on: x\n    container: {pinned[0]}\n    steps:\n    - uses: a/b@{Two} # v1\n    - uses: docker://{pinned[1]}\n",
            file.After);
        Assert.Equal(("a/b@v1", $"a/b@{Two} # v1"), (file.Actions[0].Before, file.Actions[0].After));
    }
}
