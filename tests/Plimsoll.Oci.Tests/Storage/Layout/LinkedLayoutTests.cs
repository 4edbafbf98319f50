using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Storage.Layout;

/// <summary>Layouts in which somebody put links, beforehand as a checkout can or while they are written: nothing outside of them changes.</summary>
public sealed class LinkedLayoutTests : IDisposable
{
    private const string Kept = "of somebody else";
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempDirectory _folder = new();

    public LinkedLayoutTests()
    {
        _folder.Write("outside/file", Kept);
        Directory.CreateDirectory(_folder["outside/sha256"]);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("blobs", "outside")]
    [InlineData("blobs/sha256", "outside/sha256")]
    public async Task A_folder_that_is_a_link_is_refused(string name, string target)
    {
        if (OperatingSystem.IsWindows())
            return;

        Link(name, target);

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => SmallImage.Create().PushAsync(OciLayout.OpenOrCreate(_folder["image"]), "1.0"));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Contains($"{_folder[$"image/{name}"]} is a link to {_folder[target]}", exception.Message, StringComparison.Ordinal);
        AssertOutsideUnchanged();
    }

    [Theory]
    [InlineData("index.json")]
    [InlineData("oci-layout")]
    [InlineData(".lock")]
    public async Task A_file_that_is_a_link_is_replaced_or_refused_and_not_written_through(string name)
    {
        if (OperatingSystem.IsWindows())
            return;

        Link(name, "outside/file");

        await Record.ExceptionAsync(() => SmallImage.Create().PushAsync(OciLayout.OpenOrCreate(_folder["image"]), "1.0"));

        AssertOutsideUnchanged();
    }

    [Theory]
    [InlineData("blobs", "outside", false)]
    [InlineData("blobs", "outside", true)]
    [InlineData("blobs/sha256", "outside/sha256", false)]
    [InlineData("blobs/sha256", "outside/sha256", true)]
    public async Task A_folder_that_becomes_a_link_while_a_blob_is_read_takes_nothing_outside(string name, string target, bool isOpen)
    {
        if (OperatingSystem.IsWindows())
            return;

        var layout = OciLayout.OpenOrCreate(_folder["image"]);
        var bytes = new byte[100_000];
        var blob = new Descriptor(MediaTypes.OciLayer, Digest.Sha256(bytes), bytes.Length);
        await SmallImage.Create().PushAsync(layout, "1.0");
        void Swap()
        {
            Directory.Move(_folder[$"image/{name}"], _folder["moved"]);
            Link(name, target);
        }

        var failure = await Record.ExceptionAsync(async () => await layout.PutBlobAsync(
            blob,
            _ =>
            {
                if (!isOpen)
                    Swap();
                return new ValueTask<Stream>(new ActingStream(bytes, isOpen ? Swap : () => { }));
            },
            None));

        Assert.True(failure is PlimsollException or IOException, $"{failure}");
        AssertOutsideUnchanged();
    }

    [Fact]
    public async Task A_blob_that_becomes_a_link_while_it_is_read_is_replaced()
    {
        if (OperatingSystem.IsWindows())
            return;

        var layout = OciLayout.OpenOrCreate(_folder["image"]);
        var bytes = new byte[100_000];
        var blob = new Descriptor(MediaTypes.OciLayer, Digest.Sha256(bytes), bytes.Length);

        await layout.PutBlobAsync(blob, _ => new ValueTask<Stream>(new ActingStream(bytes, () => Link($"blobs/sha256/{blob.Digest.Hex}", "outside/file"))), None);

        Assert.Equal(bytes, await File.ReadAllBytesAsync(_folder[$"image/blobs/sha256/{blob.Digest.Hex}"]));
        AssertOutsideUnchanged();
    }

    private void Link(string name, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[$"image/{name}"])!);
        File.CreateSymbolicLink(_folder[$"image/{name}"], _folder[target]);
    }

    private void AssertOutsideUnchanged()
    {
        Assert.Equal(new[] { _folder["outside/file"], _folder["outside/sha256"] }, Directory.GetFileSystemEntries(_folder["outside"], "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
        Assert.Equal(Kept, File.ReadAllText(_folder["outside/file"]));
    }

    /// <summary>Does something before it gives its first byte.</summary>
    private sealed class ActingStream(byte[] content, Action act) : MemoryStream(content, writable: false)
    {
        private bool _hasActed;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (!_hasActed)
                act();
            _hasActed = true;
            return base.ReadAsync(buffer, cancellationToken);
        }
    }
}
