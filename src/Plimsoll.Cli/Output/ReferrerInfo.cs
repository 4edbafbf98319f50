namespace Plimsoll.Cli.Output;

/// <summary>What refers to the image.</summary>
internal sealed record ReferrerInfo(string Digest, string? ArtifactType, string MediaType, long Size, IReadOnlyDictionary<string, string>? Annotations);
