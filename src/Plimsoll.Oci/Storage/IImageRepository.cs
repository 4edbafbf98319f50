namespace Plimsoll.Oci.Storage;

/// <summary>A place with tags that is both read and written: what a publisher plans against and publishes to.</summary>
public interface IImageRepository : IImageSource, IImageSink
{
    /// <summary>
    /// The tags there are, in no particular order; none where the repository does not exist yet.
    /// </summary>
    IAsyncEnumerable<string> ListTagsAsync(CancellationToken cancellationToken);
}
