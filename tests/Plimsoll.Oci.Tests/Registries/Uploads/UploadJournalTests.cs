using Microsoft.Extensions.Time.Testing;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries.Uploads;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Registries.Uploads;

public sealed class UploadJournalTests : IDisposable
{
    private static readonly Descriptor Blob = new(MediaTypes.OciLayer, Digest.Sha256([1]), 1);
    private static readonly Uri Session = new("https://registry.example/v2/acme/app/blobs/uploads/1?_state=secret");

    private readonly TempDirectory _folder = new();
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);

    private string Folder => _folder["state/uploads"];

    private UploadJournal Journal => new(Folder, _clock);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_one_process_saved_the_next_one_reads()
    {
        using (var entry = Journal.TryOpen("registry.example/acme/app", Blob))
            entry!.Save(Session);

        using var next = Journal.TryOpen("registry.example/acme/app", Blob);

        Assert.Equal(Session.AbsoluteUri, next!.Session?.AbsoluteUri);
    }

    [Fact]
    public void Another_repository_or_blob_has_an_entry_of_its_own()
    {
        using (var entry = Journal.TryOpen("registry.example/acme/app", Blob))
            entry!.Save(Session);

        using var repository = Journal.TryOpen("registry.example/acme/other", Blob);
        using var blob = Journal.TryOpen("registry.example/acme/app", Blob with { Digest = Digest.Sha256([2]) });
        using var size = Journal.TryOpen("registry.example/acme/app", Blob with { Size = 2 });

        Assert.Null(repository!.Session);
        Assert.Null(blob!.Session);
        Assert.Null(size!.Session);
    }

    [Fact]
    public void Two_processes_do_not_share_an_upload()
    {
        using var entry = Journal.TryOpen("registry.example/acme/app", Blob);

        Assert.Null(Journal.TryOpen("registry.example/acme/app", Blob));
    }

    [Fact]
    public void A_day_later_an_upload_is_forgotten_and_its_file_deleted()
    {
        using (var entry = Journal.TryOpen("registry.example/acme/app", Blob))
            entry!.Save(Session);
        _clock.Advance(UploadJournal.Lifetime + TimeSpan.FromMinutes(1));

        using (var other = Journal.TryOpen("registry.example/acme/other", Blob))
            Assert.Null(other!.Session);

        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Fact]
    public void A_finished_upload_leaves_no_file()
    {
        using (var entry = Journal.TryOpen("registry.example/acme/app", Blob))
        {
            entry!.Save(Session);
            entry.Remove();
        }

        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Fact]
    public void A_folder_that_somebody_cleared_away_fails_no_upload_that_worked()
    {
        using (var entry = Journal.TryOpen("registry.example/acme/app", Blob))
        {
            entry!.Save(Session);
            entry.Remove();
            Directory.Delete(Folder, recursive: true);
        }

        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public void Only_the_user_can_read_it()
    {
        using var entry = Journal.TryOpen("registry.example/acme/app", Blob);
        entry!.Save(Session);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Directory.GetFiles(Folder).Single()));
    }

    [Fact]
    public void A_folder_that_others_may_use_is_not_used()
    {
        Directory.CreateDirectory(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);

        Assert.Null(Journal.TryOpen("registry.example/acme/app", Blob));
        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Fact]
    public void Links_are_not_followed()
    {
        var target = _folder["target"];
        Directory.CreateDirectory(target, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.CreateDirectory(_folder["state"]);
        Directory.CreateSymbolicLink(Folder, target);

        Assert.Null(Journal.TryOpen("registry.example/acme/app", Blob));
        Assert.Empty(Directory.GetFiles(target));
    }

    [Fact]
    public void An_entry_that_is_a_link_is_not_followed()
    {
        using (var entry = Journal.TryOpen("registry.example/acme/app", Blob))
            entry!.Save(Session);
        var path = Directory.GetFiles(Folder).Single();
        File.Delete(path);
        var victim = _folder.Write("victim", "untouched");
        File.CreateSymbolicLink(path, victim);

        Assert.Null(Journal.TryOpen("registry.example/acme/app", Blob));
        Assert.Equal("untouched", File.ReadAllText(victim));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"schemaVersion":2}""")]
    public void A_broken_entry_counts_as_none(string content)
    {
        using (var entry = Journal.TryOpen("registry.example/acme/app", Blob))
            entry!.Save(Session);
        File.WriteAllText(Directory.GetFiles(Folder).Single(), content);

        using var next = Journal.TryOpen("registry.example/acme/app", Blob);

        Assert.Null(next!.Session);
    }

    [Fact]
    public void Where_no_folder_can_be_made_uploads_go_without()
    {
        var file = _folder.Write("state", "a file");

        Assert.Null(new UploadJournal(Path.Combine(file, "uploads"), _clock).TryOpen("registry.example/acme/app", Blob));
    }

    [Theory]
    [InlineData("XDG_STATE_HOME=/state HOME=/home/ann", "/state/plimsoll/uploads")]
    [InlineData("HOME=/home/ann", "/home/ann/.local/state/plimsoll/uploads")]
    [InlineData("XDG_STATE_HOME=relative HOME=/home/ann", "/home/ann/.local/state/plimsoll/uploads")]
    [InlineData("", null)]
    public void The_folder_is_the_users_state(string environment, string? expected)
    {
        var variables = environment.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToDictionary(entry => entry.Split('=')[0], entry => entry.Split('=')[1]);

        Assert.Equal(expected, UploadJournal.FindFolder(name => variables.GetValueOrDefault(name)));
    }
}
