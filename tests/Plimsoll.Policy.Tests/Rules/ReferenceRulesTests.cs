using Plimsoll.Oci;
using Plimsoll.Policy.Checking;
using Plimsoll.Policy.Rules;
using Plimsoll.Tags;

namespace Plimsoll.Policy.Tests.Rules;

public class ReferenceRulesTests
{
    private const string Digest = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    // Columns: reference, rule under tag, floating, digest ("" passes).
    public static TheoryData<string, string, string, string> References { get; } = new()
    {
        { "nginx", "missing-tag", "missing-tag", "missing-tag" },
        { "reg:5000/nginx", "missing-tag", "missing-tag", "missing-tag" },
        { "localhost/nginx", "missing-tag", "missing-tag", "missing-tag" },
        { "[::1]:5000/nginx", "missing-tag", "missing-tag", "missing-tag" },
        { "nginx:latest", "mutable-tag", "mutable-tag", "missing-digest" },
        { "nginx:LATEST", "mutable-tag", "mutable-tag", "missing-digest" },
        { "reg:5000/nginx:latest", "mutable-tag", "mutable-tag", "missing-digest" },
        { "nginx:stable", "", "mutable-tag", "missing-digest" },
        { "python:3.12-slim", "", "mutable-tag", "missing-digest" },
        { "redis:7", "", "mutable-tag", "missing-digest" },
        { "debian:bookworm", "", "mutable-tag", "missing-digest" },
        { "app:main", "", "mutable-tag", "missing-digest" },
        { "nginx:latest-alpine", "", "mutable-tag", "missing-digest" },
        { "nginx:1.25.3-alpine", "", "", "missing-digest" },
        { "app:v2.1.0", "", "", "missing-digest" },
        { "app:2026-05-19", "", "", "missing-digest" },
        { "app:20260519", "", "", "missing-digest" },
        { "app:a1b2c3d", "", "", "missing-digest" },
        { "nginx@" + Digest, "", "", "" },
        { "nginx:latest@" + Digest, "", "", "" },
        { "reg:5000/a/b:stable@" + Digest, "", "", "" },
        { "nginx@latest", "invalid-reference", "invalid-reference", "invalid-reference" },
        { "Nginx:1.2.3", "invalid-reference", "invalid-reference", "invalid-reference" },
        { "nginx:", "invalid-reference", "invalid-reference", "invalid-reference" },
        { "$IMAGE", "unresolved", "unresolved", "unresolved" },
        { "$(IMAGE)", "unresolved", "unresolved", "unresolved" },
        { "nginx:${TAG}", "unresolved", "unresolved", "unresolved" },
        { "nginx:1.2.${PATCH}", "unresolved", "unresolved", "unresolved" },
        { "nginx@${DIGEST}", "unresolved", "unresolved", "unresolved" },
        { "nginx@sha256:${DIGEST}", "unresolved", "unresolved", "unresolved" },
        { "${PREFIX}app", "unresolved", "unresolved", "unresolved" },
        { "$IMAGE:latest", "mutable-tag", "mutable-tag", "missing-digest" },
        { "$(IMAGE):latest", "mutable-tag", "mutable-tag", "missing-digest" },
        { "${REGISTRY}/app", "missing-tag", "missing-tag", "missing-tag" },
        { "${REGISTRY}/app:latest", "mutable-tag", "mutable-tag", "missing-digest" },
        { "${REGISTRY}/app:1.2.3", "", "", "missing-digest" },
        { "{{ .Values.registry }}/app:latest", "mutable-tag", "mutable-tag", "missing-digest" },
        { "{{ .Values.image }}", "unresolved", "unresolved", "unresolved" },
        { "${IMAGE}@" + Digest, "", "", "" },
        { "x:${TAG:-latest}", "mutable-tag", "mutable-tag", "missing-digest" },
        { "x:${TAG-latest}", "mutable-tag", "mutable-tag", "missing-digest" },
        { "${IMAGE:-nginx:latest}", "mutable-tag", "mutable-tag", "missing-digest" },
        { "x:${A:-${B:-latest}}", "mutable-tag", "mutable-tag", "missing-digest" },
        { "x:${TAG:-1.2.3}", "", "", "missing-digest" },
    };

