using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;

namespace Plimsoll.Cli.Output;

/// <summary>
/// Adds up how much of all blobs has moved. A blob that goes from one registry to another is reported both ways and
/// counted once: its upload where there is one. One that starts over is taken back, so the sum never exceeds the total.
/// </summary>
internal sealed class TransferTotals
{
    private readonly Dictionary<Digest, (long Bytes, bool IsUpload)> _blobs = [];

    /// <summary>When the first was reported, by the clock of whoever reports; <c>null</c> before.</summary>
    public long? Started { get; set; }

    /// <summary>How many blobs have moved or are moving.</summary>
    public int Blobs => _blobs.Count;

    /// <summary>How many of them something is done of.</summary>
    public int Begun => _blobs.Values.Count(blob => blob.Bytes > 0);

    /// <summary>How many of them are not through.</summary>
    public int Unfinished { get; private set; }

    /// <summary>The bytes that have moved.</summary>
    public long Bytes { get; private set; }

    /// <summary>The bytes of all these blobs.</summary>
    public long Total { get; private set; }

    /// <summary>Whether something is sent; else all is received.</summary>
    public bool IsUpload { get; private set; }

    public void Add(TransferProgress progress)
    {
        var isUpload = progress.Direction == TransferDirection.Upload;
        var size = progress.Blob.Size;
        if (!_blobs.TryGetValue(progress.Blob.Digest, out var before))
        {
            Total += size;
            Unfinished++;
        }

        if (before.IsUpload && !isUpload)
            return;

        var moved = Math.Min(progress.Bytes, size);
        Bytes += moved - before.Bytes;
        Unfinished += (before.Bytes == size ? 1 : 0) - (moved == size ? 1 : 0);
        IsUpload |= isUpload;
        _blobs[progress.Blob.Digest] = (moved, isUpload);
    }
}
