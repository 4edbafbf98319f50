using Plimsoll.Policy.Tests.Pinning;

namespace Plimsoll.Policy.Tests.Scanners.GitHub;

/// <summary>The actions of workflows that can move, at their places, and that pinning them keeps its promises.</summary>
public class ActionsTests
{
    private const string Commit = "08c6903cd8c0fde910a37f88322edcfb5dd907a8";
    private const string Commit256 = "3f79bb7b435b05321651daefd374cdc681dc06faa65e374e38337b88ca046dea";
    private const string Head = "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n";

    // What follows five lines; rules with line and columns.
    public static TheoryData<string, string> Steps { get; } = new()
    {
        { "    - uses: a/b@v1\n", "unpinned-action@6:13-19" },
        { "    - uses: a/b/c/d@releases/v1 # why\n", "unpinned-action@6:13-32" },
        { "    - uses: 'a/b@main'\n      with: {uses: c/d@v1}\n", "unpinned-action@6:14-22" },
        { "    - {uses: \"a/b@v1\", with: {x: 'y'}}\n", "unpinned-action@6:15-21" },
        { "    - name: x\n      uses: >-\n        a/b@v1\n", "unpinned-action@8:9-15" },
        { "    - uses: &co a/b@v1\n    - uses: *co\n", "unpinned-action@6:17-23" },
        { "    - uses: !!str a/b@v1\n", "unpinned-action@6:19-25" },
        { $"    - uses: a/b@{Commit}\n    - uses: a/b/c@{Commit256} # v1\n    - uses: a/b@{Commit.ToUpperInvariant()}\n", "" },
        { $"    - uses: a/b@{Commit[..39]}\n    - uses: a/b@{Commit}0\n    - uses: a/b@{Commit[..7]}\n    - uses: a/b@g{Commit[1..]}\n", "unpinned-action@6:13-56 unpinned-action@7:13-58 unpinned-action@8:13-24 unpinned-action@9:13-57" },
        { "    - uses: ./a@v1\n    - uses: ../a@v1\n    - uses: $/a@v1\n    - uses: docker://a:1\n    - uses: ''\n    - uses:\n    - uses: [a/b@v1]\n", "" },
        { "    - uses: a/b\n    - uses: b@v1\n    - uses: a/b@\n    - uses: a/b@v1@v2\n    - uses: a/../b@v1\n", "unpinned-action@6:13-16 unpinned-action@7:13-17 unpinned-action@8:13-17 unpinned-action@9:13-22 unpinned-action@10:13-22" },
        { "    - uses: https://code.example.org/a/b@v1\n    - uses: https://x@y/a/b@v1\n", "unpinned-action@6:13-44 unpinned-action@7:13-31" },
        { "    - uses: a/${{ x }}@v1\n    - uses: a/b@${{ x }}\n    - uses: ${{ x }}\n", "unresolved@6:13-26 unresolved@7:13-25 unresolved@8:13-21" },
        { $"    - uses: a/${{{{ x }}}}@{Commit}\n", "unresolved@6:13-64" },
        { "    - run: 'uses: a/b@v1'\n      uses : a/b@v1 # x\n", "unpinned-action@7:14-20" },
        { "  b:\n    uses: a/b/.github/workflows/x.yml@v1\n  c:\n    uses: ./.github/workflows/x.yml\n  d: {uses: a/b/.github/workflows/x.yml@main, secrets: inherit}\n", "unpinned-action@7:11-41 unpinned-action@10:13-45" },
    };

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task What_can_move_is_reported_at_its_token(string steps, string expected)
    {
        Assert.Equal(expected, await Deployment.FindingsAsync("any.yml", Head + steps, ActionProof.Policy));
        ActionProof.Holds("any.yml", Head + steps);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string steps, string expected)
    {
        var text = "\uFEFF" + (Head + steps).Replace("\n", "\r\n", StringComparison.Ordinal);
        Assert.Equal(expected, await Deployment.FindingsAsync(".github/workflows/ci.yaml", text, ActionProof.Policy));
        ActionProof.Holds(".github/workflows/ci.yaml", text);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task The_rule_is_off_by_default(string steps, string expected)
    {
        Assert.NotNull(expected);
        Assert.Equal("", await Deployment.FindingsAsync(".github/workflows/ci.yaml", Head + steps));
    }

    [Theory]
    [InlineData("name: x\nruns:\n  using: composite\n  steps:\n  - uses: a/b@v1\n  - {uses: ./c}\n", "unpinned-action@5:11-17")]
    [InlineData("runs: {using: node24, main: a/b@v1}\n", "")]
    [InlineData("runs: {using: docker, image: 'docker://a:1.2.3'}\n", "")]
    public async Task Actions_use_actions(string text, string expected) =>
        Assert.Equal(expected, await Deployment.FindingsAsync("some/action.yml", text, ActionProof.Policy));

    [Fact]
    public async Task A_template_is_read_as_far_as_it_can_be()
    {
        const string Text = "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n{% if x %}\n    - uses: a/b@v1\n{% endif %}\n    - uses: a/b@{{ version }}\n";
        Assert.Equal("unpinned-action@7:13-19 unresolved@9:13-30", await Deployment.FindingsAsync("ci.yml.j2", Text, ActionProof.Policy));
        ActionProof.Holds("ci.yml.j2", Text);
    }

    [Fact]
    public async Task Aliases_do_not_multiply_the_work()
    {
        var jobs = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"  j{i}: {{runs-on: x, steps: *s}}\n"));
        using var deployment = new Deployment().With(".github/workflows/x.yml", $"x: &s [{string.Join(",", Enumerable.Range(0, 5_000).Select(i => $"{{uses: a/b@v{i}}}"))}]\njobs:\n{jobs}");

        Assert.Equal(5_000, (await deployment.CheckAsync(ActionProof.Policy)).Findings.Count);
    }
}
