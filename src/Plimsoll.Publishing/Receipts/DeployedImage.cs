using Plimsoll.Oci.Images;

namespace Plimsoll.Publishing.Receipts;

/// <summary>An image as it is deployed to an environment, by the newest receipt of the two: a cell of the board.</summary>
/// <param name="Image">The image: the row. Where several places hold it, its name without registry.</param>
/// <param name="Destination">Where the environment's tag is: the image's whole name without tag.</param>
/// <param name="Environment">The environment, or <c>null</c> for what was published for none.</param>
/// <param name="Recorded">The receipt that brought it there; runs that changed nothing since do not count.</param>
/// <param name="Digest">What the environment has by the receipt, or <c>null</c>.</param>
/// <param name="Drift">How that stands to the rest.</param>
/// <param name="Newest">The receipt of the environment that has the newest image.</param>
/// <param name="IsDirty">Whether the image was built of a changed working tree, as the receipt of that publication tells wherever the image went.</param>
/// <param name="Holds">The holds on what was withdrawn from the environment there, the newest first.</param>
/// <param name="Now">What the environment's tag names, where it was asked for and names another image.</param>
internal sealed record DeployedImage(string Image, string Destination, string? Environment, RecordedReceipt Recorded, Digest? Digest, Drift Drift, ImageReceipt Newest, bool IsDirty, IReadOnlyList<Hold> Holds, Digest? Now);
