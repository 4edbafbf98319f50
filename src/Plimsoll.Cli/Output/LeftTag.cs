namespace Plimsoll.Cli.Output;

/// <summary>One tag that stays, and why.</summary>
internal sealed record LeftTag(string Tag, string Reason);
