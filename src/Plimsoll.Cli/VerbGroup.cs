namespace Plimsoll.Cli;

/// <summary>Verbs that belong together.</summary>
/// <param name="Title">What help calls them.</param>
/// <param name="Verbs">In the order of help.</param>
internal sealed record VerbGroup(string Title, IReadOnlyList<Verb> Verbs);
