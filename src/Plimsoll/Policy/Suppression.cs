namespace Plimsoll.Policy;

/// <summary>Why a finding does not count.</summary>
/// <param name="Kind">What took it back.</param>
/// <param name="Reason">The words of whoever did, or <c>null</c> for none.</param>
public sealed record Suppression(SuppressionKind Kind, string? Reason);

/// <summary>What can take a finding back.</summary>
public enum SuppressionKind
{
    /// <summary>A comment <c>plimsoll:ignore</c> in the file.</summary>
    InSource,

    /// <summary>An exception of the policy.</summary>
    Exception,

    /// <summary>The baseline: the finding was there before.</summary>
    Baseline,
}
