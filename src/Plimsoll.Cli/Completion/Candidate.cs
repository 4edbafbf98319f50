namespace Plimsoll.Cli.Completion;

/// <summary>A word that can stand where the cursor is.</summary>
/// <param name="Value">The whole word.</param>
/// <param name="Description">What it means, for shells that show it; may be empty.</param>
internal sealed record Candidate(string Value, string Description = "");
