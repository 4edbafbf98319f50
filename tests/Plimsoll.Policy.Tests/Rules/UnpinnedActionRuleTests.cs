using Plimsoll.Policy.Checking;
using Plimsoll.Policy.Rules;
using Plimsoll.Policy.Suppressions;
using Plimsoll.Policy.Tests.Pinning;

namespace Plimsoll.Policy.Tests.Rules;

/// <summary>The rule about actions is a rule like any other.</summary>
public class UnpinnedActionRuleTests
{
    private const string File = ".github/workflows/x.yml";
    private const string Head = "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n";

    private static SeverityLevels Level(Severity? severity) => new() { ByRule = new Dictionary<string, Severity?> { [RuleNames.UnpinnedAction] = severity } };

    private static Task<CheckResult> CheckAsync(Deployment deployment, CheckOptions? options = null, ImagePolicy? policy = null) =>
        PolicyChecker.CheckAsync([], policy ?? ActionProof.Policy, deployment.Path, options);

    [Theory]
    [InlineData("a/b@v1", "'a/b@v1' refers to 'v1', a tag or a branch, which can move to other code.", "Use a whole commit, with the version in a comment: a/b@COMMIT # v1 ('plimsoll pin' does this).")]
    [InlineData("a/b/c@08c6903", "'a/b/c@08c6903' has an abbreviated commit, '08c6903', which a tag or a branch can also be named.", "Use a whole commit, with the version in a comment: a/b/c@COMMIT # VERSION ('plimsoll pin' does this).")]
    [InlineData("b@v1", "'b@v1' names no commit, and is not a reference to an action that GitHub accepts.", "Write it as OWNER/REPOSITORY[/PATH]@COMMIT.")]
    [InlineData("a/b@${{ x }}", "'a/b@${{ x }}' cannot be resolved: an expression puts a part of it in, which GitHub does not accept behind 'uses'.", "Write the action and its commit as they are.")]
    public async Task A_finding_says_what_is_wrong_and_what_to_write(string action, string message, string advice)
    {
        using var deployment = new Deployment().With(File, $"{Head}    - uses: {action}\n");

        var finding = Assert.Single((await CheckAsync(deployment)).Findings);

        Assert.Equal((message, advice, action), (finding.Message, finding.Advice, finding.Image));
        Assert.Equal($"    - uses: {action}", finding.Excerpt!.Text);
    }

    [Fact]
    public async Task Environments_set_its_severity()
    {
        using var deployment = new Deployment().With("live/x.yml", $"{Head}    - uses: a/b@v1\n").With("a.yml", $"{Head}    - uses: a/b@v1\n").With("off/x.yml", $"{Head}    - uses: a/b@${{{{ x }}}}\n    - uses: a/b@v1\n");
        var policy = ImagePolicy.Default with
        {
            Levels = Level(Severity.Note),
            Environments = [new EnvironmentPaths("live", true, ["live/**"]) { Levels = Level(Severity.Error) }, new EnvironmentPaths("off", false, ["off/**"]) { Levels = Level(null) }],
        };

        Assert.Equal([("live/x.yml", Severity.Error), ("a.yml", Severity.Note)], (await CheckAsync(deployment, policy: policy)).Findings.Select(finding => (finding.Span.File, finding.Severity)));
        Assert.Equal(["live/x.yml"], (await CheckAsync(deployment, policy: policy with { Levels = SeverityLevels.Default })).Findings.Select(finding => finding.Span.File));
        Assert.Empty((await CheckAsync(deployment, policy: ImagePolicy.Default with { Levels = Level(null) })).Findings);
    }

    [Theory]
    [InlineData(UnresolvedHandling.Ignore, "")]
    [InlineData(UnresolvedHandling.Warn, "unresolved Warning")]
    [InlineData(UnresolvedHandling.Fail, "unresolved Error")]
    public async Task An_expression_is_treated_as_the_policy_treats_what_is_unresolved(UnresolvedHandling handling, string expected)
    {
        using var deployment = new Deployment().With(File, $"{Head}    - uses: a/b@${{{{ x }}}}\n");
        Assert.Equal(expected, string.Join(" ", (await CheckAsync(deployment, policy: ActionProof.Policy with { Unresolved = handling })).Findings.Select(finding => $"{finding.Rule} {finding.Severity}")));
    }

