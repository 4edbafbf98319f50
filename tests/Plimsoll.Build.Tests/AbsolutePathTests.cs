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

        Assert.Equal(found, string.Join(' ', Root.GlobFiles(pattern).Select(file => Root.GetRelativePathTo(file))));
    }

    [Fact]
    public void What_a_pattern_excludes_is_not_found()
    {
        foreach (var file in (string[])["a.cs", "src/b.cs", "src/obj/c.cs", "d.txt"])
            _directory.Write(file, "");

        Assert.Equal([Root / "a.cs", Root / "d.txt", Root / "src" / "b.cs"], Root.GlobFiles("**/*.cs", "*.txt", "!**/obj/**"));
        Assert.Empty(Root.GlobFiles("!**/obj/**"));
        Assert.Equal([Root / "a.cs"], Root.GetFiles("*.cs"));
        Assert.Equal([Root / "a.cs", Root / "src" / "b.cs"], Root.GetFiles("*.cs", depth: 2));
        Assert.Equal([Root / "src", Root / "src" / "obj"], Root.GetDirectories(depth: 2));
        Assert.Empty((Root / "none").GetFiles());
    }

    [Fact]
    public void Paths_go_up_contain_others_and_print_with_quotes()
    {
        var path = Root / "a b";

        Assert.Equal(Root, path / ..);
        Assert.Throws<BuildException>(() => AbsolutePath.Create("/") / ..);
        Assert.True(Root.Contains(path) && path.IsDescendantPathOf(Root) && !path.Contains(Root));
        Assert.True(Root.Contains(path.ToString()) && !path.Contains("") && !path.Contains("relative"));
        Assert.Equal($"{Root}/a b|\"{Root}/a b\"|'{Root}/a b'|\"{Root}/a b\"|{Root}", $"{path:n}|{path:d}|{path:s}|{path:dn}|{Root:sn}");
        Assert.Throws<FormatException>(() => $"{path:x}");
        Assert.Null((string?)(AbsolutePath?)null);
        Assert.Equal(path, (AbsolutePath)path.ToString());
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

        Directory.CreateSymbolicLink(_directory["link"], _directory["keep"]);
        Directory.CreateSymbolicLink(_directory["keep/broken"], _directory["none"]);
        _directory.Write("other/file", "");
        Directory.CreateSymbolicLink(_directory["keep/other"], _directory["other"]);
        _directory.Write("keep/sub/.hidden", "");
        (Root / "link").CreateOrCleanDirectory();
        Assert.Equal(_directory["keep"], new DirectoryInfo(_directory["link"]).LinkTarget);
        Assert.Empty(Directory.GetFileSystemEntries(_directory["keep"]));
        Assert.True((Root / "other" / "file").FileExists());

        (Root / "link").DeleteDirectory();
        (Root / "other").DeleteDirectory();
        _directory.Write("keep/file", "");
        (Root / "keep").CreateOrCleanDirectory();
        Assert.True((Root / "keep").DirectoryExists());
        Assert.Empty(Root.GlobFiles("**"));
    }

    [Fact]
    public void A_tree_is_copied_with_what_is_not_excluded()
    {
        foreach (var file in (string[])["from/a.txt", "from/sub/b.txt", "from/obj/c.txt", "from/sub/d.log"])
            _directory.Write(file, "new");
        Directory.CreateSymbolicLink(_directory["from/loop"], ".");

        (Root / "from").CopyToDirectory(Root / "to", excludeDirectory: d => d.Name == "obj", excludeFile: f => f.Extension == ".log");

        Assert.Equal([Root / "to/from/a.txt", Root / "to/from/sub/b.txt"], (Root / "to").GlobFiles("**"));
        Assert.Equal(".", new DirectoryInfo(_directory["to/from/loop"]).LinkTarget);
        Assert.Throws<IOException>(() => (Root / "from").Copy(Root / "from" / "inside"));
    }

    [Theory]
    [InlineData(ExistsPolicy.MergeAndOverwrite, "new new")]
    [InlineData(ExistsPolicy.MergeAndSkip, "old old")]
    [InlineData(ExistsPolicy.MergeAndOverwriteIfNewer, "old new")]
    [InlineData(ExistsPolicy.Fail, null)]
    [InlineData(ExistsPolicy.DirectoryMerge | ExistsPolicy.FileFail, null)]
    public void What_exists_is_handled_by_the_policy(ExistsPolicy policy, string? result)
    {
        var time = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        foreach (var (file, content, day) in (ReadOnlySpan<(string, string, int)>)[("from/a", "new", 1), ("from/b", "new", 9), ("to/a", "old", 5), ("to/b", "old", 5), ("to/c", "kept", 5)])
            (Root / file).WriteAllText(content).TouchFile(time.AddDays(day));

        if (result is null)
        {
            Assert.Throws<IOException>(() => (Root / "from").Copy(Root / "to", policy));
            Assert.Throws<IOException>(() => (Root / "from").Move(Root / "to", policy));
            return;
        }

        (Root / "from").Copy(Root / "to", policy);
        Assert.Equal(result, $"{(Root / "to/a").ReadAllText()} {(Root / "to/b").ReadAllText()}");
        (Root / "to").Move(Root / "from", ExistsPolicy.MergeAndOverwrite);
        Assert.False((Root / "to").Exists());
        Assert.Equal((result, "kept"), ($"{(Root / "from/a").ReadAllText()} {(Root / "from/b").ReadAllText()}", (Root / "from/c").Rename("d").ReadAllText()));
    }

    [Fact]
    public void The_hash_of_a_directory_is_that_of_the_names_and_contents_of_its_files()
    {
        foreach (var copy in (string[])["one", "two"])
        {
            _directory.Write($"{copy}/a.txt", "a");
            _directory.Write($"{copy}/sub/b.txt", "b");
        }

        var hash = (Root / "one").GetDirectoryHash();

        Assert.Matches("^[0-9a-f]{64}$", hash);
        Assert.Equal(hash, (Root / "two").GetDirectoryHash());
        Assert.Equal(hash, new[] { Root / "one/sub/b.txt", Root / "one/a.txt", Root / "one/a.txt" }.GetFileSetHash(Root / "one"));
        Assert.Equal((Root / "one").GetDirectoryHash(file => file.Name == "a.txt"), FileSystemTasks.GetDirectoryHash(Root / "two", "*.txt"));
        Assert.NotEqual(hash, (Root / "one").GetDirectoryHash(file => file.Name == "a.txt"));
        (Root / "two/a.txt").Rename("c.txt");
        Assert.NotEqual(hash, (Root / "two").GetDirectoryHash());
        _directory.Write("one/a.txt", "c");
        Assert.NotEqual(hash, (Root / "one").GetDirectoryHash());
        Assert.Throws<DirectoryNotFoundException>(() => (Root / "none").GetDirectoryHash());
    }

    [Theory]
    [InlineData("x.zip")]
    [InlineData("x.tar.gz")]
    public void A_directory_is_the_same_after_an_archive(string name)
    {
        _directory.Write("from/a.txt", "a");
        _directory.Write("from/sub/b.txt", "b");
        _directory.Write("from/sub/c.log", "c");
        var archive = Root / "out" / name;

        (Root / "from").CompressTo(archive, f => f.Extension != ".log");
        archive.UncompressTo(Root / "to");

        Assert.Equal(["a.txt", "sub/b.txt"], (Root / "to").GlobFiles("**").Select(file => (Root / "to").GetRelativePathTo(file).ToString()));
        Assert.Equal((Root / "from/sub/b.txt").GetFileHash(), (Root / "to/sub/b.txt").GetFileHash());
        Assert.Throws<IOException>(() => (Root / "from").CompressTo(archive));
        Assert.Throws<BuildException>(() => (Root / "from").CompressTo(Root / "x.rar"));
    }

    [Fact]
    public void Json_is_read_and_its_errors_have_a_line()
    {
        Assert.Equal("1", (Root / "a.json").WriteAllText("""{"a": "1"}""").ReadJson()!["a"]!.GetValue<string>());
        Assert.Contains("a.json, line 2 is not valid JSON", Assert.Throws<BuildException>(() => (Root / "a.json").WriteAllLines(["{", "x"]).ReadJson()).Message);
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
