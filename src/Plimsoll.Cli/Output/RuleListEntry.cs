namespace Plimsoll.Cli.Output;

/// <summary>A rule as it is configured.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">What it reports, in a few words.</param>
/// <param name="On">Whether it reports anything anywhere.</param>
/// <param name="Condition">When it applies, or <c>null</c> where it always does.</param>
/// <param name="Severity">The severity in files of no environment: error, warning, note or off.</param>
/// <param name="Environments">The severity in the files of each environment.</param>
internal sealed record RuleListEntry(string Name, string Title, bool On, string? Condition, string Severity, IReadOnlyDictionary<string, string> Environments);
