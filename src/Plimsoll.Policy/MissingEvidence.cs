namespace Plimsoll.Policy;

/// <summary>Why an image does not have the evidence that an environment requires.</summary>
/// <param name="Message">What is required and what was found, in sentences.</param>
/// <param name="Advice">What to do.</param>
public sealed record MissingEvidence(string Message, string Advice);
