using Plimsoll.Oci.Storage;

namespace Plimsoll.Oci.Registries.Downloads;

/// <summary>Opens blobs: a large one in parts where the registry knows ranges, any other in one answer.</summary>
internal static class BlobDownload
{
    public static async Task<Stream> OpenAsync(BlobSource source, CancellationToken cancellationToken)
    {
        var first = IsWorthParts(source) ? new ByteRange(0, source.Parts.PartSize) : source.Whole;
        BlobResponse answer = await source.RunAsync((context, token) => source.OpenAsync(context, first, token), cancellationToken);
        IBlobReader reader = answer.IsPartial ? new ParallelBlobReader(source, answer, first.To) : new ResumingReader(source, source.Whole, answer);
        return new VerifyingStream(new BlobStream(reader, source), source.Blob, source.Mismatch);
    }

    /// <summary>
    /// One connection to a near registry is faster than its bytes can be hashed, and parts would only cost a copy in
    /// memory. Of a registry that has answered nothing yet nobody knows how near it is.
    /// </summary>
    private static bool IsWorthParts(BlobSource source) =>
        source.Blob.Size >= source.Options.ParallelDownloadFrom
        && source.Blob.Size > source.Parts.PartSize
        && (source.Endpoint.Budget.FastestAnswer is not { } latency || latency >= source.Options.ParallelDownloadLatency);
}
