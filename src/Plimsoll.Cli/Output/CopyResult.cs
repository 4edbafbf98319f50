namespace Plimsoll.Cli.Output;

/// <summary>The result of <c>plimsoll copy</c>, <c>push</c> and <c>pull</c>.</summary>
internal sealed record CopyResult(int SchemaVersion, string Destination, string Digest, int Blobs, long BytesSent, int Referrers, int Retries);
