using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Sources;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Planning;

/// <summary>Compares the tags of a build with what the registry holds.</summary>
internal static class PublishPlanner
{
    public static async Task<TagChangePlan> PlanAsync(IPublishTarget route, TagPlan tags, string commit, CancellationToken cancellationToken)
    {
        var changes = new List<TagChange>();
        foreach (var tag in tags.Tags)
            changes.Add(await CompareAsync(route, tag, commit, cancellationToken));

        return new TagChangePlan { Destination = route.Destination, Image = route.Image, Changes = changes };
    }

    /// <summary>What is to be done with one tag as things stand now. The commit, a full id, is the one that a Git SHA tag is of.</summary>
    public static async Task<TagChange> CompareAsync(IPublishTarget route, Tag tag, string commit, CancellationToken cancellationToken)
    {
        var there = await route.Repository.ResolveAsync(tag.Value, cancellationToken);
        if (there is null)
            return new TagChange(tag, null, route.Image, TagAction.Create);
        if (await route.IsThisImageAsync(there, cancellationToken))
            return new TagChange(tag, there.Digest, there.Digest, TagAction.Unchanged);
        if (tag.Mutability == Mutability.Moving)
            return new TagChange(tag, there.Digest, route.Image, TagAction.Move);

        // Branch CI has published this commit, and now it is tagged: the image differs (its version label does), the
        // commit does not.
        if (tag.Strategy == StrategyNames.GitSha && await ImageRevision.ReadAsync(route.Repository, there, cancellationToken) == commit)
            return new TagChange(tag, there.Digest, there.Digest, TagAction.Keep, "it names an image of this very commit already");

        return new TagChange(tag, there.Digest, route.Image, TagAction.Refuse, "it is immutable and names another image");
    }
}
