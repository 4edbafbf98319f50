using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage.Engine;

/// <summary>A build of a Dockerfile by an engine.</summary>
/// <param name="Dockerfile">The Dockerfile's path within the context, with forward slashes.</param>
/// <param name="WriteContext">Writes the context as a tar.</param>
public sealed record DockerfileBuild(string Dockerfile, Func<Stream, CancellationToken, Task> WriteContext)
{
    /// <summary>The stage that is built; <c>null</c> for the last.</summary>
    public string? Target { get; init; }

    /// <summary>The build arguments. The default is none.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();

    /// <summary>Labels that the image gets. The default is none.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>What the image runs on; <c>null</c> for what the engine runs on.</summary>
    public Platform? Platform { get; init; }
}
