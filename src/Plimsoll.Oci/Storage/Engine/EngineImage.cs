using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage.Engine;

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
