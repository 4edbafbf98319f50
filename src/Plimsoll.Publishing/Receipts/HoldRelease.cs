namespace Plimsoll.Publishing.Receipts;

/// <summary>The release of holds: a record of its own, because many registries delete nothing, and who released should be known too.</summary>
/// <param name="Holds">The <see cref="Hold.Id"/>s.</param>
/// <param name="ReleasedAt">When, UTC.</param>
/// <param name="ReleasedBy">Who, or <c>null</c> where that is not known.</param>
/// <param name="RunUrl">The page of the run, or <c>null</c>.</param>
internal sealed record HoldRelease(IReadOnlyList<string> Holds, DateTimeOffset ReleasedAt, string? ReleasedBy, string? RunUrl);
