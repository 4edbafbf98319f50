namespace Plimsoll.Tags.Strategies;

/// <summary>What a branch is called as a tag.</summary>
/// <param name="Value">The text, valid between the prefix and suffix that it was asked for.</param>
/// <param name="Reason">Why it is not the branch's sanitized name but carries a hash of it, as a phrase; <c>null</c> where it is.</param>
public sealed record BranchText(string Value, string? Reason);
