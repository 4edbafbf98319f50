namespace Plimsoll.Policy.Suppressions;

/// <summary>Why a comment that is meant to suppress findings suppresses nothing.</summary>
/// <param name="Severity">The severity of saying so.</param>
/// <param name="Message">What is wrong, in one sentence or two.</param>
/// <param name="Advice">What to write instead.</param>
internal sealed record SuppressionMistake(Severity Severity, string Message, string Advice);
