using Plimsoll.Oci;

namespace Plimsoll.Policy.Pinning;

/// <summary>What an action becomes, or why it stays.</summary>
/// <param name="Commit">The commit, or <c>null</c>.</param>
/// <param name="Version">The tag or branch that is named beside it.</param>
/// <param name="Problem">Why there is no commit, as a sentence without its end.</param>
/// <param name="Failure">The kind of failure; <c>null</c> where it is none.</param>
internal sealed record ActionTarget(string? Commit, string? Version, string? Problem = null, ErrorKind? Failure = null)
{
    /// <summary>When it was first seen, where that was asked and is known.</summary>
    public FirstSeen? FirstSeen { get; init; }

    public static ActionTarget Stays(string problem, ErrorKind? failure = null) => new(null, null, problem, failure);
}
