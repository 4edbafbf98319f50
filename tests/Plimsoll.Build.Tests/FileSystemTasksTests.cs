using Plimsoll.Testing;
using static Plimsoll.Build.CompressionTasks;
using static Plimsoll.Build.FileSystemTasks;
using static Plimsoll.Build.TextTasks;

namespace Plimsoll.Build.Tests;

/// <summary>Bodies of targets as older builds have them.</summary>
public sealed class FileSystemTasksTests : IDisposable
{
    private readonly TempDirectory _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Directories_are_made_emptied_and_deleted()
    {
        EnsureExistingParentDirectory(_temp["a/b/file"]);
        WriteAllText(_temp["a/b/file"], "x");
        Assert.True(FileExists(AbsolutePath.Create(_temp["a/b/file"])));

        EnsureCleanDirectory(_temp["a"]);
        Assert.Empty(Directory.GetFileSystemEntries(_temp["a"]));
        EnsureCleanDirectory(_temp["new"]);
        EnsureExistingDirectory(_temp["new"]);
        Assert.True(DirectoryExists(AbsolutePath.Create(_temp["new"])));
        DeleteDirectory(_temp["new"]);
        DeleteDirectory(_temp["new"]);
        Assert.False(Directory.Exists(_temp["new"]));
    }

    [Fact]
    public void A_text_is_changed_where_it_stands()
    {
        var path = AbsolutePath.Create(_temp.Write("a", "ARG V=1"));

        Assert.Equal(path, path.UpdateText(text => text.Replace('1', '2')));

        Assert.Equal("ARG V=2", path.ReadAllText());
        Assert.Equal(["b"], new[] { "a", "b" }.WhereNot(item => item == "a"));
    }

    [Fact]
    public void A_file_that_exists_is_an_error_kept_or_replaced()
    {
        _temp.Write("a", "new");
        _temp.Write("to/a", "old");

        Assert.Throws<IOException>(() => CopyFile(_temp["a"], _temp["to/a"]));
        CopyFileToDirectory(_temp["a"], _temp["to"], FileExistsPolicy.Skip);
        Assert.Equal("old", ReadAllText(_temp["to/a"]));
        CopyFileToDirectory(_temp["a"], _temp["to"], FileExistsPolicy.Overwrite);
        Assert.Equal("new", ReadAllText(_temp["to/a"]));
        Assert.Throws<IOException>(() => MoveFile(_temp["a"], _temp["to/a"]));
        MoveFileToDirectory(_temp["a"], _temp["other"]);
        RenameFile(_temp["other/a"], "b");
        RenameFile(_temp["other/b"], "b");
        Assert.Equal(["b"], Directory.GetFiles(_temp["other"]).Select(Path.GetFileName));
    }

    [Fact]
    public void A_directory_is_copied_with_what_is_in_it_but_what_is_excluded()
    {
        _temp.Write("from/a.txt", "a");
        _temp.Write("from/b.tmp", "b");
        _temp.Write("from/obj/c.txt", "c");

        CopyDirectoryRecursively(_temp["from"], _temp["to"], excludeDirectory: directory => directory.Name == "obj", excludeFile: file => file.Extension == ".tmp");

        Assert.Equal([_temp["to/a.txt"]], Directory.GetFileSystemEntries(_temp["to"]));
        Assert.Throws<IOException>(() => CopyDirectoryRecursively(_temp["from"], _temp["to"]));
        Assert.Throws<IOException>(() => CopyDirectoryRecursively(_temp["from"], _temp["to"], DirectoryExistsPolicy.Merge));
        CopyDirectoryRecursively(_temp["from"], _temp["to"], DirectoryExistsPolicy.Merge, FileExistsPolicy.Overwrite);
        Assert.True(File.Exists(_temp["to/obj/c.txt"]));
        Assert.Throws<DirectoryNotFoundException>(() => CopyDirectoryRecursively(_temp["none"], _temp["x"]));
        MoveDirectory(_temp["from"], _temp["to"], DirectoryExistsPolicy.Merge, FileExistsPolicy.Skip, deleteRemainingFiles: true);
        Assert.False(Directory.Exists(_temp["from"]));
    }

    [Fact]
    public void A_directory_is_asked_for_what_is_in_it()
    {
        _temp.Write("a/b/packages.config", "");
        var directory = AbsolutePath.Create(_temp["a"]);

        Assert.True(directory.ContainsFile("**/packages.config") && directory.ContainsDirectory("b"));
        Assert.False(directory.ContainsFile("packages.config") || directory.ContainsDirectory("c") || (directory / "none").ContainsFile("*"));
    }

    [Fact]
    public void A_parent_is_found_upwards()
    {
        _temp.Write("a/marker", "");
        Directory.CreateDirectory(_temp["a/b/c"]);

        Assert.Equal(_temp["a"], FindParentDirectory(_temp["a/b/c"], directory => directory.GetFiles("marker").Length > 0));
        Assert.Null(FindParentDirectory(_temp["a"], _ => false));
    }

    [Fact]
    public void Archives_are_made_and_extracted()
    {
        _temp.Write("from/a.txt", "a");
        _temp.Write("from/b.tmp", "b");

        CompressZip(_temp["from"], _temp["a.zip"], file => file.Extension == ".txt");
        UncompressZip(_temp["a.zip"], _temp["zip"]);
        Compress(_temp["from"], _temp["a.tar.gz"]);
        Uncompress(_temp["a.tar.gz"], _temp["tar"]);

        Assert.Equal([_temp["zip/a.txt"]], Directory.GetFiles(_temp["zip"]));
        Assert.Equal(2, Directory.GetFiles(_temp["tar"]).Length);
    }
}
