using Plimsoll.Oci;
using Plimsoll.Publishing.Configuration;

namespace Plimsoll.Publishing.Tests.Configuration;

public class RetentionRulesTests
{
    [Fact]
    public void Rules_are_read_from_the_file()
    {
        var rules = ConfigurationFile.Parse("/work/plimsoll.yml", """
            retention:
              sha: 10
              date: [5, 90d]
              branch: open
              pull-request: open,7d
              dirty: 36h
              version: { prereleases: 4w }
              untagged: 14d
              branchTags: "feature-*"
              rollbackTargets: 3
            """).Retention;

        Assert.Equal(["sha=10", "date=5,90d", "branch=open", "pull-request=7d,open", "dirty=36h", "prerelease=28d"], rules.Rules.Select(rule => rule.ToString()));
        Assert.Equal(TimeSpan.FromDays(14), rules.Untagged);
        Assert.Equal(["feature-*"], rules.BranchTags);
        Assert.Equal(3, rules.RollbackTargets);
    }

    [Theory]
    [InlineData("retention: { sha: ten }", "'retention.sha': 'ten' does not say which 'sha' tags are kept")]
    [InlineData("retention: { sha: open }", "'retention.sha': Tags of the kind 'sha' have no branch or pull request that could be open")]
    [InlineData("retention: { date: [5, 6] }", "'retention.date': The rule for 'date' tags has a second number, 6")]
    [InlineData("retention: { untagged: 14 }", "'retention.untagged': '14' is not an age")]
    [InlineData("retention: { rollbackTargets: many }", "'retention.rollbackTargets' must be a number, not 'many'")]
    [InlineData("retention: { version: { stable: 30d } }", "unknown key 'retention.version.stable'")]
    [InlineData("retention: { release: 30d }", "unknown key 'retention.release'")]
    public void A_mistake_is_named_with_its_place(string text, string message)
    {
        var exception = Assert.Throws<PlimsollException>(() => ConfigurationFile.Parse("/work/plimsoll.yml", text));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Contains("plimsoll.yml:1:", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_given_counts_before_the_file_kind_by_kind()
    {
        var configured = new RetentionRules { Rules = RetentionRules.ParseAll(["sha=10", "date=90d"]), RollbackTargets = 3 };

        var rules = configured.OverriddenBy(new RetentionRules { Rules = RetentionRules.ParseAll(["sha=1", "sha=2d"]) });

        Assert.Equal(["sha=1,2d", "date=90d"], rules.Rules.Select(rule => rule.ToString()));
        Assert.Equal(3, rules.RollbackTargets);
    }

    [Theory]
    [InlineData("sha")]
    [InlineData("sha=")]
    [InlineData("=10")]
    [InlineData("release=10")]
    [InlineData("sha=-1")]
    [InlineData("sha=10m")]
    public void What_is_no_rule_is_refused(string line) => Assert.Equal(ErrorKind.Usage, Assert.Throws<PlimsollException>(() => RetentionRules.ParseAll([line])).Kind);

    [Theory]
    [InlineData("*")]
    [InlineData("*.*")]
    public void A_pattern_of_released_versions_must_say_which(string pattern) => Assert.Throws<PlimsollException>(() => RetentionRules.CheckRelease(pattern));
}
