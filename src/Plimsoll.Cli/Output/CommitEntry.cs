namespace Plimsoll.Cli.Output;

/// <summary>One commit since the last release.</summary>
internal sealed record CommitEntry(
    string Id, string AbbreviatedId, bool IsConventional, string? Type, string? Scope, bool IsBreaking, string Subject, string Bump);
