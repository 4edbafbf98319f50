using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage;

/// <summary>One image of an index, and where it is.</summary>
/// <param name="Source">Where it is.</param>
/// <param name="Image">Its manifest.</param>
internal sealed record JoinedPart(IImageSource Source, ManifestContent Image);
