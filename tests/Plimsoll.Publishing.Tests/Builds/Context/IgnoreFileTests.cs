using CsCheck;
using Plimsoll.Oci;
using Plimsoll.Publishing.Builds.Context;

namespace Plimsoll.Publishing.Tests.Builds.Context;

public class IgnoreFileTests
{
    [Theory]
    [InlineData("bin", "bin", true)]
    [InlineData("bin", "bin/a/b.dll", true)]
    [InlineData("bin", "src/bin", false)]
    [InlineData("/bin/", "bin/a", true)]
    [InlineData("./a/../bin", "bin", true)]
    [InlineData("*/bin", "src/bin/x", true)]
    [InlineData("*/bin", "src/a/bin", false)]
    [InlineData("**/bin", "bin", true)]
    [InlineData("**/bin", "src/a/bin/x", true)]
    [InlineData("**/bin", "src/cabin", false)]
    [InlineData("**.md", "docs/a/READ.md", true)]
    [InlineData("src/**/bin", "src/bin", true)]
    [InlineData("src/**/bin", "src/a/b/bin", true)]
    [InlineData("src/**/bin", "other/bin", false)]
    [InlineData("src/**", "src/a", true)]
    [InlineData("src/**", "src", false)]
    [InlineData("**", "anything/at/all", true)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "a/c", false)]
    [InlineData("*.tmp", "a.tmp", true)]
    [InlineData("*.tmp", "folder/a.tmp", false)]
    [InlineData("file.[ch]", "file.c", true)]
    [InlineData("file.[ch]", "file.o", false)]
    [InlineData("file.[^ch]", "file.o", true)]
    [InlineData("v[0-9]", "v7", true)]
    [InlineData(@"a\*b", "a*b", true)]
    [InlineData(@"a\*b", "axb", false)]
    [InlineData("a+b(c).{d}$", "a+b(c).{d}$", true)]
    [InlineData("  spaces  ", "spaces", true)]
    [InlineData("# a comment", "# a comment", false)]
    [InlineData(" # no comment", "# no comment", true)]
    [InlineData(".", "anything", false)]
    [InlineData("", "anything", false)]
    public void A_pattern_means_what_it_means_to_docker(string pattern, string path, bool ignored) =>
        Assert.Equal(ignored, IgnoreFile.Parse(pattern, ".dockerignore").Ignores(path));

    [Theory]
    [InlineData("*\n!src", "src/a/b.cs", false)]
    [InlineData("*\n!src\nsrc/*.tmp", "src/x.tmp", true)]
    [InlineData("*\n!src\nsrc/*.tmp", "src/a/x.tmp", false)]
    [InlineData("!src\n*", "src/a.cs", true)]
    [InlineData("*\n!**/*.cs", "a/b/c.cs", false)]
    [InlineData("a\n! a/b ", "a/b/c", false)]
    [InlineData("a\n!a/b\na/b/c", "a/b/c", true)]
    public void The_last_match_decides(string text, string path, bool ignored) =>
        Assert.Equal(ignored, IgnoreFile.Parse(text, ".dockerignore").Ignores(path));

    [Theory]
    [InlineData("*\n!src/a", "src", true)]
    [InlineData("*\n!src/a", "other", false)]
    [InlineData("*\n!**/*.cs", "other", true)]
    [InlineData("a\n!a/b*/c", "a/x", true)]
    [InlineData("a", "a", false)]
    public void A_folder_is_looked_into_where_something_may_be_taken_back(string text, string folder, bool looked) =>
        Assert.Equal(looked, IgnoreFile.Parse(text, ".dockerignore").MayTakeBackFrom(folder));

    [Fact]
    public void What_is_not_looked_into_holds_nothing_that_is_sent()
    {
        var segment = OneOf("a", "b", "*", "**", "?", "a*");
        var pattern = Gen.Select(Gen.Bool, segment.List[1, 3], (back, segments) => (back ? "!" : "") + string.Join('/', segments));
        var path = OneOf("a", "b", "ab").List[2, 4];
        Gen.Select(pattern.List[1, 4], path).Sample((patterns, segments) =>
        {
            var file = IgnoreFile.Parse(string.Join('\n', patterns), ".dockerignore");
            for (var depth = 1; depth < segments.Count; depth++)
                if (string.Join('/', segments.Take(depth)) is var folder && file.Ignores(folder) && !file.MayTakeBackFrom(folder))
                    return file.Ignores(string.Join('/', segments));
            return true;
        });
    }

    [Theory]
    [InlineData("ok\n!", ".dockerignore:2: '!' is not followed by a pattern")]
    [InlineData("\n\n[a", ".dockerignore:3: '[a' has an unclosed '['")]
    public void A_pattern_that_cannot_be_used_is_named(string text, string message)
    {
        var exception = Assert.Throws<PlimsollException>(() => IgnoreFile.Parse(text, ".dockerignore"));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
    }

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);
}
