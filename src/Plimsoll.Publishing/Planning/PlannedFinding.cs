namespace Plimsoll.Publishing.Planning;

/// <summary>Something that policy forbids in a plan.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Tag">The tag.</param>
/// <param name="Message">What is refused and why.</param>
/// <param name="Advice">What to do instead.</param>
public sealed record PlannedFinding(string Rule, string Tag, string Message, string Advice);
