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

    internal PlimsollException TagConflict(Tag tag, Digest before, Digest after) => CreateConflict(Destination, tag.Value, tag.Strategy, before, after);

    internal static PlimsollException CreateConflict(string destination, string tag, string strategy, Digest before, Digest after) => new(
        ErrorKind.Conflict,
        $"{destination}:{tag} is immutable and names another image already.\n  there: {before}\n  here:  {after}",
        strategy == StrategyNames.SemanticVersion
            ? "Release this commit under a new version; a version that was published never changes."
            : "Build from another commit, or remove the tag at the registry if it was published by mistake.");
}
