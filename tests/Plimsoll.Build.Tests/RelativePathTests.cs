using static Plimsoll.Build.PathConstruction;

namespace Plimsoll.Build.Tests;

public sealed class RelativePathTests
{
    [Fact]
    public void Parts_are_joined_and_normalised()
    {
        string path = (RelativePath)"src" / "app/./x" / ".." + ".Tests";

        Assert.Equal("src/app.Tests", path);
        Assert.Equal("src", (RelativePath)"src/app" / ..);
        Assert.Equal("../../b", (RelativePath)"../a" / "../../b");
        Assert.Null((RelativePath?)(string?)null);
        Assert.Equal(AbsolutePath.Create("/root/src/app"), AbsolutePath.Create("/root") / ((RelativePath)"src" / "app"));
    }

    [Fact]
    public void The_separator_is_that_of_the_kind()
    {
        string windows = (WinRelativePath)"src/app" / "x";
        string unix = (UnixRelativePath)@"src\app" / "x";

        Assert.Equal(@"src\app\x", windows);
        Assert.Equal("src/app/x", unix);
        Assert.Equal(@"a\b", ((RelativePath)"a/b").ToWinRelativePath());
        Assert.Equal("../b", AbsolutePath.Create("/a").GetUnixRelativePathTo("/b").ToString());
        Assert.Equal(@"..\b", AbsolutePath.Create("/a").GetWinRelativePathTo("/b").ToString());
    }

    [Fact]
    public void An_absolute_path_is_refused()
    {
        Assert.Equal("'/a' is not a relative path.", Assert.Throws<BuildException>(() => (RelativePath)"/a").Message);
        Assert.Throws<BuildException>(() => (RelativePath)"a" / "/b");
        Assert.Throws<BuildException>(() => Combine("a", "/b"));
    }

    [Fact]
    public void A_text_becomes_an_absolute_path_if_it_is_one()
    {
        AbsolutePath path = "/a/./b";
        string? none = null;
        AbsolutePath? nothing = none;

        Assert.Equal("/a/b", path.ToString("nq"));
        Assert.Null(nothing);
        Assert.Throws<BuildException>(() => path = "b");
    }

    [Fact]
    public void Equal_paths_are_equal() => Assert.Equal((RelativePath)"a/b", (RelativePath)"a/./b");

    [Fact]
    public void Texts_are_joined_and_normalised()
    {
        Assert.Equal("/a/b", Combine("/a/", "b"));
        Assert.Equal("b", Combine(null, "b"));
        Assert.Equal(@"a\b", Combine("a", "b", '\\'));
        Assert.Equal("/a/c", NormalizePath("/a/./b/../c"));
        Assert.Equal("../b", GetRelativePath("/a", "/b"));
        Assert.True(HasPathRoot("/a") && !HasPathRoot("a") && IsDescendantPath("/a", "/a/b") && !IsDescendantPath("/a", "/ab"));
    }
}
