namespace Plimsoll.Cli.Output;

/// <summary>The result of <c>plimsoll receipt verify</c> for a run: one for each image that could be asked for.</summary>
internal sealed record RunVerificationReport(int SchemaVersion, string Kind, IReadOnlyList<ReceiptVerificationReport> Images);
