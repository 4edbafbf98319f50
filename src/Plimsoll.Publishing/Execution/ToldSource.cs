using System.Collections.Concurrent;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Publishing.Execution;

/// <summary>
/// Tells of each blob that was read to its end, once. Engines and docker-archives take an image whole, and say nothing of
/// its blobs themselves.
/// </summary>
/// <param name="inner">What is read.</param>
/// <param name="progress">Who is told.</param>
internal sealed class ToldSource(IImageSource inner, IProgress<BlobCopy> progress) : IImageSource
{
    private readonly ConcurrentDictionary<Digest, bool> _told = [];

    /// <summary>The source, where nobody listens as it is.</summary>
    public static IImageSource Create(IImageSource source, IProgress<BlobCopy>? progress) => progress is null ? source : new ToldSource(source, progress);

    public ValueTask<Descriptor?> ResolveAsync(string tagOrDigest, CancellationToken cancellationToken) => inner.ResolveAsync(tagOrDigest, cancellationToken);

    public ValueTask<ManifestContent> GetManifestAsync(string tagOrDigest, CancellationToken cancellationToken) => inner.GetManifestAsync(tagOrDigest, cancellationToken);

    public async ValueTask<Stream> OpenBlobAsync(Descriptor blob, CancellationToken cancellationToken) => new ToldStream(await inner.OpenBlobAsync(blob, cancellationToken), () =>
    {
        if (_told.TryAdd(blob.Digest, true))
            progress.Report(new BlobCopy(blob, BlobOutcome.Sent) { Route = inner is INamedRepository ? BlobRoute.Pull : BlobRoute.Local });
    });

    /// <summary>A blob whose digest is right: the stream below fails at its end where it is not.</summary>
    private sealed class ToldStream(Stream content, Action atEnd) : ReadOnlyStream
    {
        private long _read;

        private protected override long BytesRead => _read;

        public override int Read(Span<byte> buffer) => Advance(content.Read(buffer), buffer.Length);

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Advance(await content.ReadAsync(buffer, cancellationToken), buffer.Length);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                content.Dispose();
            base.Dispose(disposing);
        }

        private int Advance(int read, int wanted)
        {
            _read += read;
            if (read == 0 && wanted > 0)
                atEnd();
            return read;
        }
    }
}
