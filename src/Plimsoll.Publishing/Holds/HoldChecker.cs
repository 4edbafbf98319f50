using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Policy.Rules;
using Plimsoll.Publishing.Receipts;

namespace Plimsoll.Publishing.Holds;

/// <summary>Looks for holds against what somebody is about to do, in registries and in the receipts of this machine, and releases them.</summary>
internal static class HoldChecker
{
    /// <summary>The holds in force. A release counts wherever it is found.</summary>
    /// <param name="query">What is about to be done.</param>
    /// <param name="places">Where the image is or goes to, the destination first.</param>
    /// <param name="directory">The directory whose receipts are looked at.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PlimsollException">Something attached cannot be read (exit code 3), or a registry refuses or fails (4, 7).</exception>
    public static async Task<IReadOnlyList<FoundHold>> FindAsync(HoldQuery query, IReadOnlyList<IImageRepository> places, string directory, CancellationToken cancellationToken)
    {
        var receipts = ReceiptFolder.Read(ReceiptFile.FolderIn(directory)).Receipts.Select(recorded => recorded.Receipt).ToList();
        var recorded = receipts.Select(receipt => receipt.Hold).OfType<Hold>().Where(query.Matches).ToList();

        // What only a receipt knows may have been released by somebody else, who recorded it in the registry.
        var found = new List<FoundHold>();
        var released = receipts.SelectMany(receipt => receipt.ReleasedHolds).ToHashSet();
        foreach (var image in query.Images.Concat(recorded.Select(hold => hold.Digest)).Distinct())
            foreach (var place in places)
                foreach (var document in await HoldReferrer.ReadAsync(place, image, cancellationToken))
                    if (document.Hold is { } hold)
                        found.Add(new FoundHold(hold, query.Asked, place));
                    else
                        released.UnionWith(document.Release!.Holds);

        return [.. found
            .Concat(recorded.Select(hold => new FoundHold(hold, query.Asked, null)))
            .Where(one => query.Matches(one.Hold) && !released.Contains(one.Hold.Id))
            .DistinctBy(one => one.Hold.Id)];
    }

    /// <summary>What is to be said against it.</summary>
    public static IReadOnlyList<TagRefusal> Refusals(IEnumerable<FoundHold> holds, Func<string, string> settingName) => [.. holds.Select(found => Refusal(found.Hold, found.Asked, settingName))];

    /// <summary>Refuses.</summary>
    /// <exception cref="PlimsollException">There is a hold (exit code 3).</exception>
    public static void Refuse(IReadOnlyList<FoundHold> holds, Func<string, string> settingName)
    {
        if (Refusals(holds, settingName) is [{ Advice: var advice }, ..] refusals)
            throw new PlimsollException(ErrorKind.Policy, string.Join('\n', refusals.Select(refusal => refusal.Message)), advice);
    }

    /// <summary>Releases holds, where they are.</summary>
    public static async Task ReleaseAsync(IReadOnlyList<FoundHold> holds, PlimsollHost services, CancellationToken cancellationToken)
    {
        foreach (var together in holds.Where(found => found.Place is not null).GroupBy(found => (found.Place, found.Hold.Digest)))
        {
            var actor = await services.FindActorAsync(services.Directory, together.Key.Place!, cancellationToken);
            var release = new HoldRelease([.. together.Select(found => found.Hold.Id)], services.Clock.GetUtcNow(), actor, services.Observer.Host?.RunUrl);
            await HoldReferrer.AttachAsync(together.Key.Place!, together.Key.Digest, release, cancellationToken);
        }

        foreach (var (hold, _, _) in holds)
            services.Details?.Report($"the hold on {hold.Destination}@{hold.Digest} for environment {hold.Environment} was released");
    }

    private static TagRefusal Refusal(Hold hold, string asked, Func<string, string> settingName)
    {
        var version = hold.Version is null ? "" : $" ({hold.Version})";
        var reason = hold.Reason is null ? "no reason was given" : hold.Reason;
        return new TagRefusal(
            RuleNames.WithdrawnImage,
            hold.Tags is [var first, ..] ? first : hold.Environment,
            $"{asked} was withdrawn from environment '{hold.Environment}' by {hold.HeldBy ?? "an unknown user"} at {Timestamps.Rfc3339(hold.HeldAt)}: {reason} (rule {RuleNames.WithdrawnImage}). The hold is on {hold.Destination}@{hold.Digest}{version}.",
            $"Publish or promote another version. To deploy this one anyway, release its hold ({settingName("release-hold")}).");
    }
}
