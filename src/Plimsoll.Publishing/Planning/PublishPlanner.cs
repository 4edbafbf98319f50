using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Planning;

/// <summary>Compares the tags of a build with what the registry holds.</summary>
internal static class PublishPlanner
{
    /// <summary>What is to be done with each tag as things stand now.</summary>
    public static async Task<TagChangePlan> PlanAsync(IPublishTarget target, TagPlan tags, SameCommitRule keep, CancellationToken cancellationToken)
    {
        var changes = new List<TagChange>();
        foreach (var tag in tags.Tags)
            changes.Add(await CompareAsync(target, tag, keep, cancellationToken));

        return new TagChangePlan { Destination = target.Destination, Image = target.Image, Changes = changes };
    }

    /// <summary>What is to be done with one tag as things stand now.</summary>
    public static async Task<TagChange> CompareAsync(IPublishTarget target, Tag tag, SameCommitRule keep, CancellationToken cancellationToken)
    {
        var there = await target.Repository.FindAsync(tag.Value, cancellationToken);
        if (there is null)
            return new TagChange(tag, null, target.Image, TagAction.Create);
        if (await target.IsThisImageAsync(there, cancellationToken))
            return new TagChange(tag, there.Digest, there.Digest, TagAction.Unchanged);
        if (tag.Mutability == Mutability.Moving)
            return new TagChange(tag, there.Digest, target.Image, TagAction.Move);

        // The same image that went the other way: an engine writes a manifest of its own.
        if (await target.HasSameContentAsync(there, cancellationToken))
            return new TagChange(tag, there.Digest, there.Digest, TagAction.Unchanged);

        // Another run has published this commit: the image differs, as builds do, the commit does not.
        if (await keep.AllowsAsync(target.Repository, there, tag, cancellationToken))
            return new TagChange(tag, there.Digest, there.Digest, TagAction.Keep, "it already points to an image of this commit");

        return new TagChange(tag, there.Digest, target.Image, TagAction.Refuse, "it is immutable and points to another image");
    }
}
