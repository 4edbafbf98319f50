namespace Plimsoll.Publishing.Diagnosis;

/// <summary>One thing that Plimsoll works with.</summary>
/// <param name="Area">What it is: <c>configuration</c>, <c>git</c>, <c>repository</c>, <c>clock</c>, <c>host</c>, <c>engine</c> or <c>registry</c>.</param>
/// <param name="State">Whether it can be used.</param>
/// <param name="Text">What was found, or what is wrong. It contains no secret.</param>
/// <param name="Advice">What to do where it cannot be used, in one or more lines; else <c>null</c>.</param>
public sealed record DiagnosisItem(string Area, DiagnosisState State, string Text, string? Advice = null);
