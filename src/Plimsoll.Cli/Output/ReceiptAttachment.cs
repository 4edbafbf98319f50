namespace Plimsoll.Cli.Output;

/// <summary>The result of <c>plimsoll receipt attach</c>.</summary>
internal sealed record ReceiptAttachment(int SchemaVersion, string Destination, string Digest, string Referrer);
