using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Cli.Output;

/// <summary>
/// Tells what became of each blob as it is copied. On a terminal that is a line a layer, as docker prints; in a log it is said
/// at verbose only, for each blob and with whole digests.
/// </summary>
internal sealed class BlobReporter(CommandHost host, Diagnostics diagnostics) : IProgress<BlobCopy>
{
    private const int ShortDigest = 12;

    public void Report(BlobCopy value)
    {
        if (diagnostics.Verbosity >= OutputLevel.Verbose)
            diagnostics.Detail($"{value.Outcome.ToString().ToLowerInvariant()} {value.Blob.Digest} ({value.Blob.Size:N0} bytes){(value.MountedFrom is { } from ? $" from {from}" : "")}");
        else if (host.RewritesLines && value.Blob.MediaType is not (MediaTypes.OciConfig or MediaTypes.DockerConfig))
            diagnostics.Info($"{value.Blob.Digest.Hex[..ShortDigest]}: {Describe(value)}");
    }

    private static string Describe(BlobCopy copy)
    {
        var size = HumanSize.Format(copy.Blob.Size);
        return copy.Outcome switch
        {
            BlobOutcome.Present => $"already exists ({size})",
            BlobOutcome.Mounted when copy.MountedFrom is { } from => $"mounted from {from} ({size})",
            BlobOutcome.Mounted => $"mounted ({size})",
            BlobOutcome.Foreign => $"foreign layer, skipped ({size})",
            _ => copy.Route switch
            {
                BlobRoute.Push => $"pushed {size}",
                BlobRoute.Pull => $"pulled {size}",
                _ => $"copied {size}",
            },
        };
    }
}
