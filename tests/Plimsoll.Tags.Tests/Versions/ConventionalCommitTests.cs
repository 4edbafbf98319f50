using CsCheck;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Tags.Tests.Versions;

public class ConventionalCommitTests
{
    [Theory]
    [InlineData("feat: allow it", "feat", null, false, "allow it")]
    [InlineData("feat(lang): add Polish language", "feat", "lang", false, "add Polish language")]
    [InlineData("feat!: send an email", "feat", null, true, "send an email")]
    [InlineData("feat(api)!: send an email", "feat", "api", true, "send an email")]
    [InlineData("FIX(Api Gateway): a: b", "FIX", "Api Gateway", false, "a: b")]
    [InlineData("deps-dev: bump x to 1.2", "deps-dev", null, false, "bump x to 1.2")]
    [InlineData("\n\nfix: behind empty lines\n", "fix", null, false, "behind empty lines")]
    [InlineData("fix:   many blanks  ", "fix", null, false, "many blanks")]
    public void The_first_line_has_type_scope_mark_and_description(string message, string type, string? scope, bool mark, string description)
    {
        Assert.True(ConventionalCommit.TryParse(message, out var commit));

        Assert.Equal((type, scope, mark, description), (commit.Type, commit.Scope, commit.HasBreakingMark, commit.Description));
        Assert.Equal(mark, commit.IsBreaking);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("Add a thing")]
    [InlineData("feat:no blank")]
    [InlineData("feat : blank before")]
    [InlineData("feat: ")]
    [InlineData("feat:    ")]
    [InlineData("feat(): no scope")]
    [InlineData("feat(  ): no scope")]
    [InlineData("feat(a(b)): nested")]
    [InlineData("feat!(a): mark at the wrong place")]
    [InlineData("two words: no type")]
    [InlineData("Merge branch 'x': y")]
    [InlineData("Revert \"feat: x\"")]
    [InlineData(": no type")]
    [InlineData("subject\n\nfeat: not the first line")]
    public void Anything_else_is_not_conventional(string message) => Assert.False(ConventionalCommit.TryParse(message, out _));

    [Fact]
    public void Body_and_footers_stand_behind_empty_lines()
    {
        Assert.True(ConventionalCommit.TryParse(
            "fix: prevent racing\r\n\r\nIntroduce a request id.\r\n\r\nRemove timeouts: they were\nused before.\r\n\r\nReviewed-by: Z\r\nRefs #123\r\nNotes: one\r\n\r\n  and more\r\n",
            out var commit));

        Assert.Equal("Introduce a request id.\n\nRemove timeouts: they were\nused before.", commit.Body);
        Assert.Equal([new("Reviewed-by", ": ", "Z"), new("Refs", " #", "123"), new("Notes", ": ", "one\n\n  and more")], commit.Footers);
        Assert.False(commit.IsBreaking);
    }

    [Theory]
    [InlineData("chore: x\n\nBREAKING CHANGE: y", true)]
    [InlineData("chore: x\n\nBREAKING-CHANGE: y", true)]
    [InlineData("chore: x\n\nbody\n\nReviewed-by: Z\nBREAKING CHANGE: y", true)]
    [InlineData("chore: x\nBREAKING CHANGE: no empty line", true)]
    [InlineData("chore: x\n\nbody\nBREAKING CHANGE: no empty line", true)]
    [InlineData("chore: x\n\nbreaking change: y", false)]
    [InlineData("chore: x\n\nBREAKING CHANGE y", false)]
    [InlineData("chore: x\n\nBREAKING CHANGE: ", false)]
    [InlineData("chore: x\n\nBREAKING-CHANGE #12", false)]
    [InlineData("chore: x\n\nThis is no BREAKING CHANGE: really", false)]
    [InlineData("chore: BREAKING CHANGE: in the description", false)]
    public void A_breaking_change_is_announced_in_capitals_with_a_colon(string message, bool expected)
    {
        Assert.True(ConventionalCommit.TryParse(message, out var commit));

        Assert.Equal(expected, commit.IsBreaking);
    }

