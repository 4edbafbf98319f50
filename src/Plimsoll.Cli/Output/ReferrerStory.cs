using Plimsoll.Oci.Storage;

namespace Plimsoll.Cli.Output;

/// <summary>Tells what was carried along with an image, and why nothing was where the form of the destination has no place for it.</summary>
internal static class ReferrerStory
{
    public static void Tell(Story story, CopyReport report, CopyOptions options, ImageLocation destination)
    {
        foreach (var copy in report.Referrers)
        {
            var line = $"referrer {copy.Referrer.Digest} ({copy.Referrer.ArtifactType ?? copy.Referrer.MediaType}) of {copy.Subject}";
            if (copy.Outcome == BlobOutcome.Present)
                story.Report($"{line} is there already");
            else
                story.Say(line);
        }

        if (options.Referrers && (destination.Transport == ImageTransport.Engine || destination.IsDockerArchive))
            story.Report($"what refers to the image is left out: {(destination.IsDockerArchive ? "a docker-archive" : "the engine")} holds images only");
    }
}
