using CsCheck;
using Plimsoll.Policy.Tests.Pinning;

namespace Plimsoll.Policy.Tests;

/// <summary>Workflows written at random with known actions at known places: exactly those that can move are reported, and are pinned.</summary>
public class GeneratedActionsTests
{
    private const string Commit = "08c6903cd8c0fde910a37f88322edcfb5dd907a8";

    // What can move.
    private static readonly string[] Moving = ["a/b@v1", "actions/checkout@v5.0.0", "acme/w/path/to@releases/v2", "A.b_c/d-e@main", "a/b@1234567", "https://h.example:8080/a/b@v1", "a/b@refs/tags/v1"];

    private static readonly string[] Others = [$"a/b@{Commit}", "./local@v1", "$/x", "docker://alpine:3.20", $"a/b/c@{Commit.ToUpperInvariant()}"];

    private static readonly string[] Noise =
    [
        "", "    # - uses: no/no@v1\n", "    - run: |\n        uses: no/no@v1\n        é😀\n", "    - {run: 'uses: no/no@v1', env: {uses: no/no@v1}}\n", "    - name: 'it''s # uses: no/no@v1'\n", "\n",
        "    - run: >\n        x # y\n", "    - run: x\n      with: {uses: no/no@v1}\n",
    ];

    private static readonly string[] Comments = ["", " # why", "\t# v1 and more", "  #v2", " # pinned", "   ", " #", " # tag=v3", " # é # v4"];

    [Fact]
    [Trait("Answers", "CVE-2026-33634")]
    public void Every_action_that_can_move_is_reported_and_pinned_and_nothing_else() =>
        Gen.Select(Gen.Int[0, 11].Array[1, 6], Gen.Int[0, 7].Array[6], Gen.Int[0, 7].Array[6], Gen.Int[0, 8].Array[6], Gen.Bool, Gen.Bool).Sample((actions, noise, styles, comments, mark, carriageReturns) =>
        {
            var text = new PlacedText(mark, carriageReturns).Write("on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n");
            for (var i = 0; i < actions.Length; i++)
            {
                var moving = actions[i] < Moving.Length ? Moving[actions[i]] : null;
                var comment = Comments[comments[i]];
                var (before, after) = styles[i] switch
                {
                    1 => ("    - uses: '", "'" + comment),
                    2 => ("    - name: x\n      uses: \"", "\"" + comment),
                    3 => ("    - {uses: ", ", with: {a: \"x # y\", b: 'it''s'}}" + comment),
                    4 => ($"    - uses: &a{i} ", comment),
                    5 => ("    - uses:\n        ", comment),
                    6 => ("    - { \"uses\": \"", "\", if: x }" + comment),
                    7 => ("    - uses: >-\n        ", ""),
                    _ => ("    - uses: ", comment),
                };
                text.Write(Noise[noise[i]]).Write(before);
                _ = moving is null ? text.Write(Others[actions[i] - Moving.Length]) : text.Image(moving);
                text.Write(after + "\n");
            }

            Assert.Equal(text.Places, Report(text.Text));
            ActionProof.Holds(".github/workflows/x.yml", text.Text);
        }, iter: 300);

    private static string Report(string text)
    {
        using var deployment = new Deployment().With(".github/workflows/x.yml", text);
        var result = deployment.CheckAsync(ActionProof.Policy).GetAwaiter().GetResult();
        return string.Join(" ", result.Findings.OrderBy(finding => finding.Span.StartLine).ThenBy(finding => finding.Span.StartColumn).Where(finding => finding.Rule == "unpinned-action")
            .Select(finding => $"{finding.Image}@{finding.Span.StartLine}:{finding.Span.StartColumn}-{finding.Span.EndColumn}"));
    }
}
