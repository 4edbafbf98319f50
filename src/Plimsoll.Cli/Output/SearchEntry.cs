namespace Plimsoll.Cli.Output;

/// <summary>A repository that <c>plimsoll search</c> found; what a registry does not know is <c>null</c>.</summary>
internal sealed record SearchEntry(string Name, string? Description, long? Stars, bool? Official);
