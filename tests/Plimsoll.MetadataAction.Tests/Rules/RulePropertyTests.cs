using CsCheck;
using Plimsoll.MetadataAction.Inputs;
using Plimsoll.MetadataAction.Rules;
using Plimsoll.Oci;
using Plimsoll.Tags.Context;

namespace Plimsoll.MetadataAction.Tests.Rules;

public class RulePropertyTests
{
    private static readonly Gen<string> Piece = Gen.OneOf(
        "type=raw", "type=semver", "type=pep440", "type=match", "type=ref", "type=sha", "type=edge", "type=schedule", "pattern=", "value=", "group=", "event=branch",
        "event=pr", "enable=", "priority=", "prefix=", "suffix=", "match=", "latest=true", "onlatest=true", "{{", "}}", "{{branch}}", "{{version}}", "{{#if tag}}",
        "{{/if}}", "{{date 'YYYY'}}", "{{raw}}", "~", "#", "\\", "(", ")", "[", "]", "*", "+", "?", "^", "$", "|", "\\d", ",", "\"", "\"\"", "\n", "\r\n", "=", " ", "v1.2.3", "/", "é", "\ud83d");

    private static readonly Gen<string> Text = Gen.Select(Piece.Array[0, 12], pieces => string.Concat(pieces));

    private static readonly Gen<WorkflowContext> AnyContext = Gen.Select(
        Gen.OneOf("refs/heads/", "refs/tags/", "refs/pull/", ""), Gen.OneOf("main", "v1.2.3", "12/merge", "a=b", "1.0-rc.1", ""), Gen.OneOf("push", "schedule", "issues"),
        (prefix, name, eventName) => Evaluation.Context with { Reference = prefix + name, EventName = eventName });

    [Fact]
    public void Whatever_is_written_gives_outputs_or_an_error_of_use() => Gen.Select(Text, Text, Text, AnyContext).Sample(
        (tags, flavor, labels, context) =>
        {
            try
            {
                Evaluation.Derive(context, tags, flavor, labels: labels);
            }
            catch (PlimsollException exception)
            {
                Assert.Equal(ErrorKind.Usage, exception.Kind);
            }
        },
        iter: 3000);

    [Fact]
    public void The_same_inputs_give_the_same_outputs() => Gen.Select(Gen.OneOf("", "type=sha\ntype=ref,event=branch", "type=semver,pattern={{version}},value=v1.2.3", "{{date 'x'}}"), AnyContext).Sample(
        (tags, context) =>
        {
            var (first, second) = (Evaluation.Derive(context, tags), Evaluation.Derive(context, tags));
            Assert.Equal(first.Json, second.Json);
            Assert.Equal(first.Bake, second.Bake);
            Assert.Equal(first.Warnings, second.Warnings);
        });

    [Fact]
    public void Tags_hold_only_characters_that_a_tag_may_have() => Gen.Select(Gen.String, AnyContext).Sample((text, context) =>
        Assert.All(
            RuleEvaluator.Evaluate([TagRuleLine.Parse("type=ref,event=branch"), TagRuleLine.Parse("type=ref,event=tag")], new Flavor(), context with { Reference = "refs/heads/" + text }) is { Main: { } main } ? main : "",
            character => Assert.True(char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-')));

    [Fact]
    public void Entries_that_need_no_quotes_come_through_as_they_are() =>
        Gen.String[Gen.Char["abz019.-_/{}'()="], 1, 20].Array[1, 5].Sample(entries => Assert.Equal(entries, RuleList.Split(string.Join('\n', entries))));
}
