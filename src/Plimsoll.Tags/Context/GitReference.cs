namespace Plimsoll.Tags.Context;

/// <summary>What is checked out, in the terms of a workflow.</summary>
/// <param name="Reference">The full ref, such as <c>refs/heads/main</c>; for a detached HEAD one that names the commit.</param>
/// <param name="Sha">The commit's full id.</param>
/// <param name="CommitDate">When the commit was made.</param>
internal sealed record GitReference(string Reference, string Sha, DateTimeOffset CommitDate);
