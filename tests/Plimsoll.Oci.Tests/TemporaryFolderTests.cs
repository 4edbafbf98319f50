using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests;

public sealed class TemporaryFolderTests : IDisposable
{
    private readonly TempDirectory _parent = new();

    public void Dispose() => _parent.Dispose();

    [Fact]
    public void It_is_this_users_alone_and_nothing_of_it_is_left()
    {
        using (var folder = TemporaryFolder.Create("test", _parent.Path))
        {
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.Path));
            File.WriteAllText(Path.Combine(folder.Path, "file"), "");
        }

        Assert.Empty(Directory.GetFileSystemEntries(_parent.Path));
    }

    [Fact]
    public void What_a_killed_process_left_goes_away_and_what_is_in_use_stays()
    {
        var abandoned = $"plimsoll-test-{Guid.NewGuid():n}";
        _parent.Write($"{abandoned}.lock", "");
        _parent.Write($"{abandoned}/image.tar", "half");
        MakePrivate(_parent[abandoned]);
        _parent.Write($"plimsoll-test-{Guid.NewGuid():n}.lock", "");
        _parent.Write($"plimsoll-other-{Guid.NewGuid():n}.lock", "");
        _parent.Write("plimsoll-test-mine.lock", "");
        using var used = TemporaryFolder.Create("test", _parent.Path);

        using var folder = TemporaryFolder.Create("test", _parent.Path);

        Assert.Equal(
            new[] { used.Path, $"{used.Path}.lock", folder.Path, $"{folder.Path}.lock", _parent["plimsoll-test-mine.lock"] }.Order(StringComparer.Ordinal),
            Directory.GetFileSystemEntries(_parent.Path).Where(path => !path.Contains("other", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_parent_that_is_not_there_is_named()
    {
        var exception = Assert.Throws<PlimsollException>(() => TemporaryFolder.Create("test", _parent["none"]));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Contains($"the folder {_parent["none"]} does not exist", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Who may write to it could put a link into it while it is deleted, and have the files of another folder deleted.</summary>
    [Fact]
    [Trait("Answers", "CVE-2022-21658")]
    public void What_others_can_write_to_is_not_deleted_for_them()
    {
        if (OperatingSystem.IsWindows())
            return;

        var abandoned = $"plimsoll-test-{Guid.NewGuid():n}";
        _parent.Write($"{abandoned}.lock", "");
        _parent.Write($"{abandoned}/file", "");
        File.SetUnixFileMode(_parent[abandoned], (UnixFileMode)0x1FF);

        TemporaryFolder.Create("test", _parent.Path).Dispose();

        Assert.True(File.Exists(_parent[$"{abandoned}/file"]));
    }

    private static void MakePrivate(string folder)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
