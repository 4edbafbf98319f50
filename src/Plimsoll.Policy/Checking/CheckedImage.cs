namespace Plimsoll.Policy.Checking;

/// <summary>An image found in a file, with its verdict.</summary>
/// <param name="Use">Where and how it is named.</param>
/// <param name="Verdict">Whether the reference can move, independent of the profile.</param>
public sealed record CheckedImage(ImageUse Use, Verdict Verdict);
