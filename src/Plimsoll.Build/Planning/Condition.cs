namespace Plimsoll.Build.Planning;

/// <summary>When a target runs, with its source text for the summary.</summary>
internal sealed record Condition(Func<bool> Holds, string Text);
