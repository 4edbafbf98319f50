using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Planning;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Holds;

/// <summary>Looks for holds against publishing.</summary>
internal static class PublishHoldFinder
{
    /// <summary>
    /// The holds against a plan. One that moves nothing brings nothing back, and is not asked about. What the version's or
    /// the commit's own tag names stands for the image too, since a build made anew may have another digest.
    /// </summary>
    public static async Task<IReadOnlyList<FoundHold>> FindAsync(
        TagChangePlan plan, TagPlan tags, string? environment, IImageRepository repository, string directory, CancellationToken cancellationToken)
    {
        var moving = plan.Changes.Where(change => change.IsWrite && change.Tag.Mutability == Mutability.Moving).Select(change => change.Tag.Value).ToList();
        if (moving.Count == 0)
            return [];

        IEnumerable<Digest> named = plan.Changes.Where(change => change.Tag.Mutability == Mutability.Immutable).Select(change => change.Before).OfType<Digest>();
        var query = new HoldQuery
        {
            Asked = $"{plan.Destination}:{tags.Version ?? plan.Changes[0].Tag.Value}",
            Destination = plan.Destination,
            Environment = environment,
            Images = [plan.Image, .. named.Where(digest => digest != plan.Image).Distinct()],
            Version = tags.Version,
            Tags = moving,
        };
        return await HoldChecker.FindAsync(query, [repository], directory, cancellationToken);
    }
}
