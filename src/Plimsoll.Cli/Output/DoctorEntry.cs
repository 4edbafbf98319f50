namespace Plimsoll.Cli.Output;

/// <summary>One thing that was looked at: <c>ok</c>, <c>unused</c> or <c>missing</c>.</summary>
internal sealed record DoctorEntry(string Area, string State, string Text, string? Advice);
