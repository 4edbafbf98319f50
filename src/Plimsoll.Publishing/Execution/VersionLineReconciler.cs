using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Execution;

/// <summary>
/// Leaves <c>latest</c> and the tags of version lines with the highest version that is published.
/// Publishers of different versions may move <c>latest</c> or a line such as <c>2.1</c> at the same time, and the write of the
/// lower one may arrive last. Each therefore looks again after its own write, and gives the tag to the highest version that is
/// there then. Versions are written before such tags, so that whoever wrote last sees the versions of all that wrote before.
/// </summary>
/// <param name="target">The image and the way to its destination.</param>
/// <param name="owners">Which release a tag belongs to; <c>null</c> where no tag follows releases.</param>
/// <param name="warnings">Takes what whoever publishes should know; may be <c>null</c>.</param>
/// <param name="clock">The clock of waiting for other publishers.</param>
internal sealed class VersionLineReconciler(IPublishTarget target, IReleaseLines? owners, IProgress<string>? warnings, TimeProvider clock)
{
    private const int Rounds = 50;

    /// <summary>How often in turn a higher version must name the image that a tag was given of it: others may race for that version, and who loses it takes its image away again.</summary>
    private const int Confirmations = 4;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>Whether a tag follows releases.</summary>
    public bool Follows(Tag tag) => owners?.Contains(tag) == true;

    /// <summary>Decides on a tag that somebody else has written since it was planned.</summary>
    /// <param name="planned">What was planned for it.</param>
    /// <param name="there">What it names now.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>
    /// The tag as it is where a higher version is published, whose publisher moves it if it did not yet, and who races with others
    /// for it as long as no version names its image; else moved from the lower one that it names; <c>null</c> where what it names is
    /// not a version.
    /// </returns>
    public async Task<TagChange?> DecideAsync(TagChange planned, Digest there, CancellationToken cancellationToken)
    {
        if (!Follows(planned.Tag))
            return null;

        var tags = await target.Repository.FindTagsAsync(cancellationToken);
        if (owners!.FindHigher(planned.Tag.Value, tags) is { } higher)
            return Keep(planned.Tag, there, higher);
        foreach (var version in owners.FindOthers(planned.Tag.Value, tags))
            if ((await target.Repository.ResolveAsync(version, cancellationToken))?.Digest == there)
                return planned with { Before = there, Action = TagAction.Move };
        return null;
    }

    /// <summary>Gives tags that were written here to a higher version that has been published meanwhile.</summary>
    /// <param name="written">The tags, each with the digest that it was given.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The tags that name another version in the end.</returns>
    public async Task<IReadOnlyList<TagChange>> SettleAsync(IReadOnlyList<TagChange> written, CancellationToken cancellationToken)
    {
        var settled = new Dictionary<string, TagChange>(StringComparer.Ordinal);
        var open = written.Where(change => Follows(change.Tag)).ToList();
        for (var (round, quiet, pause) = (0, 0, FirstPause); open.Count > 0 && quiet < Confirmations && round < Rounds; round++, quiet++)
        {
            if (round > 0)
            {
                await Task.Delay(pause, clock, cancellationToken);
                pause *= quiet > 0 ? 2 : 1;
            }

            var began = clock.GetTimestamp();
            var tags = await target.Repository.FindTagsAsync(cancellationToken);
            var given = new List<TagChange>();
            foreach (var change in open)
            {
                if (owners!.FindHigher(change.Tag.Value, tags) is not { } version
                    || await target.Repository.ResolveAsync(version, cancellationToken) is not { } higher
                    || await target.Repository.ResolveAsync(change.Tag.Value, cancellationToken) is not { } there)
                    continue;

                // Who wrote it after us looks at it after us.
                if (there.Digest == change.After)
                    given.Add(change with { After = higher.Digest });
                if (there.Digest == change.After && there.Digest != higher.Digest)
                {
                    await target.Repository.PutManifestAsync(await target.Repository.GetManifestAsync(higher.Digest.ToString(), cancellationToken), change.Tag.Value, cancellationToken);
                    there = higher;
                    (quiet, pause) = (0, FirstPause);
                }

                settled[change.Tag.Value] = Keep(change.Tag, there.Digest, version);
            }

            open = given;

            // Others need as long for their look as this one did.
            var taken = clock.GetElapsedTime(began);
            pause = taken < pause ? pause : taken < LongestPause ? taken : LongestPause;
        }

        foreach (var change in settled.Values)
            warnings?.Report($"{target.Destination}:{change.Tag.Value} was not moved: {change.Reason}");
        return [.. settled.Values];
    }

    /// <summary>The version that a tag goes to instead of what it named before, where publishing failed after it was moved: one that was published meanwhile.</summary>
    public async Task<Descriptor?> FindRestoredAsync(Tag tag, CancellationToken cancellationToken) =>
        Follows(tag)
        && owners!.FindNewest(tag.Value, await target.Repository.FindTagsAsync(cancellationToken)) is { } version
            ? await target.Repository.ResolveAsync(version, cancellationToken)
            : null;

    private static TagChange Keep(Tag tag, Digest image, string version) =>
        new(tag, image, image, TagAction.Keep, $"{version} is higher, and was published at the same time");
}
