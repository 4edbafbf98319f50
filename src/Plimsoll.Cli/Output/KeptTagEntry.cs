namespace Plimsoll.Cli.Output;

/// <summary>One tag that stays, and why.</summary>
internal sealed record KeptTagEntry(string Tag, string Reason);
