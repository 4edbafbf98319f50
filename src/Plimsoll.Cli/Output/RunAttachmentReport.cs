namespace Plimsoll.Cli.Output;

/// <summary>The result of <c>plimsoll receipt attach</c> for a run: one for each image that has its receipt now.</summary>
internal sealed record RunAttachmentReport(int SchemaVersion, string Kind, IReadOnlyList<ReceiptAttachment> Images);
