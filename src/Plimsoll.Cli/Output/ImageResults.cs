namespace Plimsoll.Cli.Output;

/// <summary>The result of <c>plimsoll copy</c>, <c>push</c> and <c>pull</c>.</summary>
internal sealed record CopyResult(int SchemaVersion, string Destination, string Digest, int Blobs, long BytesSent, int Referrers, int Retries);

/// <summary>The result of <c>plimsoll tag</c>: the image's digest, and the tags that name it now.</summary>
internal sealed record TagResult(int SchemaVersion, string Repository, string Digest, IReadOnlyList<string> Tags);

/// <summary>The result of <c>plimsoll delete</c>.</summary>
internal sealed record DeleteResult(int SchemaVersion, string Repository, string Digest);

/// <summary>The result of <c>plimsoll digest</c>.</summary>
internal sealed record DigestResult(int SchemaVersion, string Name, string Digest);

/// <summary>The result of <c>plimsoll ls</c>.</summary>
internal sealed record TagList(int SchemaVersion, string Repository, IReadOnlyList<string> Tags);

/// <summary>The result of <c>plimsoll ls</c> for a registry.</summary>
internal sealed record RepositoryList(int SchemaVersion, string Registry, IReadOnlyList<string> Repositories);

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

/// <summary>A layer.</summary>
internal sealed record BlobInfo(string Digest, string MediaType, long Size);

/// <summary>An image of an index.</summary>
internal sealed record PlatformInfo(string? Platform, string Digest, string MediaType, long Size);

/// <summary>What refers to the image.</summary>
internal sealed record ReferrerInfo(string Digest, string? ArtifactType, string MediaType, long Size, IReadOnlyDictionary<string, string>? Annotations);

/// <summary>The result of <c>plimsoll history</c>.</summary>
internal sealed record ImageHistory(int SchemaVersion, string Name, string Digest, IReadOnlyList<HistoryStep> Steps);

/// <summary>One step, newest first.</summary>
internal sealed record HistoryStep(string? Created, string? CreatedBy, string? Comment, string? Layer, long Size);
