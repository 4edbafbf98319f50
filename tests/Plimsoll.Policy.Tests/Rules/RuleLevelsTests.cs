using Plimsoll.Policy.Rules;
using Plimsoll.Tags;

namespace Plimsoll.Policy.Tests.Rules;

public class RuleLevelsTests
{
    private static string Pod(string image) => $"apiVersion: v1\nkind: Pod\nspec: {{containers: [{{image: {image}}}]}}\n";

    private static SeverityLevels Levels(params (string Rule, Severity? Severity)[] levels) =>
        new() { ByRule = levels.ToDictionary(level => level.Rule, level => level.Severity) };

    private static async Task<string> CheckAsync(string file, string image, ImagePolicy policy)
    {
        using var deployment = new Deployment().With(file, Pod(image));
        return string.Join(" ", (await deployment.CheckAsync(policy)).Findings.Select(finding => $"{finding.Rule}:{finding.Severity}"));
    }

    [Theory]
    [InlineData("a:latest", "mutable-tag:Error")]
    [InlineData("a:1.2.3", "missing-digest:Warning")]
    [InlineData("a", "missing-tag:Error")]
    [InlineData("a:1.2.3@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "")]
    public async Task A_rule_that_is_given_a_weight_joins_in_and_the_weightiest_has_the_word(string image, string expected) =>
        Assert.Equal(expected, await CheckAsync("x.yaml", image, ImagePolicy.Default with { Levels = Levels((RuleNames.MissingDigest, Severity.Warning)) }));

    [Fact]
    public async Task A_rule_is_switched_off() =>
        Assert.Equal("", await CheckAsync("x.yaml", "a:latest", ImagePolicy.Default with { Levels = Levels((RuleNames.MutableTag, null)) }));

    [Theory]
    [InlineData("prod/x.yaml", "missing-digest:Error")]
    [InlineData("test/x.yaml", "missing-digest:Note")]
    [InlineData("both/x.yaml", "missing-digest:Error")]
    [InlineData("x.yaml", "missing-digest:Warning")]
    public async Task An_environment_has_weights_of_its_own_and_the_stricter_of_two_holds(string file, string expected)
    {
        var policy = new ImagePolicy
        {
            Levels = Levels((RuleNames.MissingDigest, Severity.Warning)),
            Environments =
            [
                new EnvironmentPaths("production", true, ["prod/**", "both/**"]) { Levels = Levels((RuleNames.MissingDigest, Severity.Error)) },
                new EnvironmentPaths("test", false, ["test/**", "both/**"]) { Levels = Levels((RuleNames.MissingDigest, Severity.Note)) },
            ],
        };

        Assert.Equal(expected, await CheckAsync(file, "a:1.2.3", policy));
    }

    [Theory]
    [InlineData("main", "deploy/x.yaml", "mutable-tag:Error")]
    [InlineData("release/2", "deploy/x.yaml", "mutable-tag:Error")]
    [InlineData("topic", "deploy/x.yaml", "")]
    [InlineData(null, "deploy/x.yaml", "mutable-tag:Error")]
    [InlineData("main", "other/x.yaml", "")]
    public async Task An_environment_counts_on_its_branches_and_where_nobody_knows_the_branch(string? branch, string file, string expected)
    {
        var policy = new ImagePolicy { Branch = branch, Environments = [new EnvironmentPaths("production", true, ["deploy/**"]) { Branches = ["main", "release/*"] }] };

        Assert.Equal(expected, await CheckAsync(file, "a:2", policy));
    }

    [Theory]
    [InlineData("main", "mutable-tag:Error")]
    [InlineData("topic", "")]
    public async Task An_environment_without_paths_has_all_files_of_its_branches(string branch, string expected) =>
        Assert.Equal(expected, await CheckAsync("x.yaml", "a:2", new ImagePolicy { Branch = branch, Environments = [new EnvironmentPaths("production", true, []) { Branches = ["main"] }] }));

    [Theory]
    [InlineData("ghcr.io/acme/app:1.2.3", "")]
    [InlineData("ghcr.io/acme/app/sub:1.2.3", "")]
    [InlineData("ghcr.io/acme-evil/app:1.2.3", "unknown-registry:Error")]
    [InlineData("ghcr.io/other/app:1.2.3", "unknown-registry:Error")]
    [InlineData("nginx:1.2.3", "unknown-registry:Error")]
    [InlineData("registry.acme.example/x:1.2.3", "")]
    [InlineData("registry.acme.example.evil/x:1.2.3", "unknown-registry:Error")]
    [InlineData("registry.acme.example:5000/x:1.2.3", "unknown-registry:Error")]
    [InlineData("ghcr.io/other/app:latest", "mutable-tag:Error unknown-registry:Error")]
    [InlineData("'${REGISTRY}/app:1.2.3'", "")]
    public async Task Images_come_from_the_places_that_are_allowed(string image, string expected) =>
        Assert.Equal(expected, await CheckAsync("x.yaml", image, ImagePolicy.Default with { Registries = ["ghcr.io/acme", "registry.acme.example"] }));

    [Theory]
    [InlineData("a:2", "mutable-tag:Error")]
    [InlineData("a:2@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "mutable-tag:Error")]
    [InlineData("a:2.0.1@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "")]
    [InlineData("a@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "")]
    public async Task A_digest_need_not_waive_a_tag_that_moves(string image, string expected) =>
        Assert.Equal(expected, await CheckAsync("x.yaml", image, ImagePolicy.Default with { Profile = PolicyProfile.Floating, DigestWaivesTag = false }));

    [Fact]
    public void A_rule_that_is_no_error_refuses_no_publishing()
    {
        Assert.NotNull(MutableTagRule.CheckPlanned("latest", Mutability.Moving, "production", ImagePolicy.Default));
        Assert.Null(MutableTagRule.CheckPlanned("latest", Mutability.Moving, "production", ImagePolicy.Default with { Levels = Levels((RuleNames.MutableTag, Severity.Warning)) }));
        Assert.Null(MutableTagRule.CheckPlanned("latest", Mutability.Moving, "live", ImagePolicy.Default with
        {
            Environments = [new EnvironmentPaths("live", true, []) { Levels = Levels((RuleNames.MutableTag, null)) }],
        }));
    }

    [Fact]
    public async Task A_rule_about_files_is_weighed_and_switched_off_too()
    {
        using var deployment = new Deployment().With("x.yaml", "kind: Pod\nspec: {containers: [image]\n");

        async Task<string> RulesAsync(Severity? severity) =>
            string.Join(" ", (await deployment.CheckAsync(ImagePolicy.Default with { Levels = Levels((RuleNames.UnreadableFile, severity)) })).Findings.Select(finding => $"{finding.Rule}:{finding.Severity}"));

        Assert.Equal("unreadable-file:Error", await RulesAsync(Severity.Error));
        Assert.Equal("", await RulesAsync(null));
    }

    [Fact]
    public async Task A_text_that_is_far_too_long_for_an_image_is_not_repeated_in_full()
    {
        using var deployment = new Deployment().With("x.yaml", Pod("a:" + new string('x', 100_000)));

        Assert.InRange(Assert.Single((await deployment.CheckAsync()).Findings).Message.Length, 500, 1200);
    }
}
