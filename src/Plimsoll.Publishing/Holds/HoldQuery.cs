using Plimsoll.Oci.Images;
using Plimsoll.Publishing.Receipts;

namespace Plimsoll.Publishing.Holds;

/// <summary>What somebody is about to do with an image, as far as a hold may be against it.</summary>
internal sealed record HoldQuery
{
    /// <summary>The image as whoever asks names it, for messages.</summary>
    public required string Asked { get; init; }

    /// <summary>Where: an image's name without tag.</summary>
    public required string Destination { get; init; }

    /// <summary>The environment that it goes to, or <c>null</c>.</summary>
    public string? Environment { get; init; }

    /// <summary>The image, and those that stand for it: what its version and its commit name already.</summary>
    public required IReadOnlyCollection<Digest> Images { get; init; }

    /// <summary>The version that it was, or is to be, released as; <c>null</c> where it is none.</summary>
    public string? Version { get; init; }

    /// <summary>The moving tags that are to name it.</summary>
    public required IReadOnlyCollection<string> Tags { get; init; }

    /// <summary>Whether the hold is against it.</summary>
    public bool Matches(Hold hold)
    {
        var isSamePlace = hold.Destination == Destination;
        var isSameImage = Images.Contains(hold.Digest) || (isSamePlace && Version is not null && hold.Version == Version);
        return isSameImage
            && (string.Equals(hold.Environment, Environment, StringComparison.OrdinalIgnoreCase) || (isSamePlace && hold.Tags.Any(Tags.Contains)));
    }
}
