using Plimsoll.Oci;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Testing;

namespace Plimsoll.Publishing.Tests.Receipts;

public sealed class ReceiptFileTests : IDisposable
{
    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Two_receipts_of_one_commit_and_moment_are_both_kept()
    {
        var first = await ReceiptFile.WriteAsync(SampleReceipts.Create(), _folder.Path, path: null);
        var second = await ReceiptFile.WriteAsync(SampleReceipts.Create(environment: "production"), _folder.Path, path: null);

        Assert.NotEqual(first, second);
        Assert.Equal(["production", "staging"], ReceiptFolder.Read(ReceiptFile.FolderIn(_folder.Path)).Receipts.Select(recorded => recorded.Receipt.Environment).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_file_that_is_named_is_written_over()
    {
        await ReceiptFile.WriteAsync(SampleReceipts.Create(), _folder.Path, _folder["receipt.json"]);
        await ReceiptFile.WriteAsync(SampleReceipts.Create("3.0.0"), _folder.Path, _folder["receipt.json"]);

        Assert.Equal("3.0.0", ReceiptJson.ReadFile(_folder["receipt.json"]).Version);
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task A_receipt_that_cannot_take_its_place_leaves_no_temporary_file()
    {
        Directory.CreateDirectory(_folder["receipt.json"]);

        var failure = await Record.ExceptionAsync(() => ReceiptFile.WriteAsync(SampleReceipts.Create(), _folder.Path, _folder["receipt.json"]));

        Assert.True(failure is IOException or UnauthorizedAccessException, $"{failure}");
        Assert.Equal([_folder["receipt.json"]], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_folder_is_read_newest_first_and_past_what_is_no_receipt()
    {
        _folder.Write("a.json", SampleReceipts.Create("1.0.0", finishedAt: Contexts.Now.AddDays(-2)).ToJson());
        _folder.Write("b.json", SampleReceipts.Create("1.1.0").ToJson());
        _folder.Write("c.json", "{");
        _folder.Write("notes.txt", "no receipt");

        var found = ReceiptFolder.Read(_folder.Path);

        Assert.Equal(["1.1.0", "1.0.0"], found.Receipts.Select(recorded => recorded.Receipt.Version));
        Assert.Contains("c.json is not a valid receipt", Assert.Single(found.Unreadable), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipe_or_a_device_among_receipts_is_not_read()
    {
        _folder.Write("a.json", SampleReceipts.Create("1.0.0").ToJson());
        using (var process = System.Diagnostics.Process.Start("mkfifo", _folder["b.json"]))
            await process.WaitForExitAsync();
        File.CreateSymbolicLink(_folder["c.json"], "/dev/zero");
        File.CreateSymbolicLink(_folder["d.json"], _folder["b.json"]);

        // What waits for a writer would never end, and could not be stopped.
        var found = await Task.Run(() => ReceiptFolder.Read(_folder.Path)).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Single(found.Receipts);
        Assert.Equal(3, found.Unreadable.Count);
        Assert.All(found.Unreadable, reason => Assert.Contains("it is empty, or not a regular file", reason, StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_that_does_not_exist_holds_none() => Assert.Empty(ReceiptFolder.Read(_folder["nowhere"]).Receipts);

    [Fact]
    public void What_is_kept_in_two_places_is_listed_once()
    {
        var here = new RecordedReceipts([new RecordedReceipt(SampleReceipts.Create(), "here")], ["broken"]);
        var there = new RecordedReceipts([new RecordedReceipt(SampleReceipts.Create(), "there"), new RecordedReceipt(SampleReceipts.Create("1.0.0", finishedAt: Contexts.Now.AddHours(1)), "there too")], []);

        var joined = RecordedReceipts.Join([here, there]);

        Assert.Equal(["there too", "here"], joined.Receipts.Select(recorded => recorded.Place));
        Assert.Equal(["broken"], joined.Unreadable);
    }

    /// <summary>A checkout can have such a link, and the record would be written to a folder that its author chose.</summary>
    [Theory]
    [InlineData(".plimsoll")]
    [InlineData(".plimsoll/receipts")]
    public void A_folder_of_receipts_that_is_a_link_is_refused_before_anything_is_published(string name)
    {
        if (OperatingSystem.IsWindows())
            return;

        Directory.CreateDirectory(_folder["outside"]);
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[$"repository/{name}"])!);
        Directory.CreateSymbolicLink(_folder[$"repository/{name}"], _folder["outside"]);

        var exception = Assert.Throws<PlimsollException>(() => ReceiptFile.Prepare(_folder["repository"], path: null));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Contains($"{_folder[$"repository/{name}"]} is a link to {_folder["outside"]}", exception.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder["outside"]));
    }
}
