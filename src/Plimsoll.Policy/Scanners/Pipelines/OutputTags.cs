namespace Plimsoll.Policy.Scanners.Pipelines;

/// <summary>
/// The tags under which pipelines push what they build. One that moves is worth a finding; one that only the run knows, such as the
/// number of the build or the commit, is what such a tag should be.
/// </summary>
internal static class OutputTags
{
    /// <summary>The image if its tag is known, else an empty text.</summary>
    public static string Judged(string image) => image.LastIndexOf(ImageUse.Unknown) > image.LastIndexOf(':') ? "" : image;
}
