using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Sources;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Planning;

/// <summary>Compares the tags of a build with what the registry holds.</summary>
internal static class PublishPlanner
{
    public static async Task<TagChangePlan> PlanAsync(IPublishTarget target, TagPlan tags, string commit, CancellationToken cancellationToken)
    {
        var changes = new List<TagChange>();
        foreach (var tag in tags.Tags)
            changes.Add(await CompareAsync(target, tag, commit, cancellationToken));

        return new TagChangePlan { Destination = target.Destination, Image = target.Image, Changes = changes };
    }

    /// <summary>What is to be done with one tag as things stand now. The commit, a full id, is the one that a Git SHA tag is of.</summary>
    public static async Task<TagChange> CompareAsync(IPublishTarget target, Tag tag, string commit, CancellationToken cancellationToken)
    {
        var there = await target.Repository.ResolveAsync(tag.Value, cancellationToken);
        if (there is null)
            return new TagChange(tag, null, target.Image, TagAction.Create);
        if (await target.IsThisImageAsync(there, cancellationToken))
            return new TagChange(tag, there.Digest, there.Digest, TagAction.Unchanged);
        if (tag.Mutability == Mutability.Moving)
            return new TagChange(tag, there.Digest, target.Image, TagAction.Move);

        // Branch CI has published this commit, and now it is tagged: the image differs (its version label does), the
        // commit does not.
        if (tag.Strategy == StrategyNames.GitSha && await ImageRevision.ReadAsync(target.Repository, there, cancellationToken) == commit)
            return new TagChange(tag, there.Digest, there.Digest, TagAction.Keep, "it already names an image of this commit");

        return new TagChange(tag, there.Digest, target.Image, TagAction.Refuse, "it is immutable and names another image");
    }
}
