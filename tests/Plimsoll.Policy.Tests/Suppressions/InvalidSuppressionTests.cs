namespace Plimsoll.Policy.Tests.Suppressions;

/// <summary>A comment that says something else than its author meant suppresses nothing, and is told.</summary>
public class InvalidSuppressionTests
{
    private static async Task<Finding[]> CheckAsync(string comment, string image = "alpine")
    {
        using var deployment = new Deployment().With("Dockerfile", $"{comment}\nFROM {image}\n");
        return [.. (await PolicyChecker.CheckAsync([], ImagePolicy.Default, deployment.Path, new CheckOptions { Today = new DateOnly(2026, 6, 1) })).Findings.OrderBy(finding => finding.Span.StartLine)];
    }

    [Theory]
    [InlineData("missing-tag until=2027/01/01 old", "'until=2027/01/01' is not", "until=2027-01-01")]
    [InlineData("missing-tag until=2027-1-5 old", "'until=2027-1-5' is not", "until=2027-01-05")]
    [InlineData("missing-tag until=2020-13-45 old", "'until=2020-13-45' is not", "until=YYYY-MM-DD")]
    [InlineData("missing-tag until=31-12-2027 old", "'until=31-12-2027' is not", "until=YYYY-MM-DD")]
    [InlineData("missing-tag until 2027-01-01 old", "'until 2027-01-01' is not", "until=2027-01-01")]
    [InlineData("missing-tag Until=2027-01-01 old", "'Until=2027-01-01' is not", "until=2027-01-01")]
    [InlineData("missing-tag until:2027-01-01 old", "'until:2027-01-01' is not", "until=2027-01-01")]
    [InlineData("missing-tag until: 2027-01-01 old", "'until: 2027-01-01' is not", "until=2027-01-01")]
    [InlineData("missing-tag until = 2027-01-01 old", "'until =' is not", "until=YYYY-MM-DD")]
    [InlineData("missing-tag until= old", "'until= old' is not", "until=YYYY-MM-DD")]
    [InlineData("missing-tag until=soon old", "'until=soon", "until=YYYY-MM-DD")]
    [InlineData("missing-tag 2027-01-01 old", "'2027-01-01' is not", "until=2027-01-01")]
    [InlineData("missing-tag utnil=2027-01-01 old", "no key 'utnil'", "until=YYYY-MM-DD")]
    [InlineData("missing-tag utnil 2027-01-01 old", "'utnil 2027-01-01' is not", "until=2027-01-01")]
    [InlineData("missing-tag expires:2027-01-01 old", "no key 'expires'", "The only key is until")]
    [InlineData("missing-tag reason=old", "no key 'reason'", "The reason needs no key")]
    [InlineData("rule=missing-tag old", "no key 'rule'", "Rules need no key")]
    [InlineData("rules: missing-tag old", "no key 'rules'", "Rules need no key")]
    [InlineData("missing-tag old until=2027-01-01", "'until=2027-01-01' stands in the reason", "before the reason")]
    [InlineData("missing-tag -- old until=2027-01-01", "'until=2027-01-01' stands in the reason", "before the reason")]
    [InlineData("mising-tag old", "'mising-tag' is not a rule", "Did you mean 'missing-tag'?")]
    [InlineData("missing_tag old", "'missing_tag' is not a rule", "Did you mean 'missing-tag'?")]
    [InlineData("Missing-Tag old", "'Missing-Tag' is not a rule", "Did you mean 'missing-tag'?")]
    [InlineData("missingtag old", "'missingtag' is not a rule", "Did you mean 'missing-tag'?")]
    [InlineData("unresovled old", "'unresovled' is not a rule", "Did you mean 'unresolved'?")]
    [InlineData("no-such-rule old", "'no-such-rule' is not a rule", "write '--' before it")]
    [InlineData("missing-* old", "'missing-*' is not a rule", "Did you mean 'missing-tag'?")]
    [InlineData("missing-tag,mutable-tga old", "'mutable-tga' is not a rule", "Did you mean 'mutable-tag'?")]
    [InlineData("missing-tag third-party image", "'third-party' is not a rule", "write '--' before it")]
    [InlineData("the vendor has a missing-tag", "'missing-tag' stands in the reason", "Write the rules first")]
    public async Task It_is_an_error_that_says_what_to_write(string words, string message, string advice)
    {
        var findings = await CheckAsync($"# plimsoll:ignore {words}");

        Assert.Equal(["invalid-suppression@1", "missing-tag@2"], findings.Select(finding => $"{finding.Rule}@{finding.Span.StartLine}"));
        Assert.All(findings, finding => Assert.Null(finding.Suppression));
        Assert.Equal(Severity.Error, findings[0].Severity);
        Assert.Contains(message, findings[0].Message, StringComparison.Ordinal);
        Assert.Contains(advice, findings[0].Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing-tag until the vendor has tags")]
    [InlineData("missing-tag until=2027-01-01 until the vendor has tags")]
    [InlineData("until=2027-01-01, missing-tag the vendor has no tags")]
    [InlineData("missing-tag -- third-party image")]
    [InlineData("missing-tag - third-party image")]
    [InlineData("missing-tag: old")]
    [InlineData("missing-tag -- x=y is their version")]
    [InlineData("-- missing-tag, because the vendor has none")]
    [InlineData("assigned to team b")]
    [InlineData("see https://example.org/until=soon")]
    [InlineData("missing-tag, mutable-tag old")]
    [InlineData("old 3rd-party thing of 2020-01-01")]
    public async Task A_reason_may_say_anything_behind_its_first_word(string words) =>
        Assert.DoesNotContain(await CheckAsync($"# plimsoll:ignore {words}"), finding => finding.Suppression is null);

    [Theory]
    [InlineData("# plimsoll:ingore missing-tag old")]
    [InlineData("# plimsoll:ignore: missing-tag old")]
    [InlineData("# plimsoll:ignore-next-line missing-tag old")]
    [InlineData("# plimsoll:ignore[missing-tag] old")]
    [InlineData("# plimsoll-ignore missing-tag old")]
    [InlineData("# plimsoll_ignore missing-tag old")]
    [InlineData("# plimsoll: ignore old")]
    [InlineData("# plimsoll : ignore missing-tag old")]
    [InlineData("# Plimsoll:Ignore missing-tag old")]
    [InlineData("# plimsoll ignore missing-tag old")]
    [InlineData("# plimsoll ignore mising-tag old")]
    [InlineData("# plimsoll:disable missing-tag old")]
    public async Task Nearly_the_marker_is_a_warning(string comment)
    {
        var findings = await CheckAsync(comment);

        Assert.Equal(["invalid-suppression@1", "missing-tag@2"], findings.Select(finding => $"{finding.Rule}@{finding.Span.StartLine}"));
        Assert.Equal((Severity.Warning, 3, comment.Length + 1), (findings[0].Severity, findings[0].Span.StartColumn, findings[0].Span.EndColumn));
    }

    [Theory]
    [InlineData("# plimsoll ignores nothing here")]
    [InlineData("# Plimsoll: ignored by the bot")]
    [InlineData("# plimsoll.yml names the registries")]
    [InlineData("# see plimsoll:ingore")]
    [InlineData("# plimsoll: the publisher of this image")]
    [InlineData("LABEL tool=plimsoll-ignore")]
    public async Task A_sentence_about_the_tool_is_none(string line) =>
        Assert.Equal(["missing-tag@2"], (await CheckAsync(line)).Select(finding => $"{finding.Rule}@{finding.Span.StartLine}"));
}
