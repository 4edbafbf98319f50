using Plimsoll.Oci;
using Plimsoll.Tags.Context;

namespace Plimsoll.Tags.Tests.Context;

public class PathFilterTests
{
    [Theory]
    [InlineData("src/api/**", "src/api/a.cs", true)]
    [InlineData("src/api/**", "src/api/deep/a.cs", true)]
    [InlineData("src/api/**", "src/apis/a.cs", false)]
    [InlineData("src/api/**", "src/Api/a.cs", false)]
    [InlineData("src/api", "src/api/deep/a.cs", true)]
    [InlineData("src/api/", "src/api/deep/a.cs", true)]
    [InlineData("Directory.Build.props", "Directory.Build.props", true)]
    [InlineData("Directory.Build.props", "src/Directory.Build.props", false)]
    [InlineData("src/*/x.cs", "src/a/x.cs", true)]
    [InlineData("src/*/x.cs", "src/a/b/x.cs", false)]
    [InlineData("**/*.cs", "a.cs", true)]
    [InlineData("**", ".github/workflows/ci.yml", true)]
    [InlineData("/", "a", true)]
    public void Globs_match_paths_of_the_repository(string glob, string path, bool expected)
    {
        var filter = PathFilter.Parse([glob]);

        Assert.Equal(expected, filter.Matches(path));
        Assert.True(!expected || filter.MayMatchIn(path[..Math.Max(0, path.LastIndexOf('/'))]));
    }

    [Theory]
    [InlineData("src/a.cs", true)]
    [InlineData("src/README.md", false)]
    [InlineData("src/gen/a.cs", false)]
    public void Exclusions_win_wherever_they_stand(string path, bool expected)
    {
        Assert.Equal(expected, PathFilter.Parse(["!**/*.md", "src/**", "!src/gen"]).Matches(path));
        Assert.Equal(expected, PathFilter.Parse(["src", "!src/gen/", "!**/*.md"]).Matches(path));
    }

    [Fact]
    public void With_nothing_but_exclusions_it_is_everything_else()
    {
        var filter = PathFilter.Parse(["!docs"]);

        Assert.Equal((true, false), (filter.Matches("src/a.cs"), filter.Matches("docs/a.md")));
        Assert.Equal([""], filter.Roots);
    }

    [Theory]
    [InlineData("api/**", "services/api/x", true)]
    [InlineData("../libs/**", "libs/x", true)]
    [InlineData("./api", "services/api/x", true)]
    [InlineData("/libs", "libs/x", true)]
    [InlineData("/libs", "services/libs/x", false)]
    [InlineData("!../libs", "libs/x", false)]
    public void Globs_start_at_the_folder_of_their_configuration(string glob, string path, bool expected) =>
        Assert.Equal(expected, PathFilter.Parse([glob], "services").Matches(path));

    [Fact]
    public void Roots_are_the_outermost_literal_starts() =>
        Assert.Equal(["global.json", "libs", "src/api"], PathFilter.Parse(["src/api/**", "libs/**", "src/api/v2/*.cs", "global.json", "!libs/old"]).Roots);

    [Fact]
    public void Folders_that_can_hold_nothing_are_not_looked_into()
    {
        var filter = PathFilter.Parse(["src/api/**"]);

        Assert.True(filter.MayMatchIn("") && filter.MayMatchIn("src") && filter.MayMatchIn("src/api/deep"));
        Assert.False(filter.MayMatchIn("docs") || filter.MayMatchIn("src/ap"));
    }

    [Theory]
    [InlineData("../../x", "is outside the repository")]
    [InlineData("/..", "is outside the repository")]
    [InlineData("src/**.cs", "**")]
    [InlineData("!", "empty")]
    [InlineData("", "empty")]
    public void A_glob_that_cannot_be_meant_is_refused(string glob, string why)
    {
        var exception = Assert.Throws<PlimsollException>(() => PathFilter.Parse([glob], "services"));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Contains(why, exception.Message, StringComparison.Ordinal);
    }
}
