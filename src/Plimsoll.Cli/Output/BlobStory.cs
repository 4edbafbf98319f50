using Plimsoll.Oci.Storage;

namespace Plimsoll.Cli.Output;

/// <summary>Tells each blob as it is done.</summary>
internal sealed class BlobStory(Story story) : IProgress<BlobCopy>
{
    public void Report(BlobCopy value) => story.Report($"{value.Outcome.ToString().ToLowerInvariant()} {value.Blob.Digest} ({value.Blob.Size:N0} bytes)");
}
