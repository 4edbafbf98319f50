namespace Plimsoll.Cli.Output;

/// <summary>An image of an index.</summary>
internal sealed record PlatformInfo(string? Platform, string Digest, string MediaType, long Size);
