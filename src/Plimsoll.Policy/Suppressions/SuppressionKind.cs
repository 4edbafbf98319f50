namespace Plimsoll.Policy.Suppressions;

/// <summary>What can suppress a finding.</summary>
public enum SuppressionKind
{
    /// <summary>A comment <c>plimsoll:ignore</c> in the file.</summary>
    InSource,

    /// <summary>An entry of <c>policy.exceptions</c>.</summary>
    Policy,

    /// <summary>The baseline: the finding was there before.</summary>
    Baseline,
}
