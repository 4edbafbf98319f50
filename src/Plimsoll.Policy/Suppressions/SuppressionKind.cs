namespace Plimsoll.Policy.Suppressions;

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
