namespace Plimsoll.Publishing.Environments;

/// <summary>A tag that names the image which is withdrawn, and stays.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Reason">Why it stays, as a phrase.</param>
public sealed record KeptTag(string Tag, string Reason);
