using Plimsoll.Oci;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Tags.Context;
using Plimsoll.Tags.Strategies;

namespace Plimsoll.Publishing.Tests.Configuration;

public class TagsSectionTests
{
    [Fact]
    public void Without_a_section_the_defaults_hold() =>
        Assert.Equal(["semver", "latest", "sha", "date", "environment"], Names("image: app"));

    [Fact]
    public void A_mapping_changes_the_defaults_and_adds_to_them() =>
        Assert.Equal(["branch", "environment", "latest", "pull-request", "raw", "raw", "semver", "sha"], Names("""
            tags:
              date: false
              sha: { prefix: sha- }
              branch: true
              pull-request:
              raw: [stable, { value: canary }]
            """).Order(StringComparer.Ordinal));

    [Fact]
    public void A_list_holds_the_rules_that_there_are() =>
        Assert.Equal(
            [new SemanticVersionStrategy(), new LatestStrategy { Mode = LatestMode.Branch }, new RawStrategy { Value = "x", Suffix = "-y" }],
            Read("""
                tags:
                  - semver
                  - latest: branch
                  - raw: { value: x, suffix: -y }
                """));

    [Fact]
    public void Every_option_is_read()
    {
        var strategies = Read("""
            tags:
              - semver: { full: false, minor: false, major: true, zeroMajor: true, buildMetadata: false, prefix: v }
              - pep440: { zeroMajor: true }
              - calver: { format: YYYY.0M.MICRO, timeZone: Europe/Berlin }
              - calver: YY.MM
              - match: { pattern: 'v(\d+)', group: 1 }
              - latest: { mode: never }
              - sha: { length: long }
              - sha: { length: 12 }
              - date: { format: yyyyMMdd, timeZone: Europe/Berlin, counter: true }
              - date: yyyy
              - environment
              - branch
              - pull-request: { prefix: mr- }
              - schedule: weekly
              - edge: { branch: next, value: tip }
            """);

        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        Assert.Equal(
            [
                new SemanticVersionStrategy { Full = false, Minor = false, ZeroMajor = true, BuildMetadata = false, Prefix = "v" },
                new Pep440Strategy { ZeroMajor = true },
                new CalendarVersionStrategy { Format = CalendarVersionFormat.Parse("YYYY.0M.MICRO"), Zone = berlin },
                new CalendarVersionStrategy { Format = CalendarVersionFormat.Parse("YY.MM") },
                new MatchStrategy { Pattern = @"v(\d+)", Group = "1" },
                new LatestStrategy { Mode = LatestMode.Never },
                new GitShaStrategy { Length = GitShaStrategy.WholeId },
                new GitShaStrategy { Length = 12 },
                new DateStrategy { Format = "yyyyMMdd", Zone = berlin, Counter = true },
                new DateStrategy { Format = "yyyy" },
                new EnvironmentStrategy(),
                new BranchStrategy(),
                new PullRequestStrategy { Prefix = "mr-" },
                new ScheduleStrategy { Value = "weekly" },
                new EdgeStrategy { Branch = "next", Value = "tip" },
            ],
            strategies);
    }

    [Fact]
    public void A_rule_can_be_limited()
    {
        var when = Assert.Single(Read("""
            tags:
              - raw: { value: stable, when: { branch: [main, "release/*"], tag: "v*", event: [push, pull-request], environment: staging, run: [tag, pull-request] } }
            """)).When;

        Assert.Equal(["main", "release/*"], when.Branches);
        Assert.Equal(["v*"], when.Tags);
        Assert.Equal([BuildEvent.Push, BuildEvent.PullRequest], when.Events);
        Assert.Equal(["staging"], when.Environments);
        Assert.Equal([RunKind.Tag, RunKind.PullRequest], when.Runs);
    }

