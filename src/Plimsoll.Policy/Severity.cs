namespace Plimsoll.Policy;

/// <summary>The severity of a finding. Only an error fails a check.</summary>
public enum Severity
{
    /// <summary>Worth knowing; needs no action.</summary>
    Note,

    /// <summary>Should be looked at; does not fail the check.</summary>
    Warning,

    /// <summary>Breaks the policy; the check fails with exit code 3.</summary>
    Error,
}
