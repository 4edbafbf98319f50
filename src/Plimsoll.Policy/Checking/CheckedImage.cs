namespace Plimsoll.Policy.Checking;

/// <summary>An image found in a file and what its reference promises.</summary>
/// <param name="Use">Where and how it is named.</param>
/// <param name="Verdict">What the reference promises, independent of the profile.</param>
public sealed record CheckedImage(ImageUse Use, Verdict Verdict);
