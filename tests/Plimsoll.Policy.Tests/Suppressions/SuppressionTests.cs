using Plimsoll.Oci;
using Plimsoll.Policy.Checking;
using Plimsoll.Policy.Suppressions;

namespace Plimsoll.Policy.Tests.Suppressions;

public class SuppressionTests
{
    private const string Head = "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n";

    private static readonly CheckOptions Today = new() { Today = new DateOnly(2026, 6, 1) };

    /// <summary>Findings as <c>rule@line</c>, in brackets where they do not count.</summary>
    private static async Task<string> CheckAsync(string file, string content, ImagePolicy? policy = null, CheckOptions? options = null, params string[] paths)
    {
        using var deployment = new Deployment().With(file, content);
        var result = await PolicyChecker.CheckAsync(paths, policy ?? ImagePolicy.Default, deployment.Path, options ?? Today);
        return string.Join(" ", result.Findings.OrderByDescending(finding => finding.Span.File == "plimsoll.yml").ThenBy(finding => finding.Span.StartLine).Select(finding => finding.Suppression is null ? $"{finding.Rule}@{finding.Span.StartLine}" : $"[{finding.Rule}@{finding.Span.StartLine}]"));
    }

    [Theory]
    [InlineData("  - image: a  # plimsoll:ignore missing-tag old, goes away with #12\n", "[missing-tag@5]")]
    [InlineData("  - image: a  # plimsoll:ignore old\n", "[missing-tag@5]")]
    [InlineData("  # plimsoll:ignore missing-tag old\n  - image: a\n", "[missing-tag@6]")]
    [InlineData("  # plimsoll:ignore missing-tag old\n\n  # another comment\n  - image: a\n", "[missing-tag@8]")]
    [InlineData("  # plimsoll:ignore missing-tag,mutable-tag old\n  - image: a:latest\n", "[mutable-tag@6]")]
    [InlineData("  # plimsoll:ignore missing-tag until=2026-06-01 old\n  - image: a\n", "[missing-tag@6]")]
    [InlineData("  # plimsoll:ignore missing-tag until=2026-05-31 old\n  - image: a\n", "expired-exception@5 missing-tag@6")]
    [InlineData("  # plimsoll:ignore mutable-tag old\n  - image: a\n", "unused-exception@5 missing-tag@6")]
    [InlineData("  # plimsoll:ignore missing-tag old\n  - image: a:1.2.3\n", "unused-exception@5")]
    [InlineData("  # plimsoll:ignore missing-tag\n  - image: a\n", "unexplained-suppression@5 [missing-tag@6]")]
    [InlineData("  # plimsoll:ignore\n  - image: a\n", "unexplained-suppression@5 [missing-tag@6]")]
    [InlineData("  # plimsoll:ignore missing-tag old\n  - image: a:1.2.3\n  - image: b\n", "unused-exception@5 missing-tag@7")]
    [InlineData("  - image: a  # plimsoll:ignored missing-tag old\n", "missing-tag@5 invalid-suppression@5")]
    [InlineData("  - image: a  # see plimsoll:ignore missing-tag old\n", "missing-tag@5")]
    [InlineData("  - name: plimsoll:ignore missing-tag old\n    image: a\n", "missing-tag@6")]
    [InlineData("  - name: x#plimsoll:ignore missing-tag old\n    image: a\n", "missing-tag@6")]
    public async Task A_comment_takes_back_what_its_line_or_the_next_is_blamed_for(string body, string expected)
    {
        Assert.Equal(expected, await CheckAsync("pod.yaml", Head + body));
        Assert.Equal(expected, await CheckAsync("pod.yaml", (Head + body).Replace("\n", "\r\n", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_dockerfile_has_its_comments_above_the_instruction() =>
        Assert.Equal("[missing-tag@2] missing-tag@3", await CheckAsync("Dockerfile", "# plimsoll:ignore missing-tag built nightly on purpose\nFROM alpine\nFROM debian\n"));

    [Fact]
    public async Task The_reason_is_kept()
    {
        using var deployment = new Deployment().With("pod.yaml", Head + "  - image: a  # plimsoll:ignore missing-tag until=2027-01-01 - waits for  team b\n");

        var finding = Assert.Single((await PolicyChecker.CheckAsync([], ImagePolicy.Default, deployment.Path, Today)).Findings);

        Assert.Equal(new Suppression(SuppressionKind.InSource, "waits for team b"), finding.Suppression);
    }

    [Theory]
    [InlineData("redis:7", "", "", "[mutable-tag@3]")]
    [InlineData("docker.io/library/redis:7", "mutable-tag", "", "[mutable-tag@3]")]
    [InlineData("docker.io/library/*", "", "", "[mutable-tag@3]")]
    [InlineData("redis:7", "missing-tag", "", "unused-exception@9 mutable-tag@3")]
    [InlineData("postgres:*", "", "", "unused-exception@9 mutable-tag@3")]
    [InlineData("redis:7", "", "2026-05-31", "expired-exception@9 mutable-tag@3")]
    [InlineData("redis:7", "", "2026-06-01", "[mutable-tag@3]")]
    public async Task An_exception_lets_an_image_through_until_its_day(string image, string rule, string until, string expected)
    {
        var policy = ImagePolicy.Default with
        {
            Profile = PolicyProfile.Floating,
            Suppressions =
            [
                new ImageSuppression(image, "why")
                {
                    Rules = rule.Length == 0 ? [] : [rule],
                    Until = until.Length == 0 ? null : DateOnly.ParseExact(until, "yyyy-MM-dd"),
                    Owner = "team-db",
                    Span = new SourceSpan("plimsoll.yml", 9, 7, 9, 7),
                },
            ],
        };

        Assert.Equal(expected, await CheckAsync("pod.yaml", "apiVersion: v1\nkind: Pod\nspec: {containers: [{image: redis:7}]}\n", policy));
    }

    [Fact]
    public async Task An_exception_holds_below_its_paths_only()
    {
        var policy = ImagePolicy.Default with { Suppressions = [new ImageSuppression("a", "why") { Paths = ["deploy/db/**"] }] };

        Assert.Equal("[missing-tag@5]", await CheckAsync("deploy/db/pod.yaml", Head + "  - image: a\n", policy));
        Assert.Equal("unused-exception@1 missing-tag@5", await CheckAsync("deploy/web/pod.yaml", Head + "  - image: a\n", policy));
    }

    [Fact]
    public async Task Whether_an_exception_is_needed_is_not_judged_by_a_part_of_the_repository()
    {
        var policy = ImagePolicy.Default with { Suppressions = [new ImageSuppression("other", "why")] };

        Assert.Equal("missing-tag@5", await CheckAsync("deploy/pod.yaml", Head + "  - image: a\n", policy, paths: "deploy"));
    }

    [Fact]
    public async Task A_baseline_takes_back_what_was_there_wherever_its_line_went()
    {
        using var before = new Deployment().With("pod.yaml", Head + "  - image: a\n  - image: a\n");
        var known = (await PolicyChecker.CheckAsync([], ImagePolicy.Default, before.Path)).Findings.Select(finding => finding.Fingerprint).ToHashSet();

        Assert.Equal(2, known.Count);
        Assert.All(known, fingerprint => Assert.Matches("^[0-9a-f]{32}\\z", fingerprint));
        Assert.Equal(
            "[missing-tag@7] [missing-tag@8] missing-tag@9 missing-tag@10",
            await CheckAsync("pod.yaml", "# new\n# lines\n" + Head + "  - image: a\n  - image: a\n  - image: a\n  - image: b\n", options: Today with { Baseline = known }));
    }

    [Fact]
    public async Task A_baseline_is_read_as_it_was_written_and_keeps_comments_out()
    {
        using var deployment = new Deployment().With("pod.yaml", Head + "  - image: a\n  - image: b # plimsoll:ignore missing-tag why\n");
        var result = await PolicyChecker.CheckAsync([], ImagePolicy.Default, deployment.Path, Today);
        using (var file = File.Create(Path.Combine(deployment.Path, "baseline.json")))
            await Baseline.WriteAsync(result, file);

        var read = await Baseline.ReadAsync(Path.Combine(deployment.Path, "baseline.json"));

        Assert.Equal([result.Findings[0].Fingerprint], read);
        Assert.False((await PolicyChecker.CheckAsync([], ImagePolicy.Default, deployment.Path, Today with { Baseline = read })).HasErrors);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"schemaVersion\": 2, \"findings\": []}")]
    [InlineData("{\"schemaVersion\": 1, \"findings\": [1]}")]
    [InlineData("{\"schemaVersion\": 1, \"findings\": [{\"fingerprint\": 1}]}")]
    public async Task What_is_no_baseline_is_refused(string content)
    {
        using var deployment = new Deployment().With("baseline.json", content);

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => Baseline.ReadAsync(Path.Combine(deployment.Path, "baseline.json")));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
    }
}
