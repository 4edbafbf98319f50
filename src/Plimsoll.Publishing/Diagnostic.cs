namespace Plimsoll.Publishing;

/// <summary>Something that happened on the way; nothing failed.</summary>
/// <param name="Level">How much it matters.</param>
/// <param name="Text">What happened, without a full stop. It may hold text of registries and commits: neutralise it before a CI log.</param>
public sealed record Diagnostic(DiagnosticLevel Level, string Text);
