using Plimsoll.Oci.Images;
using Plimsoll.Policy.Scanners;

namespace Plimsoll.Policy.Pinning;

/// <summary>
/// Reads the files as they would be and compares: each image that was to be pinned has its digest, every other one is what it
/// was. An edit can go further than its place, where another file inherits the value or a template uses it for another image.
/// </summary>
internal static class PinVerification
{
    private const string Unreadable = "the edited file would not parse as intended";

    /// <summary>The places that must stay as they are, with the reason.</summary>
    /// <param name="before">The files as they are.</param>
    /// <param name="after">The files as they would be.</param>
    /// <param name="files">The changes.</param>
    public static Dictionary<PinLocation, string> FindProblems(FileTreeScan before, FileTreeScan after, IReadOnlyList<PinnedFile> files)
    {
        var pinned = files.SelectMany(file => file.Images).DistinctBy(image => image.Place).ToDictionary(image => image.Place!);
        var byDigest = pinned.Values.ToLookup(image => image.After.Split('@')[^1]);
        var now = Grouped(after);
        var wrong = new Dictionary<PinLocation, string>();
        foreach (var ((file, _), uses) in Grouped(before))
        {
            var group = now.GetValueOrDefault((file, uses[0].UsedBy), []);
            if (uses.Count != group.Count)
                Refuse(pinned.Values.Where(image => image.Span.File == file), Unreadable);
            else
                foreach (var (use, changed) in uses.Zip(group))
                    if (!IsAsPlanned(use, changed, pinned.GetValueOrDefault(PinLocation.From(use))))
                        Refuse(FindCauses(use, changed), use.Span.File == changed.Span.File && pinned.ContainsKey(PinLocation.From(use)) ? Unreadable : $"the digest would also apply to '{use.Image}' in {use.UsedBy}");
        }

        return wrong;

        void Refuse(IEnumerable<PinnedImage> images, string reason)
        {
            foreach (var image in images)
                wrong.TryAdd(image.Place!, reason);
        }

        // An image that is changed by accident has the digest of the one that it was written for.
        IEnumerable<PinnedImage> FindCauses(ImageUse use, ImageUse changed)
        {
            var images = changed.Image.Split('@').Skip(1).SelectMany(digest => byDigest[digest]).ToList();
            if (pinned.TryGetValue(PinLocation.From(use), out var own))
                images.Add(own);
            return images.Count > 0 ? images : pinned.Values;
        }
    }

    /// <summary>Some formats leave the tag where a digest stands beside it.</summary>
    private static bool IsAsPlanned(ImageUse before, ImageUse after, PinnedImage? pinned) =>
        pinned is null ? before.Image == after.Image
        : ImageReference.Parse(pinned.After) is var meant && after.Reference is { } reference
            && (reference == meant || reference == meant.WithoutTagOrDigest().WithDigest(meant.Digest!));

    private static Dictionary<(string File, string UsedBy), List<ImageUse>> Grouped(FileTreeScan scan) =>
        scan.Scans.SelectMany(file => file.Uses).GroupBy(use => (use.Span.File, use.UsedBy)).ToDictionary(group => group.Key, group => group.OrderBy(use => use.Token.Start).ToList());
}
