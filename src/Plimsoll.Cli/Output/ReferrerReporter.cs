using Plimsoll.Oci.Storage;

namespace Plimsoll.Cli.Output;

/// <summary>Lists the referrers that were copied with an image, or says why the destination cannot hold any.</summary>
internal static class ReferrerReporter
{
    public static void Report(Diagnostics diagnostics, CopyReport report, CopyOptions options, ImageLocation destination)
    {
        foreach (var copy in report.Referrers)
        {
            var line = $"referrer {copy.Referrer.Digest} ({copy.Referrer.ArtifactType ?? copy.Referrer.MediaType}) of {copy.Subject}";
            if (copy.Outcome == BlobOutcome.Present)
                diagnostics.Detail($"{line} already exists");
            else
                diagnostics.Info(line);
        }

        if (options.Referrers && (destination.Transport is ImageTransport.DockerDaemon or ImageTransport.Directory || destination.IsDockerArchive))
            diagnostics.Detail($"referrers were not copied: {(destination.IsDockerArchive ? "a docker-archive" : destination.Transport == ImageTransport.Directory ? "an image directory" : "the Docker Engine")} cannot store them");
    }
}
