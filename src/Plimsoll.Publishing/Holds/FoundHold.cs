using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Receipts;

namespace Plimsoll.Publishing.Holds;

/// <summary>A hold that is in force, and where it was found.</summary>
/// <param name="Hold">The hold.</param>
/// <param name="Asked">The image that it is against, as it was asked for.</param>
/// <param name="Place">The repository whose image it is attached to; <c>null</c> where only a receipt knows of it.</param>
internal sealed record FoundHold(Hold Hold, string Asked, IImageRepository? Place);
