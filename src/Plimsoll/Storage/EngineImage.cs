using Plimsoll.Images;

namespace Plimsoll.Storage;

/// <summary>An image as an engine holds it.</summary>
/// <param name="Id">
/// The image ID: the digest of the image's configuration, or in an engine with the containerd image store the digest of
/// its manifest or index.
/// </param>
public sealed record EngineImage(Digest Id)
{
    /// <summary>The names the image has in this engine, as the engine writes them: <c>acme/app:1.0</c>.</summary>
    public IReadOnlyList<string> RepoTags { get; init; } = [];

    /// <summary>Names with manifest digest under which the image was pulled or pushed: <c>acme/app@sha256:…</c>.</summary>
    public IReadOnlyList<string> RepoDigests { get; init; } = [];

    /// <summary>The image's labels; empty where it has none.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>What the image runs on, or <c>null</c> where the engine does not say.</summary>
    public Platform? Platform { get; init; }

    /// <summary>When the image was made, by its own account, or <c>null</c>.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>The size of all layers as the engine holds them, in bytes; not what a push sends.</summary>
    public long Size { get; init; }
}

/// <summary>One step of an image's history, as <c>docker history</c> lists it.</summary>
/// <param name="CreatedBy">The command that made the step; free text from the image.</param>
/// <param name="Size">How much the step's layer adds, in bytes; 0 for a step without a layer.</param>
public sealed record EngineHistoryEntry(string CreatedBy, long Size)
{
    /// <summary>The ID of the image as it was after this step, where the engine still has it, else <c>null</c>.</summary>
    public Digest? Id { get; init; }

    /// <summary>When the step ran, by the image's own account, or <c>null</c>.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>A remark of the builder; empty where there is none.</summary>
    public string Comment { get; init; } = "";

    /// <summary>The names of the image as it was after this step; empty for most.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
}

/// <summary>What an engine says of itself.</summary>
/// <param name="Version">The engine's version, such as <c>28.5.1</c>.</param>
/// <param name="ApiVersion">The highest version of the API it speaks, such as <c>1.51</c>.</param>
/// <param name="Platform">What the engine runs on.</param>
public sealed record EngineVersion(string Version, string ApiVersion, Platform Platform)
{
    /// <summary>The oldest version of the API it speaks, or <c>null</c>.</summary>
    public string? MinimumApiVersion { get; init; }
}
