using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing.Execution;
using Plimsoll.Publishing.Sources;
using Plimsoll.Tags.Context;
using Plimsoll.Testing;

namespace Plimsoll.Publishing.Tests.Execution;

public sealed class ImageWriterTests : IAsyncDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempDirectory _folder = new();
    private readonly PlimsollHost _services = PlimsollHost.CreateDefault(new PlimsollHostOptions
    {
        RepositoryReader = new NoRepository(),
        ConnectEngine = () => throw new InvalidOperationException("No engine is needed."),
        Environment = _ => null,
        ToolVersion = "0.0.0",
    });

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("1.0.0", false)]
    [InlineData("latest", true)]
    public async Task A_tag_that_never_moves_is_kept_from_who_was_slower(string tag, bool isMoved)
    {
        var first = InMemoryImage.Create();
        var second = InMemoryImage.Create(null, ("other", "image"));
        var overtaken = new SlowSource(second, () => WriteAsync(first, tag));

        var exception = await Record.ExceptionAsync(() => WriteAsync(overtaken, tag));

        Assert.Equal(isMoved ? null : ErrorKind.Conflict, (exception as PlimsollException)?.Kind);
        var there = await OciLayout.Open(_folder["layout"]).ResolveAsync(tag, None);
        Assert.Equal((isMoved ? second : first).Manifest.Descriptor.Digest, there!.Digest);
    }

    [Fact]
    public async Task Of_many_images_copied_at_once_one_gets_a_tag_that_never_moves()
    {
        var images = Enumerable.Range(0, 8).Select(number => InMemoryImage.Create(null, ("number", $"{number}"))).ToList();

        var outcomes = await Task.WhenAll(images.Select(image => Task.Run(() => Record.ExceptionAsync(() => WriteAsync(image, "1.0.0")))));

        Assert.All(outcomes.OfType<Exception>(), exception => Assert.Equal(ErrorKind.Conflict, Assert.IsType<PlimsollException>(exception).Kind));
        var winner = Assert.Single(images.Zip(outcomes), pair => pair.Second is null).First;
        Assert.Equal(winner.Manifest.Descriptor.Digest, (await OciLayout.Open(_folder["layout"]).ResolveAsync("1.0.0", None))!.Digest);
    }

    private async Task WriteAsync(IImageSource source, string tag)
    {
        using var image = new OpenedImage(source, await source.GetManifestAsync("latest", None));
        await new ImageWriter(_services).WriteAsync(image, ImageLocation.Parse($"oci:{_folder["layout"]}:{tag}"), new CopyOptions { Parallelism = 1 }, null, None);
    }

    /// <summary>An image that takes long to send: before its first blob is read, somebody else is done.</summary>
    private sealed class SlowSource(InMemoryImage image, Func<Task> meanwhile) : IImageSource
    {
        private bool _isOvertaken;

        public ValueTask<Descriptor?> ResolveAsync(string tagOrDigest, CancellationToken cancellationToken) => image.ResolveAsync(tagOrDigest, cancellationToken);

        public ValueTask<ManifestContent> GetManifestAsync(string tagOrDigest, CancellationToken cancellationToken) => image.GetManifestAsync(tagOrDigest, cancellationToken);

        public async ValueTask<Stream> OpenBlobAsync(Descriptor blob, CancellationToken cancellationToken)
        {
            if (!_isOvertaken)
                await meanwhile();
            _isOvertaken = true;
            return await image.OpenBlobAsync(blob, cancellationToken);
        }
    }

    private sealed class NoRepository : IRepositoryReader
    {
        public RepositoryState Read(string path) => throw new InvalidOperationException("No repository is needed.");
    }
}
