using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Planning;

/// <summary>What would be done with each tag of a destination, made by reading the registry and writing nothing.</summary>
internal sealed record TagChangePlan
{
    /// <summary>The destination without tag: <c>ghcr.io/acme/app</c> or <c>oci:PATH</c>.</summary>
    public required string Destination { get; init; }

    /// <summary>The digest of the image's manifest; through the engine the image ID, since the engine makes the manifest.</summary>
    public required Digest Image { get; init; }

    /// <summary>One change a tag, in the order of the tag plan.</summary>
    public required IReadOnlyList<TagChange> Changes { get; init; }

    /// <summary>Whether the image is sent without any tag.</summary>
    public bool ByDigest { get; init; }

    /// <summary>Whether any tag would be written.</summary>
    public bool HasChanges => Changes.Any(change => change.IsWrite);

    /// <summary>Throws for the first tag that must not be written.</summary>
    /// <exception cref="PlimsollException">An immutable tag holds another image (exit code 5).</exception>
    public void ThrowIfRefused()
    {
        if (Changes.FirstOrDefault(change => change.Action == TagAction.Refuse) is { } refused)
            throw TagConflict(refused.Tag, refused.Before!, refused.After);
    }

    /// <summary>
    /// The image that all tags are to name, where a tag that never moves names one already: one of this commit that is kept,
    /// or the same image under another manifest. A version's tag decides; the commit's own tag does only where there is no
    /// other, since a branch's run publishes it before the commit becomes a release.
    /// </summary>
    public TagChange? FindDecided()
    {
        var immutable = Changes.Where(change => change.Tag.Mutability == Mutability.Immutable).ToList();
        var deciding = immutable.Where(change => change.Tag.Strategy != StrategyNames.GitSha).ToList() is { Count: > 0 } versions ? versions : immutable;
        var decided = deciding.FirstOrDefault(change => change.Action == TagAction.Unchanged) ?? deciding.FirstOrDefault(change => change.Action == TagAction.Keep);
        return decided?.After == Image ? null : decided;
    }

    internal PlimsollException TagConflict(Tag tag, Digest before, Digest after) => CreateConflict(Destination, tag.Value, tag.Strategy, before, after);

    internal static PlimsollException CreateConflict(string destination, string tag, string strategy, Digest before, Digest after) => new(
        ErrorKind.Conflict,
        $"{destination}:{tag} is immutable and already points to another image.\n  existing: {before}\n  new:      {after}",
        (strategy == StrategyNames.GitSha
            ? "Build from another commit, or delete the tag from the registry if it was published by mistake."
            : "Release this commit as a new version; a published version never changes.")
        + "\nIf another run published it from this same commit, let only one run publish it ('when: { run: tag }' in the tag rule in plimsoll.yml), or publish that run's image again (the setting 'reuse').");
}
