namespace Plimsoll.Policy.Suppressions;

/// <summary>Why a finding does not count.</summary>
/// <param name="Kind">What suppresses it.</param>
/// <param name="Reason">The reason as written, or <c>null</c> for none.</param>
public sealed record Suppression(SuppressionKind Kind, string? Reason);