    [Theory]
    [MemberData(nameof(References))]
    public async Task A_reference_is_judged_by_the_profile_at_its_exact_place(string image, string tag, string floating, string digest)
    {
        var manifest = $"apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: '{image}'\n";
        var place = $"@5:15-{15 + image.Length}";
        foreach (var (profile, rule) in new[] { (PolicyProfile.Tag, tag), (PolicyProfile.Floating, floating), (PolicyProfile.Digest, digest) })
            Assert.Equal(rule.Length == 0 ? "" : rule + place, await Deployment.FindingsAsync("pod.yaml", manifest, new ImagePolicy { Profile = profile }));
    }

    [Theory]
    [InlineData(UnresolvedHandling.Ignore, null, false)]
    [InlineData(UnresolvedHandling.Warn, Severity.Warning, false)]
    [InlineData(UnresolvedHandling.Fail, Severity.Error, true)]
    public async Task What_cannot_be_resolved_weighs_what_the_policy_says(UnresolvedHandling handling, Severity? severity, bool fails)
    {
        using var deployment = new Deployment().With("Dockerfile", "ARG V\nFROM nginx:$V\n");

        var result = await deployment.CheckAsync(new ImagePolicy { Unresolved = handling });

        Assert.Equal(severity, result.Findings.SingleOrDefault()?.Severity);
        Assert.Equal(fails, result.HasErrors);
        Assert.Equal(Verdict.Unresolved, Assert.Single(result.Images).Verdict);
    }

    [Theory]
    [InlineData("app:1.2.3-snapshot", "mutable-tag")]
    [InlineData("app:build-7", "")]
    [InlineData("app:build-7-snapshot", "mutable-tag")]
    [InlineData("app:stable", "mutable-tag")]
    public async Task Patterns_of_the_policy_win_over_the_look_of_a_tag(string image, string rule)
    {
        var policy = new ImagePolicy { Profile = PolicyProfile.Floating, MutableTags = ["*-snapshot"], ImmutableTags = ["build-*"] };

        Assert.Equal(rule.Length == 0 ? "" : $"{rule}@1:6-{6 + image.Length}", await Deployment.FindingsAsync("Dockerfile", $"FROM {image}", policy));
    }

    [Fact]
    public async Task A_tag_declared_mutable_is_refused_under_every_profile() =>
        Assert.Equal("mutable-tag@1:6-17", await Deployment.FindingsAsync("Dockerfile", "FROM app:nightly", new ImagePolicy { Profile = PolicyProfile.Tag, MutableTags = ["nightly"] }));

    [Theory]
    [InlineData("latest", Mutability.Moving, true)]
    [InlineData("2.1", Mutability.Moving, true)]
    [InlineData("staging", Mutability.Moving, true)]
    [InlineData("2026-05-19", Mutability.Moving, true)]
    [InlineData("Production", Mutability.Moving, true)]
    [InlineData("production", Mutability.Moving, false)]
    [InlineData("2.1.0", Mutability.Immutable, false)]
    [InlineData("a1b2c3d", Mutability.Immutable, false)]
    [InlineData("1.0.0-snapshot", Mutability.Immutable, true)]
    public void Production_publishes_what_cannot_move_and_its_own_pointer(string tag, Mutability mutability, bool isRefused)
    {
        var refusal = MutableTagRule.CheckPlanned(tag, mutability, "production", new ImagePolicy { MutableTags = ["*-snapshot"] });

        Assert.Equal(isRefused, refusal is not null);
        if (refusal is null)
            return;

        var exception = refusal.ToException();
        Assert.Equal(ErrorKind.Policy, exception.Kind);
        Assert.Contains($"'{tag}'", exception.Message, StringComparison.Ordinal);
        Assert.Contains(RuleNames.MutableTag, exception.Message, StringComparison.Ordinal);
        Assert.Contains("immutable tag", exception.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void An_environment_may_name_its_own_pointer_otherwise()
    {
        Assert.Null(MutableTagRule.CheckPlanned("live", Mutability.Moving, "production", ImagePolicy.Default, ownTag: "live"));
        Assert.NotNull(MutableTagRule.CheckPlanned("production", Mutability.Moving, "production", ImagePolicy.Default, ownTag: "live"));
    }
}
