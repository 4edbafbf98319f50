using Plimsoll.Oci;
using Plimsoll.Oci.Images;

namespace Plimsoll.Policy.Pinning;

/// <summary>What an image becomes, or why it stays.</summary>
internal sealed record PinTarget
{
    public PinTarget(ImageReference image) => Image = image;

    public PinTarget(string problem, ErrorKind? failure) => (Problem, Failure) = (problem, failure);

    /// <summary>The reference with its digest, or <c>null</c>.</summary>
    public ImageReference? Image { get; }

    /// <summary>Why there is none, as a sentence without its end.</summary>
    public string? Problem { get; }

    /// <summary>The kind of failure; <c>null</c> where it is none.</summary>
    public ErrorKind? Failure { get; }

    /// <summary>When it was first seen, where that was asked and is known.</summary>
    public FirstSeen? FirstSeen { get; init; }
}
