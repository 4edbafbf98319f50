namespace Plimsoll.Publishing.Diagnosis;

/// <summary>What Plimsoll can work with here, and what it lacks.</summary>
/// <param name="Items">From configuration to registries.</param>
public sealed record DiagnosisReport(IReadOnlyList<DiagnosisItem> Items)
{
    /// <summary>Whether nothing is missing.</summary>
    public bool IsComplete => Items.All(item => item.State != DiagnosisState.Missing);
}
