namespace Plimsoll.Cli.Output;

/// <summary>The result of <c>plimsoll inspect</c>: an image, an artifact, or an index with its platforms.</summary>
internal sealed record ImageInfo(int SchemaVersion, string Name, string Digest, string MediaType, long Size)
{
    public string? ArtifactType { get; init; }

    public string? Subject { get; init; }

    public string? Platform { get; init; }

    public string? Created { get; init; }

    public IReadOnlyList<string>? Entrypoint { get; init; }

    public IReadOnlyList<string>? Command { get; init; }

    public string? User { get; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    public IReadOnlyList<BlobInfo>? Layers { get; init; }

    public IReadOnlyList<PlatformInfo>? Platforms { get; init; }

    /// <summary><c>null</c> where they were not asked for.</summary>
    public IReadOnlyList<ReferrerInfo>? Referrers { get; init; }
}
