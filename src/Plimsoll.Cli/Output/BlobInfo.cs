namespace Plimsoll.Cli.Output;

/// <summary>A layer.</summary>
internal sealed record BlobInfo(string Digest, string MediaType, long Size);
