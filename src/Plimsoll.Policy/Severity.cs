namespace Plimsoll.Policy;

/// <summary>How much a finding weighs. Only an error makes a check fail.</summary>
public enum Severity
{
    /// <summary>Worth knowing; asks for nothing.</summary>
    Note,

    /// <summary>Should be looked at; does not fail the check.</summary>
    Warning,

    /// <summary>Breaks the policy; the check fails with exit code 3.</summary>
    Error,
}