    [Theory]
    [InlineData("feat!: x", VersionBump.Major)]
    [InlineData("docs: x\n\nBREAKING CHANGE: y", VersionBump.Major)]
    [InlineData("feat: x", VersionBump.Minor)]
    [InlineData("Feat: x", VersionBump.Minor)]
    [InlineData("fix: x", VersionBump.Patch)]
    [InlineData("perf: x", VersionBump.Patch)]
    [InlineData("revert: x", VersionBump.Patch)]
    [InlineData("whatever: x", VersionBump.Patch)]
    [InlineData("Not conventional", VersionBump.Patch)]
    [InlineData("docs: x", VersionBump.None)]
    [InlineData("chore(deps): x", VersionBump.None)]
    [InlineData("CI: x", VersionBump.None)]
    [InlineData("test: x", VersionBump.None)]
    [InlineData("style: x", VersionBump.None)]
    [InlineData("refactor: x", VersionBump.None)]
    [InlineData("build: x", VersionBump.None)]
    public void A_commit_asks_for_a_version(string message, object expected) =>
        Assert.Equal((VersionBump)expected, VersionBumps.FromCommit(ConventionalCommit.TryParse(message, out var commit) ? commit : null));

    [Fact]
    public void A_body_that_looks_like_a_footer_stays_a_body()
    {
        Assert.True(ConventionalCommit.TryParse("fix: one\nRefs: 4", out var commit));
        Assert.Equal("Refs: 4", commit.Body);
        Assert.True(ConventionalCommit.TryParse(commit.ToString(), out var again));
        Assert.Equal(commit, again);
    }

    [Fact]
    public void No_text_makes_the_parser_fail()
    {
        string[] pieces = ["feat", "(", ")", "!", ": ", ":", " #", "BREAKING CHANGE", "BREAKING-CHANGE", "\n", "\r\n", "\n\n", " ", "a", "-", "\u2028", "\0", "é"];
        var text = Gen.OneOf(Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]), Gen.String[0, 3]).Array[0, 30].Select(string.Concat);

        text.Sample(message =>
        {
            if (ConventionalCommit.TryParse(message, out var commit))
            {
                Assert.NotEqual("", commit.Description);
                Assert.True(ConventionalCommit.TryParse(commit.ToString(), out var again));
                Assert.Equal(commit, again);
            }
        });
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        static Gen<string> Text(string letters, int most) => Gen.Char[letters].Array[0, most].Select(characters => "x" + new string(characters) + "y");
        var name = Text("abzAZ09-", 8);
        var line = Text("ab é:#()!,.", 20);
        var lines = line.Array[1, 3].Select(parts => string.Join("\n", parts));
        // A line of the body that reads like a footer would be one.
        var body = line.Select(text => ". " + text).Array[1, 4].Select(parts => string.Join("\n\n", parts));
        var footer = Gen.Select(Gen.OneOf(name, Gen.Const("BREAKING CHANGE"), Gen.Const("BREAKING-CHANGE")), Gen.Bool, lines.Select(text => text.Replace("\n", "\n ", StringComparison.Ordinal)))
            .Select((token, hash, value) => new CommitFooter(token, hash && token != "BREAKING CHANGE" ? " #" : ": ", value));
        var commits = Gen.Select(name, Gen.Select(Gen.Bool, Text("abc -/", 6)), Gen.Bool, line, Gen.Select(Gen.Bool, body), footer.Array[0, 4])
            .Select((type, scope, mark, description, text, footers) => new ConventionalCommit
            {
                Type = type,
                Scope = scope.Item1 ? scope.Item2 : null,
                HasBreakingMark = mark,
                Description = description,
                Body = text.Item1 ? text.Item2 : null,
                Footers = footers,
            });

        commits.Sample(commit =>
        {
            Assert.True(ConventionalCommit.TryParse(commit.ToString(), out var read), commit.ToString());
            Assert.Equal(commit, read);
        });
    }
}
