using Plimsoll.Oci.Storage;

namespace Plimsoll.Cli.Output;

/// <summary>Reports each blob as it is copied.</summary>
internal sealed class BlobReporter(Diagnostics diagnostics) : IProgress<BlobCopy>
{
    public void Report(BlobCopy value) => diagnostics.Detail($"{value.Outcome.ToString().ToLowerInvariant()} {value.Blob.Digest} ({value.Blob.Size:N0} bytes)");
}
