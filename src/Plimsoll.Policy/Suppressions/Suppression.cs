namespace Plimsoll.Policy.Suppressions;

/// <summary>Why a finding does not count.</summary>
/// <param name="Kind">What took it back.</param>
/// <param name="Reason">The words of whoever did, or <c>null</c> for none.</param>
public sealed record Suppression(SuppressionKind Kind, string? Reason);