    [Theory]
    [InlineData("tags: { shaa: true }", "plimsoll.yml:1:9: unknown key 'tags.shaa'")]
    [InlineData("tags: [shaa]", "plimsoll.yml:1:8: 'shaa' is not a tag strategy")]
    [InlineData("tags: [raw]", "plimsoll.yml:1:8: 'raw' has no default options")]
    [InlineData("tags: { raw: true, match: '(' }", "plimsoll.yml:1:27: '(' is not a valid regular expression")]
    [InlineData("tags: { match: { pattern: '$**' } }", "plimsoll.yml:1:27: '$**' is not a valid regular expression")]
    [InlineData("tags: { match: { pattern: v, group: 9 } }", "plimsoll.yml:1:27: 'v' has no group '9'")]
    [InlineData("tags: { match: { group: 1 } }", "plimsoll.yml:1:16: 'tags.match.pattern' is missing")]
    [InlineData("tags: { sha: { length: 3 } }", "plimsoll.yml:1:24: 'tags.sha.length' must be short, long or a number from 7 to 64, not '3'")]
    [InlineData("tags: { sha: { prefix: a/b } }", "plimsoll.yml:1:24: 'tags.sha.prefix' is 'a/b'")]
    [InlineData("tags: { sha: { prefix: -a } }", "plimsoll.yml:1:14: a tag cannot start with '-'")]
    [InlineData("tags: { sha: soft }", "plimsoll.yml:1:14: 'sha' must be true, false, or a mapping")]
    [InlineData("tags: { date: { timeZone: Mars/Olympus } }", "plimsoll.yml:1:27: the time zone 'Mars/Olympus' is not installed on this machine")]
    [InlineData("tags: { date: { format: '%' } }", "plimsoll.yml:1:25: '%' is not a valid date format")]
    [InlineData("tags: { calver: MM.DD }", "plimsoll.yml:1:17: 'MM.DD' is not a valid calendar version format")]
    [InlineData("tags: { branch: { when: { event: pushed } } }", "plimsoll.yml:1:34: 'tags.branch.when.event' must be of push, tag, pull-request, schedule, manual, not 'pushed'")]
    [InlineData("tags: { branch: { when: { branches: main } } }", "plimsoll.yml:1:27: unknown key 'tags.branch.when.branches'")]
    [InlineData("tags: { branch: { value: x } }", "plimsoll.yml:1:19: unknown key 'tags.branch.value'")]
    [InlineData("tags: { branch: { when: { run: push } } }", "plimsoll.yml:1:32: 'tags.branch.when.run' must be of branch, tag, pull-request, not 'push'")]
    public void A_mistake_is_named_with_line_and_column(string text, string message)
    {
        var exception = Assert.Throws<PlimsollException>(() => Read(text));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.StartsWith(message, exception.Message);
    }

    [Theory]
    [InlineData("tags:")]
    [InlineData("tags: ~")]
    [InlineData("tags: null")]
    public void Where_nothing_is_said_the_defaults_hold(string text) =>
        Assert.Equal(["semver", "latest", "sha", "date", "environment"], Names(text));

    [Fact]
    public void A_word_alone_is_a_strategy()
    {
        Assert.Equal([new LatestStrategy()], Read("tags: latest"));
        Assert.Equal([new SemanticVersionStrategy { Suffix = "" }], Read("tags: [semver: ~]"));
        Assert.Equal([new RawStrategy { Value = "null" }], Read("tags: [raw: 'null']"));
        Assert.Equal(["raw", "raw"], Names("tags: |\n  semver\n  stable"));
    }

    [Theory]
    [InlineData("tags: false", "plimsoll.yml:1:7: 'false' is not a tag strategy")]
    [InlineData("tags: raw", "plimsoll.yml:1:7: 'raw' has no default options")]
    [InlineData("tags: [raw: ~]", "plimsoll.yml:1:13: 'raw' has no default options")]
    [InlineData("tags: { match: }", "plimsoll.yml:1:16: 'match' has no default options")]
    [InlineData("tags: [raw: { value: ~ }]", "plimsoll.yml:1:22: 'tags[0].raw.value' must be a string")]
    [InlineData("tags: [raw: { value: x, when: { branch: ~ } }]", "plimsoll.yml:1:41: 'tags[0].raw.when.branch' must be a list of strings")]
    [InlineData("tags: [raw: { value: x, when: { branch: [main, ~] } }]", "plimsoll.yml:1:48: 'tags[0].raw.when.branch' must be a list of strings")]
    [InlineData("version: { tagPrefix: ~ }", "plimsoll.yml:1:23: 'version.tagPrefix' must be a string")]
    [InlineData("labels: { a: ~ }", "plimsoll.yml:1:14: 'labels.a' must be a string")]
    [InlineData("image: a\n---\nimage: b", "plimsoll.yml:3:1: there is a second document")]
    public void Nothing_is_no_text(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<PlimsollException>(() => Read(text)).Message);

    private static IReadOnlyList<TagStrategy> Read(string text) => ConfigurationFile.Parse("plimsoll.yml", text).Tags.Strategies;

    private static IEnumerable<string> Names(string text) => Read(text).Select(strategy => strategy.Name);
}