    [Fact]
    public async Task Comments_exceptions_and_the_baseline_suppress_it()
    {
        using var deployment = new Deployment().With(File,
            $"{Head}    - uses: a/b@v1 # plimsoll:ignore unpinned-action ours\n    # plimsoll:ignore unpinned-action ours\n    - uses: c/d@v1\n    - uses: e/f@v1\n    - uses: g/h@v1\n    - uses: i/j@v1 # plimsoll:ignore missing-tag another rule\n");
        var policy = ActionProof.Policy with { Suppressions = [new ImageSuppression("e/*", "ours") { Rules = [RuleNames.UnpinnedAction] }, new ImageSuppression("k/l", "gone")] };

        var first = (await CheckAsync(deployment, policy: policy)).Findings;

        Assert.Equal(
            [("a/b@v1", SuppressionKind.InSource), ("c/d@v1", SuppressionKind.InSource), ("e/f@v1", SuppressionKind.Policy), ("g/h@v1", null), ("i/j@v1", null)],
            first.Where(finding => finding.Rule == RuleNames.UnpinnedAction).Select(finding => (finding.Image, finding.Suppression?.Kind)).Order());
        Assert.Equal(2, first.Count(finding => finding.Rule == RuleNames.UnusedException));

        var baseline = first.Single(finding => finding.Image == "g/h@v1").Fingerprint;
        Assert.Equal(SuppressionKind.Baseline, (await CheckAsync(deployment, new CheckOptions { Baseline = new HashSet<string> { baseline } }, policy)).Findings.Single(finding => finding.Image == "g/h@v1").Suppression?.Kind);
    }

    [Fact]
    public async Task Only_what_a_change_adds_counts()
    {
        using var deployment = new Deployment().With(File, $"{Head}    - uses: a/b@v2\n    - uses: c/d@v1\n    - uses: c/d@v1\n").With("other.yml", $"{Head}    - uses: a/b@v1\n");
        var before = System.Text.Encoding.UTF8.GetBytes($"{Head}    - uses: a/b@v1\n    - uses: c/d@v1\n");
        var earlier = new EarlierFiles(path => path.EndsWith("x.yml", StringComparison.Ordinal), path => path.EndsWith("x.yml", StringComparison.Ordinal) ? before : null);

        var findings = (await CheckAsync(deployment, new CheckOptions { Earlier = earlier, OnlyChanged = true, Scope = ChangedScope.Added })).Findings;

        Assert.Equal(["a/b@v2 Error", "c/d@v1 Error", "c/d@v1 Note"], findings.Select(finding => $"{finding.Image} {finding.Severity}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(".github/workflows/x.yml", true)]
    [InlineData("a/action.yml", true)]
    [InlineData("templates/x.yml", false)]
    public async Task Only_what_is_known_to_be_a_workflow_is_missed_where_it_cannot_be_read(string path, bool isMissed)
    {
        using var deployment = new Deployment().With(path, "jobs: @jobs@\nruns: { using: x }\nsteps: [{ uses: a/b@v1 }]\n");
        Assert.Equal(isMissed, (await CheckAsync(deployment)).Findings.Any(finding => finding.Rule == RuleNames.UnreadableFile));
    }

    [Fact]
    public async Task Without_the_rule_no_workflow_is_parsed_for_it()
    {
        using var deployment = new Deployment().With(File, $"{Head}    - uses: a/b@v1\n   broken: [\n");

        Assert.Empty((await CheckAsync(deployment, policy: ImagePolicy.Default)).Findings);
        Assert.Equal([RuleNames.UnreadableFile], (await CheckAsync(deployment)).Findings.Select(finding => finding.Rule).Distinct());
    }
}
