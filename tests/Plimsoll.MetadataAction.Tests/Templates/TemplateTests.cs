using Plimsoll.Oci;
using static Plimsoll.MetadataAction.Tests.Evaluation;

namespace Plimsoll.MetadataAction.Tests.Templates;

/// <summary>The language of expressions, seen in a label. What is expected was given by Handlebars 4.7.10.</summary>
public class TemplateTests
{
    [Theory]
    [InlineData("{{branch}}", "feat&#x3D;x")]
    [InlineData("{{{branch}}}", "feat=x")]
    [InlineData("{{& branch }}", "feat=x")]
    [InlineData("{{'branch'}}", "feat&#x3D;x")]
    [InlineData("{{[branch]}}", "feat&#x3D;x")]
    [InlineData("{{this.branch}} {{./branch}} {{@root.branch}}", "feat&#x3D;x feat&#x3D;x feat&#x3D;x")]
    [InlineData("{{tag}}{{base_ref}}{{unknown}}{{sha.x}}", "")]
    [InlineData("a {{~ sha ~}} b", "a860c190b")]
    [InlineData("{{! nothing }}x{{!-- }} --}}{{!--}}", "x")]
    [InlineData("\\{{branch}}", "{{branch}}")]
    [InlineData("\\\\{{sha}}", "\\860c190")]
    [InlineData("{{#if tag}}t{{else if branch}}b{{else}}n{{/if}}", "b")]
    [InlineData("{{#if is_default_branch}}yes{{/if}}", "yes")]
    [InlineData("{{#unless tag}}u{{else}}t{{/unless}}", "u")]
    [InlineData("{{#if 0}}a{{/if}}{{#if 0 includeZero=true}}b{{/if}}", "b")]
    [InlineData("{{^tag}}none{{/tag}}{{#unknown}}x{{^}}y{{/unknown}}", "y")]
    [InlineData("{{#branch}}[{{this}}{{../sha}}]{{/branch}}", "[feat&#x3D;x860c190]")]
    [InlineData("{{#with sha as |id|}}{{id}}-{{length}}{{/with}}", "860c190-7")]
    [InlineData("{{#with sha}}{{[0]}}{{/with}}", "8")]
    [InlineData("{{date 'YYYY-MM-DD[T]HH:mm:ss'}}", "2026-05-19T08:30:00")]
    [InlineData("{{date \"HH:mm\" tz=\"America/New_York\"}}", "04:30")]
    [InlineData("{{date ''}} {{date '' tz='Asia/Tokyo'}}", "2026-05-19T08:30:00Z 2026-05-19T17:30:00+09:00")]
    [InlineData("{{commit_date 'YYYYMMDD-HHmmss.SSS'}}", "20240229-235959.123")]
    [InlineData("{{branch 'ignored' too=1}}", "feat&#x3D;x")]
    [InlineData("{{#> partial}}instead{{/partial}}", "instead")]
    [InlineData("{{{{if sha}}}}{{raw}}{{{{/if}}}}", "{{raw}}")]
    [InlineData("{{{{if sha}}}}a{{{{b}}}}c{{{{/b}}}}{{{{/if}}}}", "a{{{{b}}}}c{{{{/b}}}}")]
    [InlineData("{{this}} {{loose}} {{true}} {{null}}", "[object Object]   ")]
    [InlineData("x\n{{#if sha}}\n  a\n{{/if}}\ny", "x\n  a\ny")]
    [InlineData("x\n{{! alone }}\ny", "x\ny")]
    [InlineData("x{{#if tag}}\na\n{{else}}\nb\n{{/if}}y", "xb\ny")]
    [InlineData("{ } {{sha}} }}", "{ } 860c190 }}")]
    public void Expressions_are_expanded(string template, string expected) => Assert.Equal(expected, Expand(template, At("refs/heads/feat=x")));

    [Theory]
    [InlineData("{{")]
    [InlineData("{{branch")]
    [InlineData("{{branch}}}")]
    [InlineData("{{{branch}}")]
    [InlineData("{{#if branch}}")]
    [InlineData("{{#if branch}}{{/unless}}")]
    [InlineData("{{/if}}")]
    [InlineData("{{else}}")]
    [InlineData("{{(branch)}}")]
    [InlineData("{{branch/../sha}}")]
    [InlineData("{{!-- open }}")]
    [InlineData("{{date}}")]
    [InlineData("{{date 1}}")]
    [InlineData("{{date tz='UTC'}}")]
    [InlineData("{{date 'YYYY' tz=''}}")]
    [InlineData("{{date 'YYYY' 'MM'}}")]
    [InlineData("{{unknown 1}}")]
    [InlineData("{{#if}}x{{/if}}")]
    [InlineData("{{if branch}}")]
    [InlineData("{{each this}}")]
    [InlineData("{{lookup this 'branch'}}")]
    [InlineData("{{> partial}}")]
    [InlineData("{{* decorator}}")]
    [InlineData("{{{{raw}}}}")]
    [InlineData("{{helperMissing}}")]
    public void What_is_no_expression_is_refused(string template) =>
        Assert.Equal(ErrorKind.Usage, Assert.Throws<PlimsollException>(() => Expand(template)).Kind);

    [Theory]
    [InlineData("", "{{#if sha}}", "{{/if}}", "")]
    [InlineData("{{#if ", "(branch ", ")", "}}{{/if}}")]
    [InlineData("{{#if tag}}", "{{else if tag}}", "", "{{/if}}")]
    public void Nesting_without_end_is_refused(string before, string open, string close, string after)
    {
        var template = before + string.Concat(Enumerable.Repeat(open, 100_000)) + string.Concat(Enumerable.Repeat(close, 100_000)) + after;

        Assert.Contains("it is nested too deeply", Assert.Throws<PlimsollException>(() => Expand(template)).Message);
    }

    [Theory]
    [InlineData("refs/tags/v1", "refs/heads/main", null, "main")]
    [InlineData("refs/pull/1/merge", null, "develop", "develop")]
    [InlineData("refs/heads/x", "refs/heads/main", "develop", "")]
    public void The_base_is_that_of_a_tag_or_a_pull_request(string reference, string? baseReference, string? pullRequestBase, string expected) =>
        Assert.Equal(expected, Expand("{{base_ref}}", At(reference) with { BaseReference = baseReference, PullRequestBase = pullRequestBase }));

    [Theory]
    [InlineData("push", "refs/heads/main", "true false")]
    [InlineData("push", "refs/heads/dev", "false true")]
    [InlineData("push", "refs/tags/v1", "false true")]
    [InlineData("discussion_comment", "refs/tags/v1", "true false")]
    [InlineData("issues", "refs/heads/dev", "true false")]
    [InlineData("schedule", "", "false true")]
    public void Some_events_are_always_on_the_default_branch(string eventName, string reference, string expected) =>
        Assert.Equal(expected, Expand("{{is_default_branch}} {{is_not_default_branch}}", At(reference) with { EventName = eventName }));
}
