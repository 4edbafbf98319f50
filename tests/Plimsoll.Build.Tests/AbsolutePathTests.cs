using Plimsoll.Testing;

namespace Plimsoll.Build.Tests;

public sealed class AbsolutePathTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    private AbsolutePath Root => AbsolutePath.Create(_directory.Path);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Joining_normalises()
    {
        Assert.Equal(_directory["b"], Root / "a" / ".." / "b/");
        Assert.Equal(Root, Root / "a" / "..");
        Assert.Equal(_directory["a.bak"], Root / "a" + ".bak");
        Assert.Equal("../b", (Root / "a").GetRelativePathTo(Root / "b"));
        Assert.Equal((Root, "x.tar.gz", "x.tar", ".gz"), ((Root / "x.tar.gz").Parent, (Root / "x.tar.gz").Name, (Root / "x.tar.gz").NameWithoutExtension, (Root / "x.tar.gz").Extension));
    }

    [Fact]
    public void What_is_not_relative_cannot_be_joined_and_what_is_not_absolute_is_no_path()
    {
        Assert.Throws<BuildException>(() => Root / "/etc");
        Assert.Throws<BuildException>(() => AbsolutePath.Create("etc"));
        Assert.Throws<BuildException>(() => AbsolutePath.Create(""));
    }

    [Fact]
    public void A_directory_contains_what_is_below_and_not_what_begins_alike()
    {
        Assert.True((Root / "a" / "b").IsIn(Root / "a"));
        Assert.False((Root / "ab").IsIn(Root / "a"));
    }

    [Theory]
    [InlineData("*.cs", "a.cs")]
    [InlineData("**/*.cs", "a.cs src/b.cs src/deep/c.cs")]
    [InlineData("src/*.cs", "src/b.cs")]
    [InlineData("src/**", "src/b.cs src/d.txt src/deep/c.cs")]
    [InlineData("**/?.{cs,txt}", "a.cs src/b.cs src/d.txt src/deep/c.cs")]
    [InlineData("**/deep/**/*.cs", "src/deep/c.cs")]
    [InlineData("a+s", "")]
    [InlineData("a,cs", "")]
    public void Patterns_find_files(string pattern, string found)
    {
        foreach (var file in (string[])["a.cs", "src/b.cs", "src/d.txt", "src/deep/c.cs"])
            _directory.Write(file, "");

        Assert.Equal(found, string.Join(' ', Root.GlobFiles(pattern).Select(Root.GetRelativePathTo)));
    }

    [Fact]
    public void Patterns_find_directories_and_do_not_follow_links()
    {
        _directory.Write("src/bin/x", "");
        Directory.CreateSymbolicLink(_directory["loop"], _directory.Path);

        Assert.Equal([Root / "src" / "bin"], Root.GlobDirectories("**/bin"));
    }

    [Fact]
    public void Cleaning_leaves_an_empty_directory_and_deleting_a_link_leaves_what_it_names()
    {
        _directory.Write("keep/file", "");
        Directory.CreateSymbolicLink(_directory["link"], _directory["keep"]);

        (Root / "link").DeleteDirectory();
        Assert.False((Root / "link").Exists());
        Assert.True((Root / "keep" / "file").FileExists());

        (Root / "keep").CreateOrCleanDirectory();
        Assert.True((Root / "keep").DirectoryExists());
        Assert.Empty(Root.GlobFiles("**"));
    }

    [Fact]
    public void Text_is_written_with_its_directories_and_copied_over_what_is_there()
    {
        var file = (Root / "new" / "file.txt").WriteAllText("é");
        file.CopyToDirectory(Root / "other").Copy(file);

        Assert.Equal("é", file.ReadAllText());
        Assert.Equal(2, new FileInfo(file).Length);
    }
}
