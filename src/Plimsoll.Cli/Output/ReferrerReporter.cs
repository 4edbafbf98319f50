using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Attachments;

namespace Plimsoll.Cli.Output;

/// <summary>Lists the referrers that were copied with an image, or says why the destination cannot hold any.</summary>
internal static class ReferrerReporter
{
    public static void Report(Diagnostics diagnostics, CopyReport report, CopyOptions options, ImageLocation destination)
    {
        foreach (var copy in report.Referrers)
        {
            var kind = copy.Content is { } content && Referrer.TryParse(content) is { } manifest ? string.Join(" and ", ReferrerKind.Describe(content, manifest, copy.Tag)) : copy.Referrer.ArtifactType ?? copy.Referrer.MediaType;
            var line = $"referrer {copy.Referrer.Digest} ({kind}) of {copy.Subject}";
            if (copy.Kept is { } kept)
                diagnostics.Warn($"{line} was not copied: the destination has {kept} under {copy.Tag}, with signatures that the source does not have");
            else if (copy.Outcome == BlobOutcome.Present)
                diagnostics.Detail($"{line} already exists");
            else
                diagnostics.Info(line);
        }

        if (options.Referrers && (destination.Transport is ImageTransport.DockerDaemon or ImageTransport.Directory || destination.IsDockerArchive))
            diagnostics.Detail($"referrers were not copied: {(destination.IsDockerArchive ? "a docker-archive" : destination.Transport == ImageTransport.Directory ? "an image directory" : "the Docker Engine")} cannot store them");
    }
}
