namespace Plimsoll.Publishing.Retention;

/// <summary>Whether the branch or pull request of a tag is open.</summary>
/// <param name="IsOpen"><c>null</c> where nobody knows.</param>
/// <param name="Reason">How that is known, or why it is not: a phrase.</param>
internal sealed record OpenState(bool? IsOpen, string Reason);
