namespace Plimsoll.Publishing.Diagnosis;

/// <summary>Whether something that Plimsoll works with can be used.</summary>
public enum DiagnosisState
{
    /// <summary>It works.</summary>
    Ok,

    /// <summary>It is not there, and nothing here needs it.</summary>
    Unused,

    /// <summary>It is needed, by the configuration or the repository, and cannot be used.</summary>
    Missing,
}
